"""Demo databases of given sizes, made once by the program itself and kept in the user's cache folder."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import platformdirs

from tests.support.source import PACKAGE

DAY = ("--accounts", "300", "--requests", "1000000", "--calls", "5000000")
DAY_WORDS = "300 accounts, 1,000,000 requests, 5,000,000 calls"
NOW = "2026-11-23T09:30:00+01:00"


def cache() -> Path:
    """Return the folder in which databases and files for measurements are kept."""
    folder = platformdirs.user_cache_path("amtui") / "bench"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def fingerprint() -> str:
    """Return a word that changes with the code that makes demo databases."""
    digest = hashlib.sha256()
    for part in ("data/models", "data/demo", "data/migrations"):
        for path in sorted((PACKAGE / part).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def environment() -> dict[str, str]:
    """Return variables that keep a measured program off the user's own files, at a fixed moment."""
    own = cache() / "xdg"
    folders = {f"XDG_{kind}_HOME": str(own / kind.lower()) for kind in ("DATA", "CONFIG", "STATE")}
    return {"AMTUI_NOW": NOW, "AMTUI_WARM": "off", **folders, **bytecode()}


def bytecode() -> dict[str, str]:
    """Return variables that keep compiled modules, as an installed program has them.

    Where the environment forbids it every start would compile the whole program again.
    """
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(cache() / "bytecode")}


def forget() -> None:
    """Let the next run start without the place where the one before it was left."""
    shutil.rmtree(cache() / "xdg" / "state", ignore_errors=True)


def amtui(*arguments: str) -> None:
    """Run a command of the program.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    command = [sys.executable, "-m", "amtui", *arguments]
    env = {**os.environ, **environment()}
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=env)


def demo(requests: int) -> Path:
    """Return a demo database with so many requests, made now if there is none of this make."""
    return _made("requests", requests)


def calls(calls: int) -> Path:
    """Return a demo database with so many calls, made now if there is none of this make."""
    return _made("calls", calls)


def day() -> Path:
    """Return a demo database of a large book, made now if there is none of this make; some minutes' work."""
    return _with("day", *DAY)


def _made(what: str, size: int) -> Path:
    return _with(f"{what}-{size}", f"--{what}", str(size))


def _with(name: str, *sizes: str) -> Path:
    path = cache() / f"{name}-{fingerprint()}.db"
    if not path.exists():
        for old in cache().glob(f"{name}-*"):
            old.unlink()
        begun = path.with_suffix(".begun")
        amtui("demo", "--no-open", *sizes, "--db", f"sqlite:///{begun}")
        begun.rename(path)
    return path
