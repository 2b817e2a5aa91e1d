r"""The small query language of lists: `account:northwind p:1,2 due:<2d -is:paused "two words" sort:-due`.

A filter is a row of parts. Those with a colon are terms; the others are words looked for in the
row's text. All parts must hold; of the values of one term, separated by commas, one is enough. A
leading `-` negates a part. Double quotes keep spaces, commas and colons together; within them `\`
stands before a quote or another `\`.
"""

from collections.abc import Iterable
from enum import StrEnum

from amtui.domain.errors import UsageError
from amtui.domain.filter_dates import DateValue
from amtui.domain.filter_text import quoted
from amtui.domain.frozen import dataclass
from amtui.domain.paging import Order


class Op(StrEnum):
    """How a term's value is held against the row's."""

    IS = ""
    BELOW = "<"
    ABOVE = ">"
    AT_MOST = "<="
    AT_LEAST = ">="


class FilterError(UsageError):
    """A filter that cannot be understood.

    Attributes:
        position: index of the character in the filter's text at which it goes wrong.
    """

    def __init__(self, message: str, position: int = 0, *, next: str = "") -> None:  # noqa: A002
        super().__init__(message, next=next)
        self.position = position


Value = str | DateValue
"""Text, the stored word of a closed set, a number as text, or a date."""


@dataclass(frozen=True, slots=True)
class Term:
    """A condition on one field.

    Attributes:
        field: the field's own name, never an abbreviation.
        op: anything but `IS` only with a single date or number.
        values: one of them is enough.
        negated: whether the condition must not hold.
    """

    field: str
    values: tuple[Value, ...]
    op: Op = Op.IS
    negated: bool = False

    def __str__(self) -> str:
        shown = ",".join(quoted(value) if isinstance(value, str) else str(value) for value in self.values)
        return f"{'-' * self.negated}{self.field}:{self.op}{shown}"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase looked for in the row's text, in any case."""

    text: str
    negated: bool = False

    def __str__(self) -> str:
        return f"{'-' * self.negated}{quoted(self.text)}"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows of a list are wanted, and in which order; `str` gives text that parses back to it.

    Attributes:
        parts: all of them must hold.
        order: None is the list's own.
    """

    parts: tuple[Term | Word, ...] = ()
    order: Order | None = None

    def __str__(self) -> str:
        words = [str(part) for part in self.parts]
        if self.order is not None:
            words.append(f"sort:{'-' * self.order.descending}{self.order.column}")
        return " ".join(words)

    def __bool__(self) -> bool:
        return bool(self.parts) or self.order is not None

    @property
    def terms(self) -> tuple[Term, ...]:
        """The conditions on fields."""
        return tuple(part for part in self.parts if isinstance(part, Term))

    @property
    def words(self) -> tuple[Word, ...]:
        """The words looked for in the text."""
        return tuple(part for part in self.parts if isinstance(part, Word))

    def of(self, name: str) -> tuple[Term, ...]:
        """Return the conditions on the field called `name`."""
        return tuple(term for term in self.terms if term.field == name)


EVERYTHING = Filter()


def joined(filters: Iterable[Filter]) -> Filter:
    """Return the filter that asks for all of several; the last order named counts."""
    found = tuple(filters)
    orders = [one.order for one in found if one.order is not None]
    parts = dict.fromkeys(part for one in found for part in one.parts)
    return Filter(tuple(parts), orders[-1] if orders else None)
