"""How to serve the dashboard over SSH: files for the server, with the names of this installation."""

import shutil
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

SERVICE_USER = "amtui"
KEYS = "/etc/amtui/keys"
REVOKED = "/etc/amtui/revoked"
BACKUPS = "/var/backups/amtui"
NAMES = (
    "sshd.conf",
    "amtui-warm.service",
    "amtui-warm.user.service",
    "amtui-check.service",
    "amtui-check.timer",
)


def program() -> str:
    """Return the command that runs this installation."""
    beside = Path(sys.executable).with_name("amtui")
    return str(beside) if beside.exists() else shutil.which("amtui") or f"{sys.executable} -m amtui"


def filled(
    name: str, *, user: str = SERVICE_USER, keys: str = KEYS, revoked: str = REVOKED, command: str = ""
) -> str:
    """Return one of the files with its names filled in."""
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    values = {"USER": user, "KEYS": keys, "REVOKED": revoked, "PROGRAM": command or program()}
    values["BACKUPS"] = BACKUPS
    for mark, value in values.items():
        text = text.replace(f"@{mark}@", value)
    return text


def key_line(login: str, key: str, *, command: str = "", options: str = "") -> str:
    """Return the line that lets a public key open the dashboard as somebody, and nothing else."""
    opens = f"exec {command or program()} session --as {login} {options}".strip()
    return f'restrict,pty,command="{opens}" {key.strip()}'


def everything() -> Iterator[str]:
    """Yield the files, one after another."""
    for name in NAMES:
        yield filled(name)
