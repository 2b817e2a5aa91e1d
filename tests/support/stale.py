"""Files that are made from the program: write them, or tell which are out of date."""

import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support.source import ROOT


def differing(made: Mapping[Path, str]) -> list[Path]:
    """Return the files whose content is not what it would be now."""
    return [
        path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def leftovers(made: Mapping[Path, str], folder: Path, pattern: str) -> list[Path]:
    """Return files of a folder that nothing makes any more."""
    return [path for path in sorted(folder.glob(pattern)) if path not in made]


def update(made: Mapping[Path, str], gone: list[Path], *, check: bool, command: str) -> int:
    """Write what differs and delete what is gone, or with `check` only name it.

    Returns:
        The exit code: 1 when something is out of date and was left so.
    """
    changed = differing(made)
    names = ", ".join(str(path.relative_to(ROOT)) for path in changed + gone)
    if check:
        if names:
            sys.stderr.write(f"out of date: {names}; run `{command}`\n")
        return 1 if names else 0
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made[path], encoding="utf-8")
    for path in gone:
        path.unlink()
    return 0
