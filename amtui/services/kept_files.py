"""Texts that a person asked to have as files."""

import re
from collections.abc import Callable
from pathlib import Path

from amtui.domain.errors import Refused
from amtui.services.own_files import beside
from amtui.services.paths import paths, private_folder

FOLDER = "copies"


def keep_text(name: str, text: str) -> Path:
    """Write a text into the user's own folder of copies, in place of an older one, and return its path.

    Raises:
        Refused: if it cannot be written.
    """
    return keep_file(name, lambda path: path.write_text(text, encoding="utf-8"))


def keep_file(name: str, write: Callable[[Path], object]) -> Path:
    """Let a file be written into the user's own folder of copies; otherwise as `keep_text`.

    Args:
        name: what it is to be called; letters that a file's name had better not have become dashes.
        write: fills the file that it is given.
    """
    plain = re.sub(r"[^\w.-]+", "-", name).lstrip(".-") or "copy"
    path = private_folder(paths().data / FOLDER) / plain
    try:
        with beside(path) as fresh:
            write(fresh)
            fresh.replace(path)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}") from None
    return path
