"""Texts that a person asked to have as files."""

import os
import re
from pathlib import Path

from amtui.domain.errors import Refused
from amtui.services.paths import PRIVATE_FILE, paths, private_folder

FOLDER = "copies"


def keep_text(name: str, text: str) -> Path:
    """Write a text into the user's own folder of copies, in place of an older one, and return its path.

    Raises:
        Refused: if it cannot be written.
    """
    plain = re.sub(r"[^\w.-]+", "-", name).lstrip(".-") or "copy"
    path = private_folder(paths().data / FOLDER) / plain
    fresh = path.with_name(f".{plain}.{os.getpid()}")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        fresh.replace(path)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}") from None
    return path
