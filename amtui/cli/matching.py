"""Selecting rows of the short lists that are read whole."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from amtui.cli.listing import Asked
from amtui.domain.filter_match import Look, Matching

if TYPE_CHECKING:
    from amtui.services.backend import Backend

Row = TypeVar("Row")


def select(backend: "Backend", matching: Matching[Row], rows: Iterable[Row], asked: Asked) -> Sequence[Row]:
    """Return the rows that are asked for, in the order asked for, or as they come."""
    from amtui.data.queries.books_named import books_named

    books = backend.read(books_named, wanted=asked.filter)
    look = Look(backend.clock.now(), ZoneInfo(backend.identity.zone), books)
    return matching.select(rows, asked.filter, look)[: asked.limit]
