"""Which accounts something was done to since an earlier look."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from sqlalchemy import func, select, true

from amtui.data.engine import is_sqlite
from amtui.data.models import audit, imports, operations
from amtui.data.reading import Reading
from amtui.domain.frozen import dataclass

A = audit.c
LAST_FILE = select(func.coalesce(func.max(imports.c.id), 0)).scalar_subquery()
LAST = select(select(func.coalesce(func.max(A.id), 0)).scalar_subquery(), LAST_FILE)
BEHIND = 50
"""So many of one's own operations are looked at again on a server, where a later one may be seen earlier."""
MOST = 200
"""After more changes than these everything is looked at anew."""
BESIDE = frozenset(
    {"today_answers", "saved_views", "tasks", "milestones", "timeline", "request_watchers", "playbooks"}
)
"""Tables on which nothing rests that is gathered of accounts."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a look has seen: the last change, the last import, and one's own latest operations."""

    change: int
    file: int
    own: frozenset[str]


def latest_mark(reading: Reading) -> Mark:
    """Return how far a look that begins now will see at least."""
    if is_sqlite(reading.connection):
        last, last_file = reading.connection.execute(LAST).one()
        return Mark(last, last_file, frozenset())
    done = operations.c
    own = select(done.op_id).where(done.actor_id == reading.user_id).order_by(done.id.desc()).limit(BEHIND)
    one, mine = select(LAST_FILE.label("file")).subquery(), own.subquery()
    rows = reading.rows(select(one.c.file, mine.c.op_id).select_from(one.outerjoin(mine, true())))
    return Mark(0, rows[0].file, frozenset(row.op_id for row in rows if row.op_id is not None))


def touched_since(reading: Reading, then: Mark, now: Mark) -> frozenset[int] | None:
    """Return the accounts touched between two marks; None where that may be any.

    In a file all changes are in one order and none is missed. A server shows them as they are committed:
    there one's own are found, and of those of others somebody has to be told.
    """
    lost = then.own and not then.own & now.own
    if lost or now.file != then.file or now.change < then.change:
        return None
    wanted = A.id > then.change if is_sqlite(reading.connection) else A.group.in_(now.own - then.own)
    statement = select(A.account_id, A.entity, A.before, A.after).where(wanted).limit(MOST + 1)
    found = reading.rows(statement)
    rows = [row for row in found if row.entity not in BESIDE]
    if len(found) > MOST or any(row.account_id is None for row in rows):
        return None
    moved = (_accounts(part) for row in rows for part in (row.before, row.after))
    return frozenset(row.account_id for row in rows) | frozenset(chain.from_iterable(moved))


def _accounts(part: dict[str, Any] | None) -> Iterable[int]:
    """Return the account that a row lay under before, or lies under since, where that has changed."""
    found = (part or {}).get("account_id")
    return () if found is None else (int(found),)
