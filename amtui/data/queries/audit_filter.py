"""From a filter of the record to the SQL conditions that it stands for."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import ColumnElement, String, and_, cast, false, or_, select, true

from amtui.data.models import accounts, audit, metadata, users
from amtui.data.queries.account_names import account_names
from amtui.data.queries.text_match import begins, contains, key_contains
from amtui.data.reading import Reading
from amtui.domain.filter_audit import AUDIT
from amtui.domain.filter_dates import Bounds
from amtui.domain.filters import Filter, Term, Word, bounds

A = audit.c
Condition = ColumnElement[bool]
ACTIONS = ("insert", "update", "delete")


def conditions(reading: Reading, filter: Filter) -> tuple[Condition, ...]:  # noqa: A002 the word of the language
    """Return the conditions of a filter; the statement joins users and accounts."""
    return tuple(_condition(reading, part) for part in filter.parts)


def audit_names(reading: Reading) -> Mapping[str, tuple[str, ...]]:
    """Return what the fields of the filter may be given."""
    tables = [table for table in metadata.tables.values() if table.name not in {"audit", "operations"}]
    return {
        "who": tuple(row.login for row in reading.rows(select(users.c.login).order_by(users.c.login))),
        "what": ACTIONS,
        "entity": tuple(sorted(table.name for table in tables)),
        "account": account_names(reading),
        "field": tuple(sorted({column.name for table in tables for column in table.c})),
    }


def _condition(reading: Reading, part: Term | Word) -> Condition:
    found = _has(part.text) if isinstance(part, Word) else _field(reading, part)
    return found.is_not(true()) if part.negated else found


def _field(reading: Reading, term: Term) -> Condition:
    if term.field in WHEN:
        spans = bounds(term, reading.now, reading.zone, AUDIT)
        return or_(false(), *(_between(*WHEN[term.field](span)) for span in spans))
    return or_(*(FIELDS[term.field](str(value)) for value in term.values))


def _between(begin: datetime | None, end: datetime | None) -> Condition:
    edges = [A.at >= begin] if begin is not None else []
    return and_(true(), *edges, *([A.at < end] if end is not None else []))


def _has(word: str) -> Condition:
    places = (users.c.name, users.c.login, accounts.c.name, A.entity, A.action)
    return or_(*(contains(place, word) for place in (*places, *_changed())))


def _who(text: str) -> Condition:
    return or_(users.c.login == text, contains(users.c.name, text))


def _entity(text: str) -> Condition:
    return begins(A.entity, text.replace(" ", "_"))


def _names_field(name: str) -> Condition:
    """Hold a name in quotes before a colon, which within a value would have a stroke before it."""
    return or_(*(contains(place, f'"{name}":') for place in _changed()))


def _numbered(text: str) -> Condition:
    return cast(A.entity_id, String) == text


def _changed() -> tuple[ColumnElement[str], ...]:
    return cast(A.before, String), cast(A.after, String)


WHEN = MappingProxyType[str, Callable[[Bounds], Bounds]](
    {"at": lambda span: span, "from": lambda span: (span[0], None), "to": lambda span: (None, span[1])}
)

FIELDS = MappingProxyType[str, Callable[[str], Condition]](
    {
        "who": _who,
        "what": lambda text: begins(A.action, text.replace(" ", "_")),
        "entity": _entity,
        "account": lambda text: key_contains(accounts.c.name_key, text),
        "field": _names_field,
        "id": _numbered,
    }
)
