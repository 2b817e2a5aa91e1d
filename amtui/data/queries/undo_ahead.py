"""What came since the change that an undo would take back, and stays."""

from sqlalchemy import Select, select

from amtui.data.models import imports, operations
from amtui.data.reading import Reading
from amtui.domain.frozen import dataclass
from amtui.domain.import_records import TAKEN_BACK

FINAL = "final"
"""The kind of operations that cannot be taken back."""


@dataclass(frozen=True, slots=True)
class Barrier:
    """Something that cannot be taken back, and the change before it, which can.

    Attributes:
        what: it, as the beginning of a sentence.
        before: what was done before it.
    """

    what: str
    before: str


def latest_undoable(user_id: int | None) -> Select[*tuple[object, ...]]:
    """Return the statement that finds what somebody did and nobody has taken back, the latest first."""
    o = operations.c
    mine = (o.actor_id == user_id, o.kind.in_(("do", "redo")), o.undone_by.is_(None))
    return select(operations).where(*mine).order_by(o.id.desc()).limit(1)


def undo_barrier(reading: Reading) -> Barrier | None:
    """Return what the asking user did since their latest change that can be taken back, if anything."""
    found = reading.connection.execute(latest_undoable(reading.user_id)).first()
    if found is None:
        return None
    i, o = imports.c, operations.c
    files = (
        select(i.at, i.kind, i.file_name)
        .where(i.actor_id == reading.user_id, i.at > found.at, i.kind.not_in(TAKEN_BACK))
        .order_by(i.id.desc())
        .limit(1)
    )
    final = (
        select(o.at, o.words)
        .where(o.actor_id == reading.user_id, o.kind == FINAL, o.id > found.id)
        .order_by(o.id.desc())
        .limit(1)
    )
    file, done = reading.connection.execute(files).first(), reading.connection.execute(final).first()
    if file is not None and (done is None or file.at >= done.at):
        return Barrier(f"The import of {file.kind} from {file.file_name}", found.words)
    return None if done is None else Barrier(f"“{done.words}”", found.words)
