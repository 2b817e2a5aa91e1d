"""The seal of a copy: its checksum, at its own end, so that whatever of it changes later is noticed."""

import hashlib
import os
from pathlib import Path

MARK = b"\namtui-copy sha256 "
LENGTH = len(MARK) + 64 + 1
AT_ONCE = 1 << 20


def seal(path: Path) -> None:
    """Write the checksum of a file behind what it holds."""
    with path.open("r+b") as file:
        told = _checksum(path, path.stat().st_size)
        file.seek(0, os.SEEK_END)
        file.write(told)
        file.flush()
        os.fsync(file.fileno())


def is_whole(path: Path) -> bool:
    """Tell whether a file ends in a seal, and is what it was when that was written."""
    size = path.stat().st_size - LENGTH
    if size < 0:
        return False
    with path.open("rb") as file:
        file.seek(size)
        return file.read(LENGTH) == _checksum(path, size)


def _checksum(path: Path, size: int) -> bytes:
    found, left = hashlib.sha256(), size
    with path.open("rb") as file:
        while left and (part := file.read(min(left, AT_ONCE))):
            found.update(part)
            left -= len(part)
    return MARK + found.hexdigest().encode() + b"\n"
