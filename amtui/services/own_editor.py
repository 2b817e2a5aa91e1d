"""The user's own editor, in a form that can edit one file and start nothing."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from amtui.domain.errors import Refused

RESTRICTED: Mapping[str, tuple[str, ...]] = {
    "nano": ("--restricted", "--ignorercfiles"),
    "rnano": ("--ignorercfiles",),
    "vim": ("-Z", "-n", "-u", "NONE"),
    "rvim": ("-n", "-u", "NONE"),
    "vi": ("-Z", "-n", "-u", "NONE"),
}
"""Editors with a form that starts no shell and writes no other file, and how it is asked for."""
KEPT = ("TERM", "COLORTERM", "LANG", "LC_ALL", "LC_CTYPE", "PATH")


def editor_command(environment: Mapping[str, str]) -> list[str]:
    """Return the restricted form of the editor that the environment names; its own options are dropped.

    Raises:
        Refused: none is named, it is not here, or it has no such form.
    """
    named = (environment.get("VISUAL") or environment.get("EDITOR") or "").split()
    if not named:
        raise Refused("No editor is named", next="Set EDITOR, such as EDITOR=nano.")
    name = Path(named[0]).name
    if name not in RESTRICTED:
        raise Refused(
            f"{name} has no restricted form that is known here", next=f"These have: {', '.join(RESTRICTED)}."
        )
    found = shutil.which(named[0])
    if found is None:
        raise Refused(f"{name} is not here", next="Set EDITOR to an editor that is.")
    return [found, *RESTRICTED[name]]


def edited(text: str, command: list[str], environment: Mapping[str, str]) -> str:
    """Let the user edit a text in a file of their own, and return what became of it.

    Raises:
        Refused: the editor ended with a fault; the text is as it was.
    """
    with tempfile.TemporaryDirectory(prefix="amtui-edit-") as folder:
        path = Path(folder) / "request.txt"
        path.write_text(text, encoding="utf-8")
        kept = {name: environment[name] for name in KEPT if name in environment}
        done = subprocess.run([*command, str(path)], env={**kept, "HOME": folder}, check=False)  # noqa: S603 one of a few known programs
        if done.returncode:
            raise Refused(f"{Path(command[0]).name} ended with {done.returncode}; nothing was changed")
        return path.read_text(encoding="utf-8", errors="replace")


def environment() -> Mapping[str, str]:
    """Return the variables of the session."""
    return dict(os.environ)
