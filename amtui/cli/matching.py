"""Filters of the short lists that are read whole: which rows hold, and their order."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from amtui.cli.listing import Asked
from amtui.domain.filters import Filter, Grammar, Kind, Term, asks_for_none, bounds

if TYPE_CHECKING:
    from amtui.services.backend import Backend

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Matching(Generic[Row]):
    """How a list reads filters.

    Attributes:
        grammar: of the list.
        fields: what a field of a row holds: a text, a word, a moment or None.
        marks: what `is:` asks of a row.
        text: where words without a field are looked for.
        sorts: what each column is sorted by.
        account_of: the id of a row's account, by which `am:` and `is:mine` are told.
    """

    grammar: Grammar
    fields: Mapping[str, Callable[[Row], Any]]
    marks: Mapping[str, Callable[[Row], bool]]
    text: Callable[[Row], str]
    sorts: Mapping[str, Callable[[Row], Any]]
    account_of: Callable[[Row], int]

    def select(self, backend: "Backend", rows: Iterable[Row], asked: Asked) -> Sequence[Row]:
        """Return the rows that are asked for, in the order asked for, or as they come."""
        look = _Look(backend.clock.now(), ZoneInfo(backend.identity.zone), _books(backend, asked.filter))
        kept = [row for row in rows if all(self._holds(row, part, look) for part in asked.filter.parts)]
        if (order := asked.filter.order) is not None:
            kept.sort(key=lambda row: _sortable(self.sorts[order.column](row)), reverse=order.descending)
        return kept[: asked.limit]

    def _holds(self, row: Row, part: Any, look: "_Look") -> bool:
        if not isinstance(part, Term):
            return (part.text.casefold() in self.text(row).casefold()) is not part.negated
        return self._fulfils(row, part, look) is not part.negated

    def _fulfils(self, row: Row, term: Term, look: "_Look") -> bool:
        if (books := look.books.get(str(term))) is not None:
            return self.account_of(row) in books
        if term.field == "is":
            return any(self.marks[str(value)](row) for value in term.values)
        value = self.fields[term.field](row)
        kind = self.grammar.field(term.field).kind
        if kind is Kind.DATE:
            return _within(value, term, look, self.grammar)
        if kind is Kind.CHOICE:
            return str(value) in term.values
        return any(str(wanted).casefold() in str(value).casefold() for wanted in term.values)


@dataclass(frozen=True, slots=True)
class _Look:
    """The moment and zone of a look at rows, and the accounts that terms on books name."""

    now: datetime
    zone: ZoneInfo
    books: Mapping[str, Collection[int]]


def _books(backend: "Backend", wanted: Filter) -> dict[str, Collection[int]]:
    """Return the accounts that each term on account managers means, as the portfolio tells them."""
    from amtui.data.queries.portfolio import portfolio

    terms = [term for term in wanted.terms if term.field == "am" or term.values == ("mine",)]
    found: dict[str, Collection[int]] = {}
    for term in terms:
        bare = Term(term.field, term.values)
        text = f"{bare} status:active,inactive"
        found[str(term)] = {row.id for row in backend.read(portfolio, filter_text=text)}
    return found


def _within(value: datetime | None, term: Term, look: _Look, grammar: Grammar) -> bool:
    if value is None:
        return asks_for_none(term)
    spans = bounds(term, look.now, look.zone, grammar)
    return any((begin is None or value >= begin) and (end is None or value < end) for begin, end in spans)


def _sortable(value: Any) -> tuple[bool, Any]:
    return value is None, "" if value is None else value
