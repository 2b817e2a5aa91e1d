"""What was changed in one request: every audited field, by whom and when."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, RowMapping, and_, false, or_, select

from amtui.data.codec import encode
from amtui.data.models import accounts, audit, contacts, requests, timeline, users
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.kept_words import shown_moment
from amtui.data.reading import Reading
from amtui.data.types import Instant
from amtui.domain.errors import NotFound
from amtui.domain.queue_records import FieldChange
from amtui.domain.request_history import CLOCKS, FOLLOWING, FOLLOWS, QUIET

LIMIT = 500
NAMED = {"owner_id": users, "account_id": accounts, "contact_id": contacts, "created_by_id": users}
COMMENT = "comment"


def field_changes(
    reading: Reading, *, request_id: int, limit: int = LIMIT, local: bool = False
) -> tuple[FieldChange, ...]:
    """Return the audited fields of a request and its comments, the youngest first.

    Args:
        reading: who reads, and where.
        request_id: of the request.
        limit: so many audited changes at most.
        local: tell moments as clocks of the reader show them; else they are in ISO 8601.

    Raises:
        NotFound: if there is none that this person may see.
    """
    wanted = select(requests).where(requests.c.id == request_id, reading.visible(requests))
    row = reading.connection.execute(wanted).mappings().first()
    if row is None:
        raise NotFound(f"there is no request {request_id}")
    entries = _entries(reading, request_id, limit)
    told = _Told(
        reading.connection, row, _standing_comments(reading, request_id), reading.zone if local else None
    )
    return tuple(field for entry in entries for field in told.fields(entry))


def _entries(reading: Reading, request_id: int, limit: int) -> list[DbRow]:
    a = audit.c
    comments = select(timeline.c.id).where(timeline.c.request_id == request_id)
    wanted = (
        select(audit, users.c.name.label("who"))
        .join(users, users.c.id == a.actor_id)
        .where(
            or_(
                and_(a.entity == requests.name, a.entity_id == request_id),
                and_(a.entity == timeline.name, a.entity_id.in_(comments)),
            )
        )
        .order_by(a.id.desc())
        .limit(limit)
    )
    return list(reading.rows(wanted))


def _standing_comments(reading: Reading, request_id: int) -> frozenset[int]:
    t = timeline.c
    wanted = select(t.id).where(t.request_id == request_id, t.withdrawn == false())
    return frozenset(reading.connection.execute(wanted).scalars())


class _Told:
    """Turns audit rows of one request into fields with words."""

    def __init__(
        self, connection: Connection, row: RowMapping, comments: frozenset[int], zone: ZoneInfo | None
    ) -> None:
        self._connection = connection
        self._zone = zone
        self._now = {name: encode(value) for name, value in row.items()}
        self._comments = comments
        self._names: dict[tuple[str, int], str] = {}

    def fields(self, entry: DbRow) -> Iterator[FieldChange]:
        """Yield the fields of one audit row, without those that follow from others."""
        if entry.entity == timeline.name:
            yield from self._comment(entry)
            return
        before, after = entry.before or {}, entry.after or {}
        names = list(dict.fromkeys((*before, *after)))
        shown = [name for name in names if name not in QUIET] or [name for name in names if name in CLOCKS]
        whole = not before or not after
        standing = not whole and entry.action != FOLLOWS and self._stands(after)
        for name in shown if not whole else shown[:0]:
            values = self._words(name, before.get(name)), self._words(name, after.get(name))
            yield self._change(entry, name.removesuffix("_id"), *values, standing=standing)
        if whole and names:
            yield self._change(entry, "request", None, self._now["ref"], standing=False)

    def _comment(self, entry: DbRow) -> Iterator[FieldChange]:
        words = entry.after or {}
        if "note" in words:
            standing = entry.entity_id in self._comments
            yield self._change(entry, COMMENT, None, words["note"], standing=standing)
        elif "withdrawn" in words:
            gone = "withdrawn" if words["withdrawn"] else "stands again"
            yield self._change(entry, COMMENT, None, gone, standing=False)

    def _stands(self, after: Mapping[str, Any]) -> bool:
        return all(self._now.get(name) == value for name, value in after.items() if name not in FOLLOWING)

    def _words(self, name: str, value: Any) -> str | None:
        if value is None:
            return None
        if name not in NAMED:
            return self._said(name, value)
        table = NAMED[name]
        if (name, value) not in self._names:
            called = self._connection.execute(select(table.c.name).where(table.c.id == value))
            self._names[name, value] = str(called.scalar_one_or_none() or value)
        return self._names[name, value]

    def _said(self, name: str, value: Any) -> str:
        if self._zone is None:
            return str(value)
        return (
            shown_moment(value, self._zone) if isinstance(requests.c[name].type, Instant) else _spoken(value)
        )

    def _change(
        self, entry: DbRow, field: str, before: str | None, after: str | None, *, standing: bool
    ) -> FieldChange:
        return FieldChange(
            entry.id, entry.at, entry.who, entry.action, field, before, after, entry.group, standing
        )


def _spoken(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
