"""The path of a file as a person types it."""

import os
from pathlib import Path

from amtui.domain.errors import UsageError

LONGEST_NAME, LONGEST_PATH = 255, 4_095
"""Bytes of a name, and of a whole path, that file systems take."""


def typed_path(text: str | Path) -> Path:
    """Return the path that a text means, with the home folder for `~`; there need be no such file.

    Raises:
        UsageError: no file can be called so.
    """
    try:
        path = Path(text).expanduser()
        raw = os.fsencode(path)
    except (RuntimeError, ValueError):  # nobody of that name, or bytes that are no text
        raise _impossible(text) from None
    if b"\0" in raw or len(raw) > LONGEST_PATH or any(len(p) > LONGEST_NAME for p in raw.split(b"/")):
        raise _impossible(text)
    return path


def _impossible(text: str | Path) -> UsageError:
    from amtui.domain.wording import shortened

    return UsageError(f"no file can be called “{shortened(str(text))}”", next="Name another file.")
