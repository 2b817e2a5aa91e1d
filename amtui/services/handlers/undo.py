"""Several changes as one, and taking changes back."""

from collections.abc import Callable

from sqlalchemy import RowMapping, distinct, exists, func, select, update

from amtui.data.models import audit, operations, requests
from amtui.data.queries.undo_ahead import latest_undoable, undo_barrier
from amtui.domain.change import Change, Receipt
from amtui.domain.changes import AddComment, Bulk, Redo, SetStatus, Undo
from amtui.domain.errors import AmtuiError, Conflict, Invalid, Refused
from amtui.domain.vocabulary import RequestStatus
from amtui.domain.wording import counted, label, listed, one_of
from amtui.services.handlers.reversal import Reversal
from amtui.services.permissions import require
from amtui.services.writing import Writing

NAMED = 3
"""So many rows that came back are named one by one; more are counted."""

NEVER = "Files that were imported are not taken back, but for reviews."


def bulk(writing: Writing, change: Bulk, carry_out: Callable[[Writing, Change], Receipt]) -> Receipt:
    """Do several changes or none of them; they are undone together.

    Args:
        writing: the transaction.
        change: what to do.
        carry_out: does a single change.

    Raises:
        AmtuiError: of the first change that fails, naming it.
    """
    if not change.changes:
        raise Invalid({"changes": "there is nothing to do"})
    for number, part in enumerate(change.changes, start=1):
        if isinstance(part, Bulk | Undo | Redo):
            raise Refused("Undo and redo stand alone")
        require(writing.identity, type(part), read_only=False)
        try:
            carry_out(writing, part)
        except AmtuiError as error:
            error.message = f"{_called(writing, part, number)}: {error.message}"
            error.args = (error.message,)
            if isinstance(error, Conflict):
                error.part = number - 1
            error.next = " ".join(filter(None, (error.next, "None of the changes was made.")))
            raise
    return writing.receipt(_bulk_words(change.changes))


def undo(writing: Writing, change: Undo) -> Receipt:
    """Take back the author's latest change, or a named one, as a new change.

    Raises:
        Refused: if there is nothing to undo, or an import or the like came since, unless that is meant.
        Conflict: if somebody has built on it.
    """
    wanted = latest_undoable(writing.identity.user_id)
    if change.group is not None:
        wanted = wanted.where(operations.c.op_id == change.group)
    if change.entity is not None:
        touched = exists().where(audit.c.group == operations.c.op_id, audit.c.entity == change.entity)
        if change.entity_id is not None:
            touched = touched.where(audit.c.entity_id == change.entity_id)
        wanted = wanted.where(touched)
    found = writing.connection.execute(wanted).mappings().first()
    if found is None:
        raise Refused("There is nothing of yours to undo", next=NEVER)
    if change == Undo(op_id=change.op_id) and (barrier := undo_barrier(writing.reading)) is not None:
        raise Refused(
            f"{barrier.what} cannot be taken back",
            next=f"`amtui undo --past` takes back what was done before it: {barrier.before}.",
        )
    return _take_back(writing, found, "Back", "undone")


def redo(writing: Writing, change: Redo) -> Receipt:  # noqa: ARG001 all handlers are called alike
    """Take back the author's latest undo, unless they have done something else since.

    Raises:
        Refused: if there is nothing to redo.
        Conflict: if somebody has built on it.
    """
    mine = select(operations).where(operations.c.actor_id == writing.identity.user_id)
    latest = mine.where(operations.c.kind == "undo", operations.c.undone_by.is_(None))
    found = writing.connection.execute(latest.order_by(operations.c.id.desc()).limit(1)).mappings().first()
    if found is None:
        raise Refused("There is nothing of yours to redo")
    since = mine.where(operations.c.kind == "do", operations.c.id > found["id"]).limit(1)
    if writing.connection.execute(since).first() is not None:
        raise Refused("There is nothing to redo: you have changed something else since the undo")
    return _take_back(writing, found, "Again", "done again")


def _take_back(writing: Writing, operation: RowMapping, opening: str, note: str) -> Receipt:
    reversal = Reversal(writing, note)
    reversal.take_back(operation["op_id"])
    marked = update(operations).where(operations.c.id == operation["id"]).values(undone_by=writing.group)
    writing.connection.execute(marked)
    writing.undoes = operation["op_id"]
    kept = operation["receipt"]
    version = next(iter(reversal.versions.values()), None) if len(reversal.versions) == 1 else None
    told = _listed(writing, reversal.words, operation["op_id"])
    return writing.receipt(f"{opening}: {told}", kept["entity_id"], version)


def _listed(writing: Writing, words: list[str], group: str) -> str:
    named = list(dict.fromkeys(words))
    if len(named) > NAMED:
        return f"{_counts(writing, group)}, among them {named[0]}"
    return "; ".join(named) or "what it was"


def _counts(writing: Writing, group: str) -> str:
    """Return how many rows of each kind a group of changes concerned: “28 accounts and 59 requests”."""
    n = func.count(distinct(audit.c.entity_id)).label("n")
    counts = select(audit.c.entity, n).where(audit.c.group == group).group_by(audit.c.entity)
    rows = writing.connection.execute(counts.order_by(n.desc(), audit.c.entity)).all()
    return listed([counted(row.n, one_of(row.entity), label(row.entity)) for row in rows])


def _bulk_words(parts: tuple[Change, ...]) -> str:
    targets = {part.to for part in parts if isinstance(part, SetStatus)}
    if len(targets) == 1 and all(isinstance(part, SetStatus) for part in parts):
        return f"{counted(len(parts), 'request')} moved to “{label(targets.pop())}”"
    if all(hasattr(part, "request_id") for part in parts):
        touched = {getattr(part, "request_id", None) for part in parts}
        replied = any(isinstance(part, AddComment) and part.shared for part in parts)
        declined = replied and targets == {RequestStatus.DECLINED}
        return f"{counted(len(touched), 'request')} {'declined, with a reply' if declined else 'changed'}"
    return f"{counted(len(parts), 'change')} made"


def _called(writing: Writing, part: Change, number: int) -> str:
    request_id = getattr(part, "request_id", None)
    if request_id is None:
        return f"change {number}"
    ref = select(requests.c.ref).where(requests.c.id == request_id, writing.reading.visible(requests))
    return str(writing.connection.execute(ref).scalar_one_or_none() or f"request {request_id}")
