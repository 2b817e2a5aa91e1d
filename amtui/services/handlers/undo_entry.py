"""Taking back one audited change of a request, whoever made it, where nobody has built on it."""

from typing import Any

from sqlalchemy import RowMapping, select, update

from amtui.data.codec import decode_all, encode
from amtui.data.models import audit, requests, timeline
from amtui.domain.changes import Receipt, Topic
from amtui.domain.errors import Conflict, NotFound, Refused
from amtui.domain.request_changes import UndoEntry
from amtui.domain.request_history import FOLLOWING
from amtui.domain.vocabulary import Role
from amtui.services.handlers.recount import FOLLOWS
from amtui.services.handlers.request_clock import settled
from amtui.services.handlers.request_common import request_named
from amtui.services.handlers.reversal_words import what_came_back
from amtui.services.handlers.timeline import tell
from amtui.services.writing import Writing

NOTE = "undone"


def undo_entry(writing: Writing, change: UndoEntry) -> Receipt:
    """Take back one entry of a request's history, as a change of its own.

    Raises:
        NotFound: there is no such entry of a visible request.
        Refused: it is no change that can be taken back by itself.
        Conflict: somebody has built on it.
    """
    wanted = select(audit).where(audit.c.id == change.audit_id)
    entry = writing.connection.execute(wanted).mappings().first()
    if entry is None or entry["entity"] not in {requests.name, timeline.name}:
        raise NotFound(f"there is no entry {change.audit_id} in the history of a request")
    if entry["entity"] == timeline.name:
        return _comment(writing, entry)
    if not entry["before"] or not entry["after"]:
        raise Refused("this entry changed no field", next="Cancel the request, or undo the whole change.")
    return _fields(writing, entry)


def _fields(writing: Writing, entry: RowMapping) -> Receipt:
    row = request_named(writing, entry["entity_id"])
    before = decode_all(requests, entry["before"])
    if entry["action"] == FOLLOWS:
        raise Refused("these due times follow from service levels and opening hours", next="Change those.")
    _check(writing, row, entry, before)
    version = writing.update(requests, row, row["version"], settled(row, before), Topic.REQUESTS)
    tell(writing, row, before, NOTE)
    came_back = what_came_back(writing, requests, row, before) or f"{row['ref']} as it was"
    return writing.receipt(f"Back: {came_back}", row["id"], version)


def _check(writing: Writing, row: RowMapping, entry: RowMapping, before: dict[str, Any]) -> None:
    """Let an entry pass whose fields are still as it left them.

    Raises:
        Conflict: they are not.
        NotFound: the account that the request came from is not visible.
    """
    after = entry["after"]
    changed = [name for name in after if name not in FOLLOWING and encode(row[name]) != after[name]]
    if changed:
        raise Conflict(
            f"Somebody has built on it: {', '.join(changed)} of {row['ref']} changed since",
            version=row["version"],
            next="Change it by hand if it is still wrong.",
        )
    if "am_id" in before and not writing.identity.scope.sees(before["am_id"]):
        raise NotFound("the account that it came from is not in your books")


def _comment(writing: Writing, entry: RowMapping) -> Receipt:
    """Withdraw a comment; somebody else's only as a manager or an administrator."""
    row = writing.row(timeline, entry["entity_id"], f"comment {entry['entity_id']}")
    request = request_named(writing, row["request_id"])
    if row["actor_id"] != writing.identity.user_id and writing.identity.role is Role.AM:
        raise Refused("only its author, a manager or an administrator may withdraw a comment")
    if row["withdrawn"]:
        raise Conflict("Somebody has built on it: the comment is withdrawn already")
    writing.connection.execute(update(timeline).where(timeline.c.id == row["id"]).values(withdrawn=True))
    writing.record(timeline, row["id"], "withdraw", {"withdrawn": False}, row, {"withdrawn": True}, None)
    version = writing.update(requests, request, request["version"], {}, Topic.REQUESTS, touch=True)
    return writing.receipt(f"Back: without the comment on {request['ref']}", request["id"], version)
