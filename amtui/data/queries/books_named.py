"""The accounts that a filter means by naming account managers."""

from collections.abc import Collection, Mapping

from amtui.data.queries.portfolio import portfolio
from amtui.data.reading import Reading
from amtui.domain.filter_match import terms_on_books
from amtui.domain.filters import Filter, Term

WITHOUT = 0
"""The account of rows that are about none, such as one's own tasks."""


def books_named(reading: Reading, *, wanted: Filter) -> Mapping[str, Collection[int]]:
    """Return the visible accounts of each term on account managers, as the portfolio tells them."""
    found: dict[str, Collection[int]] = {}
    for term in terms_on_books(wanted):
        text = f"{Term(term.field, term.values)} status:active,inactive"
        own = {WITHOUT} if term.values == ("mine",) else set()
        found[str(term)] = own | {row.id for row in portfolio(reading, filter_text=text)}
    return found
