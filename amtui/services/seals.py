"""The seal of a copy: its checksum, at its own end, so that whatever of it changes later is noticed."""

import hashlib
import os
from pathlib import Path

MARK = b"\namtui-copy sha256 "
COUNTER = slice(24, 28)
"""Where SQLite counts how often a file was written; a copy that is put to use is no damaged one."""
LENGTH = len(MARK) + 64 + 1 + 8 + 1
AT_ONCE = 1 << 20


def seal(path: Path) -> None:
    """Write the checksum of a file behind what it holds."""
    told = _seal_of(path, path.stat().st_size)
    with path.open("ab") as file:
        file.write(told)
        file.flush()
        os.fsync(file.fileno())


def is_whole(path: Path) -> bool:
    """Tell whether a file ends in a seal, and is what it was when that was written."""
    told = _told(path)
    return told is not None and told == _seal_of(path, path.stat().st_size - LENGTH)


def is_torn(path: Path) -> bool:
    """Tell whether a SQLite file was changed since it was sealed, though not by SQLite."""
    told = _told(path)
    return told is not None and told[-9:-1] == _counter(path) and not is_whole(path)


def _told(path: Path) -> bytes | None:
    size = path.stat().st_size - LENGTH
    if size < 0:
        return None
    with path.open("rb") as file:
        file.seek(size)
        told = file.read(LENGTH)
    return told if told.startswith(MARK) else None


def _seal_of(path: Path, size: int) -> bytes:
    found, left = hashlib.sha256(), size
    with path.open("rb") as file:
        while left and (part := file.read(min(left, AT_ONCE))):
            found.update(part)
            left -= len(part)
    return MARK + found.hexdigest().encode() + b" " + _counter(path) + b"\n"


def _counter(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(COUNTER.stop)[COUNTER].hex().encode().rjust(8, b"0")
