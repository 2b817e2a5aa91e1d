"""What could be typed next in a filter."""

from collections.abc import Iterator, Mapping, Sequence

from amtui.domain.filter_dates import Named
from amtui.domain.filter_fields import REQUESTS, Field, Grammar, Kind
from amtui.domain.filter_parse import SORT
from amtui.domain.frozen import dataclass

_NUMBERS = ("<50", ">75")
_DATES = ("<2d", "<1w", ">1w", *(name.value for name in Named))


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on.

    Attributes:
        text: replaces what stands from `start` to `end`.
        what: explains it; may be empty.
    """

    text: str
    start: int
    end: int
    what: str = ""


MOST = 12
"""So many names that only the data knows are offered."""


def completions(
    text: str,
    cursor: int,
    grammar: Grammar = REQUESTS,
    names: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Completion, ...]:
    """Return what the word that ends at the cursor may become: a field, or a value of its field.

    Args:
        text: the filter as typed.
        cursor: where the typing goes on.
        grammar: that of the list.
        names: for fields whose values only the data knows, such as accounts, those values.
    """
    before = text[:cursor]
    if before.count('"') % 2:
        return ()
    start = max((before.rfind(space) for space in " \t\n"), default=-1) + 1
    start += before[start : start + 1] == "-"
    name, colon, values = before[start:].partition(":")
    if not colon:
        return tuple(Completion(one, start, cursor, what) for one, what in _names(grammar, name))
    begin = start + len(name) + 1 + values.rfind(",") + 1
    typed = before[begin:]
    known = grammar.names.get(name.lower())
    from_data = _called(names.get(known.name, ()), typed) if names and known else ()
    words = (*_values(grammar, name, typed), *from_data)
    return tuple(Completion(word, begin, cursor) for word in words)


def _called(names: Sequence[str], typed: str) -> list[str]:
    """Return names that begin so, then those with a word that does, in quotes where they need them."""
    wanted = typed.casefold()
    begin = [name for name in names if name.casefold().startswith(wanted)]
    inside = [name for name in names if name not in begin and f" {wanted}" in name.casefold()]
    return [_quoted(name) for name in (*begin, *inside)[:MOST] if '"' not in name]


def _quoted(name: str) -> str:
    return name if name.isalnum() else f'"{name}"'


def _names(grammar: Grammar, typed: str) -> Iterator[tuple[str, str]]:
    for one in grammar.fields:
        if one.name.startswith(typed.lower()) or typed.lower() in one.short:
            yield f"{one.name}:", one.what
    if SORT.startswith(typed.lower()):
        yield f"{SORT}:", "the column to sort by; -column for downwards"


def _values(grammar: Grammar, name: str, typed: str) -> Iterator[str]:
    if name.lower() == SORT:
        sign = "-" * typed.startswith("-")
        words = [f"{sign}{column}" for column in grammar.sorts]
    else:
        one = grammar.names.get(name.lower())
        words = _words(one) if one else []
    return (word for word in words if word.lower().startswith(typed.lower()) and word != typed)


def _words(one: Field) -> list[str]:
    if one.kind is Kind.DATE:
        return [word for word in _DATES if not (one.past and word == Named.OVERDUE)]
    return [*one.choices, *one.groups, *(_NUMBERS if one.numbers else ())]
