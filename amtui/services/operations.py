"""The list of what was done, by operation id: makes retries harmless and undo possible."""

from collections import deque
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, insert, select

from amtui.data.engine import is_sqlite
from amtui.data.models import operations
from amtui.data.schema import CHANNEL
from amtui.domain.change import Change, Receipt, Topic

if TYPE_CHECKING:
    from amtui.services.writing import Writing

REMEMBERED = 1_000
PRESENCE = "presence"
KEPT = "kept"
"""What the program does of itself, which no undo takes back."""
FINAL = "final"
"""What somebody did that cannot be taken back."""

_own: WeakKeyDictionary[Engine, deque[str]] = WeakKeyDictionary()
"""The latest operations that were done through each engine of this process."""


def is_own(engine: Engine, op_id: str) -> bool:
    """Tell whether an operation was done through `engine`, not by another process."""
    return op_id in _own.get(engine, ())


def find(connection: Connection, op_id: str) -> Receipt | None:
    """Return the receipt of an operation that was already done, or None."""
    row = connection.execute(
        select(operations.c.words, operations.c.receipt).where(operations.c.op_id == op_id)
    ).first()
    if row is None:
        return None
    kept = row.receipt
    topics = frozenset(Topic(topic) for topic in kept["topics"])
    counts = tuple((name, n) for name, n in kept.get("counts", ()))
    return Receipt(kept["audit_id"], kept["entity_id"], kept["version"], topics, row.words, op_id, counts)


def record(writing: "Writing", change: Change, receipt: Receipt) -> None:
    """Remember what was done under its operation id, unless nothing was."""
    if receipt.audit_id is None:
        return
    _own.setdefault(writing.connection.engine, deque(maxlen=REMEMBERED)).append(change.op_id)
    tell(writing.connection, change.op_id)
    keep(writing, _kind(change), receipt)


def keep(writing: "Writing", kind: str, receipt: Receipt) -> None:
    """Enter what was done among the operations, under the group of its changes, and tell nobody."""
    writing.connection.execute(
        insert(operations).values(
            op_id=writing.group,
            actor_id=writing.identity.user_id,
            at=writing.now,
            kind=kind,
            words=receipt.words,
            undoes=writing.undoes,
            receipt={
                "audit_id": receipt.audit_id,
                "entity_id": receipt.entity_id,
                "version": receipt.version,
                "topics": sorted(receipt.topics),
                **({"counts": receipt.counts} if receipt.counts else {}),
            },
        )
    )


def tell(connection: Connection, word: str) -> None:
    """Let a server tell those who listen, once this transaction is through; files are looked at instead.

    Told are the ids of what was done, and of those who begin or stop writing; nothing else.
    """
    if not is_sqlite(connection):
        connection.execute(select(func.pg_notify(CHANNEL, word)))


def _kind(change: Change) -> str:
    if not change.undoable:
        return FINAL
    from amtui.domain.changes import Redo, Undo
    from amtui.domain.health_changes import RecordHealth

    kinds: dict[type[Change], str] = {Undo: "undo", Redo: "redo", RecordHealth: KEPT}
    return kinds.get(type(change), "do")
