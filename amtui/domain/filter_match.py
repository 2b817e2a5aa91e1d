"""Filters of the short lists that are read whole: which rows hold, and their order."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Generic, TypeVar

from amtui.domain.filters import Filter, Grammar, Kind, Term, Word, asks_for_none, bounds

Row = TypeVar("Row")
MINE = "mine"
IS_MINE = Term("is", (MINE,))


@dataclass(frozen=True, slots=True)
class Look:
    """The moment and the viewer's zone of a look at rows.

    Attributes:
        books: the accounts that each term on account managers means, by the term as text.
    """

    now: datetime
    zone: tzinfo
    books: Mapping[str, Collection[int]]


def terms_on_books(wanted: Filter) -> tuple[Term, ...]:
    """Return the terms that ask whose the account of a row is, which only the data knows.

    Of several marks in one term it is the one that does.
    """
    own = (IS_MINE for term in wanted.terms if term.field == "is" and MINE in term.values)
    return (*(term for term in wanted.terms if term.field == "am"), *own)


@dataclass(frozen=True, slots=True)
class Matching(Generic[Row]):
    """How a list reads filters.

    Attributes:
        grammar: of the list.
        fields: what a field of a row holds: a text, a word or several in a tuple, a moment or None.
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

    def select(self, rows: Iterable[Row], wanted: Filter, look: Look) -> list[Row]:
        """Return the rows that are asked for, in the order asked for, or as they come.

        What is unknown comes last in either direction.
        """
        kept = [row for row in rows if self.holds(row, wanted, look)]
        if (order := wanted.order) is None:
            return kept
        value = self.sorts[order.column]
        known = [row for row in kept if value(row) is not None]
        known.sort(key=value, reverse=order.descending)
        return [*known, *(row for row in kept if value(row) is None)]

    def holds(self, row: Row, wanted: Filter, look: Look) -> bool:
        """Tell whether a row fulfils all parts of a filter."""
        return all(self._fulfils(row, part, look) is not part.negated for part in wanted.parts)

    def _fulfils(self, row: Row, part: Term | Word, look: Look) -> bool:
        if isinstance(part, Word):
            return part.text.casefold() in self.text(row).casefold()
        if (books := look.books.get(str(part))) is not None:
            return self.account_of(row) in books
        if part.field == "is":
            return any(self._is_marked(row, str(value), look) for value in part.values)
        value = self.fields[part.field](row)
        kind = self.grammar.field(part.field).kind
        if kind is Kind.DATE:
            return self._within(value, part, look)
        if kind is Kind.CHOICE:
            several = value if isinstance(value, tuple) else (value,)
            return any(str(one) in part.values for one in several)
        return any(str(wanted).casefold() in str(value).casefold() for wanted in part.values)

    def _is_marked(self, row: Row, mark: str, look: Look) -> bool:
        if mark == MINE:
            return self.account_of(row) in look.books.get(str(IS_MINE), ())
        return self.marks[mark](row)

    def _within(self, value: datetime | None, term: Term, look: Look) -> bool:
        if value is None:
            return asks_for_none(term)
        spans = bounds(term, look.now, look.zone, self.grammar)
        return any((begin is None or value >= begin) and (end is None or value < end) for begin, end in spans)
