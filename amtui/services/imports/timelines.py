"""What happened to an imported request, as entries of its timeline."""

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any

from sqlalchemy import insert, select

from amtui.data.models import timeline
from amtui.data.types import from_micros
from amtui.services.imports.session import Session

SOMEBODY = "unknown"


def add_entries(session: Session, request_id: int, am_id: int, row: Mapping[str, Any]) -> int:
    """Add the status changes and comments of a row that the timeline lacks; return how many."""
    entries = {entry["external_id"]: entry for entry in (*_moves(session, row), *_comments(row))}
    if not entries:
        return 0
    table = timeline
    present = session.connection.scalars(select(table.c.external_id).where(table.c.request_id == request_id))
    missing = entries.keys() - set(present)
    common = {"request_id": request_id, "am_id": am_id, "actor_id": None, "withdrawn": False}
    new = [{**common, **entry} for own, entry in entries.items() if own in missing]
    if new:
        session.connection.execute(insert(table), new)
    return len(new)


def _moves(session: Session, row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    before = None
    for at, status in row["history"] or ():
        yield {
            "external_id": f"status {at} {status}", "at": from_micros(at), "actor_name": session.source,
            "field": "status", "before": before, "after": status, "note": None, "shared": False,
        }  # fmt: skip
        before = status


def _comments(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for comment in row["comments"] or ():
        text = f"{comment.author}\0{comment.body}"
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        yield {
            "external_id": f"comment {comment.at} {digest}", "at": from_micros(comment.at),
            "actor_name": comment.author or SOMEBODY, "field": "comment", "before": None, "after": None,
            "note": comment.body, "shared": comment.public,
        }  # fmt: skip
