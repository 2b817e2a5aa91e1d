"""What a shell offers for the value of an option: the words of closed sets, none from a database."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from click import Context, Parameter

from amtui.domain.filters import Grammar
from amtui.domain.kpi_key import KpiKey
from amtui.domain.vocabulary import Level, Priority, RequestStatus, RequestType, Route

WORDS: Mapping[str, Iterable[Any]] = {
    "STATUS": RequestStatus, "P": Priority, "ROUTE": Route, "TYPE": RequestType, "LEVEL": Level, "KPI": KpiKey
}  # fmt: skip
"""The closed set that an option takes its value from, by what its help calls the value."""

Complete = Callable[[Context, Parameter, str], list[str]]


def words_of(metavar: str) -> Complete | None:
    """Return what completes an option whose value is called so; None where any text will do."""
    words = WORDS.get(metavar)
    return None if words is None else lambda _context, _option, begun: _begun(_values(words), begun)


def of_field(grammar: Grammar) -> Complete:
    """Complete the option of a list that is named like a field of its filter; several with commas."""

    def complete(_context: Context, option: Parameter, begun: str) -> list[str]:
        field = grammar.names.get(option.name or "")
        whole, comma, last = begun.rpartition(",")
        found = () if field is None else (*field.choices, *field.groups)
        return [f"{whole}{comma}{word}" for word in _begun(found, last)]

    return complete


def of_sort(grammar: Grammar) -> Complete:
    """Complete the column that a list is sorted by; what begins with a hyphen reads as an option."""
    return lambda _context, _option, begun: _begun(grammar.sorts, begun)


def _values(words: Iterable[Any]) -> list[str]:
    return [str(word.value) for word in words]


def _begun(words: Iterable[Any], begun: str) -> list[str]:
    return [word for word in words if word.startswith(begun)]
