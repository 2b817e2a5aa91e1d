"""A list that a screen shows as a file of one's own."""

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from amtui.domain.errors import Refused
from amtui.domain.typed_path import typed_path
from amtui.services.own_files import check_free, own_file

FORMS = ("csv", "xlsx", "json")
MOST_LETTERS = 60
"""Of a suggested name, without its ending."""


def suggested(name: str, day: object) -> str:
    """Return the name that a list's file may have, of letters that a file's name had better have."""
    plain = re.sub(r"[^\w.-]+", "-", name).strip(".-")[:MOST_LETTERS] or "list"
    return f"{plain}-{day}.csv"


def form_of(path: Path) -> str:
    """Return how a file is written, by the ending of its name."""
    return path.suffix.removeprefix(".").casefold()


def list_path(name: str, rows: int = 0) -> Path:
    """Return the path that was typed for a list of so many rows.

    Raises:
        UsageError: no file can be called so.
        Refused: its ending says nothing of how to write it, or that holds fewer rows.
    """
    from amtui.data.formats.export import check_lines

    path = Path(os.path.abspath(typed_path(name)))  # noqa: PTH100 - a link in it is not for us to follow
    if form_of(path) not in FORMS:
        raise Refused(f"{name} ends in neither .csv, .xlsx nor .json", next="Name the file so.")
    check_lines(form_of(path), rows)
    return path


def is_taken(path: Path) -> bool:
    """Tell whether a file of one's own is there that would have to be replaced.

    Raises:
        Refused: what is there may not be replaced in any case.
    """
    check_free(path, force=True)
    return os.path.lexists(path)


def write_list(
    path: Path, heads: Sequence[str], rows: Iterable[Sequence[object]], *, force: bool = False
) -> int:
    """Write the rows of a list, whole or not at all; return how many.

    Args:
        path: of the file, as `list_path` gives it.
        heads: of the columns.
        rows: read as they are written, so that a long list is never held whole.
        force: replace a file of one's own.

    Raises:
        Refused: what is there may not be replaced, or the file cannot be written.
    """
    from amtui.data.formats.export import write_table

    n = 0

    def counted() -> Iterable[Sequence[object]]:
        nonlocal n
        for row in rows:
            n += 1
            yield row

    with own_file(path, force=force) as fresh:
        write_table(fresh, form_of(path), heads, counted())
    return n
