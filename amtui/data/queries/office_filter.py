"""What the filters of the lists of administration have in common."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, or_, true

from amtui.data.queries.text_match import contains
from amtui.domain.filters import Filter, Term, Word

Condition = ColumnElement[bool]
NOBODY = "none"


def conditions(
    asked: Filter, word: Callable[[str], Condition], fields: Mapping[str, Callable[[str], Condition]]
) -> tuple[Condition, ...]:
    """Return the conditions of a filter: of its words, and of each value of its fields."""
    return tuple(_condition(part, word, fields) for part in asked.parts)


def _condition(
    part: Term | Word, word: Callable[[str], Condition], fields: Mapping[str, Callable[[str], Condition]]
) -> Condition:
    if isinstance(part, Word):
        found = word(part.text)
    else:
        found = or_(*(fields[part.field](str(value)) for value in part.values))
    return found.is_not(true()) if part.negated else found


def has(*columns: ColumnElement[Any]) -> Callable[[str], Condition]:
    """Return the condition that one of the columns holds a text, in any case."""
    return lambda text: or_(*(contains(column, text) for column in columns))
