"""Looking for text in columns, the same on both engines, whatever signs the text holds."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, or_

from amtui.domain.name_key import name_key

ESCAPE = "\\"


def escaped(text: str) -> str:
    """Return `text` so that LIKE takes each of its characters for itself."""
    for sign in (ESCAPE, "%", "_"):
        text = text.replace(sign, ESCAPE + sign)
    return text


def contains(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    """Return the condition that a column holds `text` anywhere, in any case."""
    return or_(*(column.ilike(f"%{escaped(form)}%", escape=ESCAPE) for form in forms(text)))


def begins(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    """Return the condition that a column begins with `text`, in any case."""
    return or_(*(column.ilike(f"{escaped(form)}%", escape=ESCAPE) for form in forms(text)))


def key_contains(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    """Return the condition that a column of `name_key` values holds `text` anywhere."""
    return column.like(f"%{escaped(name_key(text))}%", escape=ESCAPE)


def forms(text: str) -> tuple[str, ...]:
    """Return the spellings to look for: engines fold the case of ASCII letters only."""
    return (text,) if text.isascii() else tuple(dict.fromkeys(_forms(text)))


def _forms(text: str) -> Iterator[str]:
    yield text
    yield text.lower()
    yield text.upper()
    yield text.title()
    yield text.capitalize()
