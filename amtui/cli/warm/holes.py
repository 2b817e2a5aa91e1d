"""Gaps in the parent's memory, filled so that a session writes to pages of its own and not into shared ones.

Loading leaves single free blocks among what stays. A session would put what it makes there, and each block
that it fills gives it a page of its own, nearly all of which is only a copy of the parent's.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator

STEP = 16
"""Bytes by which the sizes of blocks differ; the smallest are those of one and two steps."""
HEAD = sys.getsizeof(b"")
"""Bytes of a block that a value of no bytes takes."""
LINE = re.compile(r"^\s*\d+ +(\d+) +\d+ +\d+ +(\d+)\s*$", re.MULTILINE)
"""What the interpreter tells of blocks of one size: their bytes, and how many are free."""

_filling: list[object] = []


def fill() -> None:
    """Take all blocks that are free among taken ones, and keep them; what lies free as a whole stays so."""
    for size, free in _free_blocks(_told()):
        if size == STEP:
            _filling.extend(object() for _ in range(free))
        elif size == 2 * STEP:
            _filling.extend(complex(number, 1) for number in range(free))
        else:
            _filling.extend(bytes(size - HEAD) for _ in range(free))


def _free_blocks(told: str) -> Iterator[tuple[int, int]]:
    return ((int(size), int(free)) for size, free in LINE.findall(told))


def _told() -> str:
    """Return what the interpreter tells of its memory, which it writes to the standard errors only."""
    tell = getattr(sys, "_debugmallocstats", None)
    if tell is None:
        return ""
    sys.stderr.flush()
    with tempfile.TemporaryFile() as file:
        before = os.dup(2)
        os.dup2(file.fileno(), 2)
        try:
            tell()
        finally:
            os.dup2(before, 2)
            os.close(before)
        file.seek(0)
        return file.read().decode("ascii", "replace")
