"""What could be typed next in a filter."""

from collections.abc import Iterator
from dataclasses import dataclass

from amtui.domain.filter_dates import Named
from amtui.domain.filter_fields import REQUESTS, Field, Grammar, Kind
from amtui.domain.filter_parse import SORT

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


def completions(text: str, cursor: int, grammar: Grammar = REQUESTS) -> tuple[Completion, ...]:
    """Return what the word that ends at the cursor may become: a field, or a value of its field.

    Names that only the data knows, such as those of accounts, are not among them.
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
    return tuple(Completion(word, begin, cursor) for word in _values(grammar, name, before[begin:]))


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
    return [*one.choices, *one.groups]
