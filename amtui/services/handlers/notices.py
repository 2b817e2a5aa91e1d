"""What is told in passing: what somebody has seen, is writing on, or watches."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Integer, RowMapping, Table, Text, cast, delete, insert, select, update

from amtui.data.engine import is_sqlite
from amtui.data.models import meta, request_presence, request_seen, request_watchers, today_days
from amtui.data.schema import NOTICES
from amtui.domain.changes import Receipt
from amtui.domain.queue_records import TYPING
from amtui.domain.request_changes import MarkSeen, SayTyping, StopTyping, WatchRequest
from amtui.domain.today_difference import RememberToday, to_document
from amtui.services.handlers.request_common import request_named
from amtui.services.operations import PRESENCE, tell
from amtui.services.writing import Writing

REMEMBERED = timedelta(days=14)
"""So long the beginnings of somebody's days are kept."""


def seen(writing: Writing, change: MarkSeen) -> Receipt:
    """Remember when somebody last looked at a request."""
    row = request_named(writing, change.request_id)
    key = {"user_id": writing.identity.user_id, "request_id": row["id"]}
    _put(writing, request_seen, key, {"am_id": row["am_id"], "seen_at": writing.now})
    return _counted(writing, f"{row['ref']} seen", row)


def typing(writing: Writing, change: SayTyping) -> Receipt:
    """Let others see who is writing; they hear of it only when it is another request than before."""
    row = request_named(writing, change.request_id)
    table, me = request_presence, writing.identity.user_id
    before = writing.connection.execute(select(table).where(table.c.user_id == me)).mappings().first()
    same = before is not None and before["request_id"] == row["id"] and before["until"] > writing.now
    tick = (before["tick"] if before else 0) + (0 if same else 1)
    values = {"request_id": row["id"], "am_id": row["am_id"], "until": writing.now + TYPING, "tick": tick}
    _put(writing, table, {"user_id": me}, values)
    if not same:
        tell(writing.connection, f"{PRESENCE} {me}")
    return _counted(writing, f"writing on {row['ref']}", row)


def stopped(writing: Writing, change: StopTyping) -> Receipt:  # noqa: ARG001 all handlers are called alike
    """Let others see that somebody has stopped writing."""
    table = request_presence
    mine = update(table).where(table.c.user_id == writing.identity.user_id, table.c.until > writing.now)
    if writing.connection.execute(mine.values(until=writing.now, tick=table.c.tick + 1)).rowcount:
        tell(writing.connection, f"{PRESENCE} {writing.identity.user_id}")
    return _counted(writing, "not writing")


def watch(writing: Writing, change: WatchRequest) -> Receipt:
    """Enter somebody among the watchers of a request, or take them off."""
    row = request_named(writing, change.request_id)
    me, table = writing.identity.user_id, request_watchers
    mine = (table.c.request_id == row["id"]) & (table.c.user_id == me)
    there = writing.connection.execute(select(table.c.user_id).where(mine)).first() is not None
    if change.watching and not there:
        values = {"request_id": row["id"], "user_id": me, "am_id": row["am_id"]}
        writing.connection.execute(insert(table).values(**values))
    if there and not change.watching:
        writing.connection.execute(delete(table).where(mine))
    words = "watched" if change.watching else "no longer watched"
    return _counted(writing, f"{row['ref']} is {words}", row)


def today(writing: Writing, change: RememberToday) -> Receipt:
    """Remember how somebody's list stands at their first look of a day; the days of some weeks are kept."""
    d, day = today_days.c, writing.reading.today
    mine = d.user_id == writing.identity.user_id
    if writing.connection.execute(select(d.day).where(mine, d.day == day)).first() is None:
        values = {"at": writing.now, "rows": to_document(change.rows)}
        key = {"user_id": writing.identity.user_id, "day": day}
        writing.connection.execute(insert(today_days).values(**key, **values))
        writing.connection.execute(delete(today_days).where(mine, d.day < day - REMEMBERED))
    return _counted(writing, f"{day} remembered")


def no_news(writing: Writing) -> None:
    """Let those who look at a SQLite file know that it stirred for nothing that they would show."""
    if is_sqlite(writing.connection):
        one_more = cast(cast(meta.c.value, Integer) + 1, Text)
        values = {"value": "1"}
        _put(writing, meta, {"key": NOTICES}, values, {"value": one_more})


def _counted(writing: Writing, words: str, row: RowMapping | None = None) -> Receipt:
    """Answer; it is news to nobody."""
    no_news(writing)
    return writing.receipt(words) if row is None else writing.receipt(words, row["id"], row["version"])


def _put(
    writing: Writing,
    table: Table,
    key: dict[str, Any],
    values: dict[str, Any],
    changed: dict[str, Any] | None = None,
) -> None:
    """Insert a row or change the one of this key, to the same values unless others are given."""
    if is_sqlite(writing.connection):
        from sqlalchemy.dialects.sqlite import insert as insert_or
    else:
        from sqlalchemy.dialects.postgresql import insert as insert_or  # type: ignore[assignment]
    statement = insert_or(table).values(**key, **values)
    writing.connection.execute(
        statement.on_conflict_do_update(index_elements=list(key), set_=changed or values)
    )
