"""Requests of logs that come in several files: each has some of the moves, in any order of import."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from amtui.data.formats.moves import Move, told_by
from amtui.data.models import timeline
from amtui.data.types import to_micros
from amtui.domain.vocabulary import RequestStatus

Told = tuple[Mapping[str, Any], Mapping[str, Any]]
"""A row of the file, and the columns of the request that stay although it says otherwise."""
_FACTS = ("type", "subject", "description", "priority")
_PEOPLE = ("owner_id", "contact_id")


def completed(connection: Connection, existing: RowMapping, row: Mapping[str, Any]) -> Told:
    """Return a row of a log with what is known of its request already.

    What a later event said of the request is not changed by earlier ones that come in after it.
    """
    known, own = list(_moves(connection, existing)), row["moves"]
    latest = max(own[-1][0], to_micros(existing["updated_at"]))
    is_older = own[-1][0] < latest
    if not is_older and set(known) <= set(own):
        return row, {}
    moves = sorted(dict.fromkeys((*known, *own)), key=lambda move: move[0])
    facts = {name: existing[name] for name in _FACTS} if is_older else {}
    people = {name: existing[name] for name in _PEOPLE} if is_older else {}
    return {**row, **facts, **told_by(moves), "updated_at": latest}, people


def _moves(connection: Connection, existing: RowMapping) -> Iterator[Move]:
    own = timeline.c.request_id == existing["id"], timeline.c.field == "status"
    entries = (
        select(timeline.c.at, timeline.c.after)
        .where(*own, timeline.c.external_id.is_not(None))
        .order_by(timeline.c.id)
    )
    for entry in connection.execute(entries).all():
        yield to_micros(entry.at), entry.after
    # A timeline has no status twice in a row; the last time of each end, and the last event, are kept so.
    status = existing["status"]
    lasting = (
        (existing["resolved_at"], RequestStatus.RESOLVED),
        (existing["closed_at"], status),
        (existing["updated_at"], status),
    )
    for at, status in lasting:
        if at is not None:
            yield to_micros(at), status.value
