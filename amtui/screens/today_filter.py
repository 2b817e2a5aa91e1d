"""The filter of the day's list, in the language of `amtui today --filter`."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, tzinfo

from amtui.domain.filter_match import Look, terms_on_books
from amtui.domain.filters import TODAY, parse
from amtui.domain.today_filter import today_matching
from amtui.domain.today_records import TodayRow

Books = tuple[str, Mapping[str, Collection[int]]]
"""A filter, and the accounts of the account managers that it names."""


class NotKnown(Exception):
    """The filter names account managers whose books are not read yet."""


def matcher(text: str, now: datetime, zone: tzinfo, books: Books) -> Callable[[TodayRow], bool]:
    """Return what tells whether a filter, whose books were read, asks for a row.

    Raises:
        FilterError: it cannot be understood.
    """
    wanted, matching, look = parse(text, TODAY), today_matching(now, zone), Look(now, zone, books[1])
    return lambda row: matching.holds(row, wanted, look)


def filtered(
    rows: Sequence[TodayRow], text: str, now: datetime, zone: tzinfo, books: Books
) -> list[TodayRow]:
    """Return the rows that a filter asks for, in the order that it asks for.

    Raises:
        FilterError: it cannot be understood.
        NotKnown: it names account managers, and the books given are of another filter.
    """
    wanted = parse(text, TODAY)
    read_for, known = books
    if terms_on_books(wanted) and read_for != text:
        raise NotKnown
    return today_matching(now, zone).select(rows, wanted, Look(now, zone, known))
