"""How to serve the dashboard over SSH: files for the server, with the names of this installation."""

import shutil
import stat
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

SERVICE_USER = "amtui"
CONFIG = "/etc/amtui/config.toml"
KEYS = "/etc/amtui/keys"
REVOKED = "/etc/amtui/revoked"
BACKUPS = "/var/backups/amtui"
HELPER = "amtui-authorized-keys"
NAMES = (
    "sshd.conf",
    "amtui-warm.service",
    "amtui-warm.user.service",
    "amtui-check.service",
    "amtui-check.timer",
)
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def program() -> str:
    """Return the command that runs this installation."""
    beside = Path(sys.executable).with_name("amtui")
    return str(beside) if beside.exists() else shutil.which("amtui") or f"{sys.executable} -m amtui"


def helper() -> str:
    """Return the program of this installation that sshd asks whose a key is."""
    beside = Path(sys.executable).with_name(HELPER)
    return str(beside) if beside.exists() else shutil.which(HELPER) or str(beside)


def filled(
    name: str,
    *,
    user: str = SERVICE_USER,
    keys: str = KEYS,
    revoked: str = REVOKED,
    config: str = CONFIG,
    asks: str = "",
    command: str = "",
) -> str:
    """Return one of the files with its names filled in.

    Args:
        name: of the file.
        user: of the system, as whom everybody logs in.
        keys: file of keys that are let in besides those of the database.
        revoked: file of keys that are not.
        config: file that names the database.
        asks: the program that sshd asks whose a key is.
        command: that runs the program.
    """
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    values = {"USER": user, "KEYS": keys, "REVOKED": revoked, "PROGRAM": command or program()}
    values |= {"BACKUPS": BACKUPS, "CONFIG": config, "HELPER": asks or helper()}
    for mark, value in values.items():
        text = text.replace(f"@{mark}@", value)
    return text


def key_line(login: str, key: str, *, command: str = "", options: str = "") -> str:
    """Return the line that lets a public key open the dashboard as somebody, and nothing else."""
    opens = f"exec {command or program()} session --as {login} {options}".strip()
    return f'restrict,pty,command="{opens}" {key.strip()}'


def everything(config: str = CONFIG) -> Iterator[str]:
    """Yield the files, one after another."""
    for name in NAMES:
        yield filled(name, config=config)


def unfit(path: str) -> Path | None:
    """Return the first place on the way to a program for which sshd refuses to run it, if there is one."""
    way = Path(path).resolve()
    for place in (way, *way.parents):
        found = place.stat() if place.exists() else None
        if found is None or found.st_uid != 0 or found.st_mode & OTHERS_WRITE:
            return place
    return None
