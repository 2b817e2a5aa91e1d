"""Zendesk's ticket table as requests."""

from collections.abc import Sequence
from pathlib import Path

from amtui.data.formats import words
from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.common import filled
from amtui.data.formats.kinds.requests import NO_SUBJECT, OUTPUT, after_creation
from amtui.data.formats.moves import ended_at, holds
from amtui.data.formats.table import Table
from amtui.data.formats.zendesk.story import first_answer, read_comments, status_changes
from amtui.data.formats.zendesk.tables import Related, Role, find_related, role_of
from amtui.domain.request_rules import TERMINAL
from amtui.domain.vocabulary import RequestStatus

UNLISTED = "{n} {ticket names|tickets name} an organization that the organizations table does not list."
FROM_UPDATE = (
    "{n} solved or closed {ticket has|tickets have} no status history; the last update was taken as the time."
)

FIELDS = (
    FieldSpec("ticket_id", aliases=("id",), required=True, means="the ticket's id"),
    FieldSpec("organization_id"),
    FieldSpec("requester_id"),
    FieldSpec("assignee_id"),
    FieldSpec("subject"),
    FieldSpec("description"),
    FieldSpec("type", Parser.WORD, words=words.TYPES, lenient=True),
    FieldSpec("priority", Parser.WORD, words=words.PRIORITIES),
    FieldSpec("status", Parser.WORD, words=words.REQUEST_STATUSES, required=True, means="its status"),
    FieldSpec("created_at", Parser.INSTANT, required=True, means="when it was asked for"),
    FieldSpec("updated_at", Parser.INSTANT),
    FieldSpec("due_at", Parser.INSTANT),
)


def layout_of(table: Table, given: Sequence[Path]) -> Layout | None:
    """Return the layout of a table of Zendesk tickets with what belongs to it; None if it is not one.

    Raises:
        AmtuiError: a given related file cannot be read.
    """
    if role_of(table.first_row) is not Role.TICKETS:
        return None
    related = find_related(table.path, given)
    return Layout(
        Kind.REQUESTS,
        "zendesk",
        FIELDS,
        OUTPUT,
        lambda frame: finish(frame, related),
        primary="created_at",
        utc=True,
    )


def finish(frame: Frame, related: Related) -> None:
    """Join the tickets with their comments, history, users and organisations.

    A hold is a time as `pending`; the first response is the first public comment by an agent or
    administrator. A closed ticket without history is taken as closed at its last update: Zendesk locks it
    then. Every ticket is the Support desk's own reference.
    """
    columns = frame.columns
    columns["subject"] = filled(frame.column("subject"), NO_SUBJECT)
    columns["external_id"] = columns["external_ticket"] = frame.column("ticket_id")
    _people(frame, related)
    rows = list(zip(frame.column("ticket_id"), frame.column("created_at"), strict=True))
    history = [
        status_changes(related.history.get(ticket or "", ()), created or 0, frame.notes)
        for ticket, created in rows
    ]
    comments = [
        read_comments(related.comments.get(ticket or "", ()), related.users, created or 0, frame.notes)
        for ticket, created in rows
    ]
    columns["history"], columns["comments"] = history, comments
    columns["holds"] = [tuple(holds(changes)) for changes in history]
    columns["first_response_at"] = [first_answer(some) for some in comments]
    solved = [ended_at(changes, {RequestStatus.RESOLVED}) for changes in history]
    columns["resolved_at"] = _from_update(frame, solved, RequestStatus.RESOLVED)
    closed = [ended_at(changes, TERMINAL) for changes in history]
    columns["closed_at"] = _from_update(frame, closed, RequestStatus.CLOSED)
    after_creation(frame)


def _people(frame: Frame, related: Related) -> None:
    names = {key: row.get("name") or None for key, row in related.organizations.items()}
    organizations = frame.column("organization_id")
    frame.columns["account"] = [names.get(key or "") for key in organizations]
    if Role.ORGANIZATIONS in related.present:
        frame.notes.add(UNLISTED, sum(key is not None and key not in names for key in organizations))
    users = related.users
    requesters = [users.get(key or "", {}) for key in frame.column("requester_id")]
    frame.columns["contact"] = [row.get("name") or None for row in requesters]
    frame.columns["contact_email"] = [row.get("email") or None for row in requesters]
    frame.columns["owner"] = [
        users.get(key or "", {}).get("name") or None for key in frame.column("assignee_id")
    ]


def _from_update(frame: Frame, known: Sequence[int | None], status: RequestStatus) -> list[int | None]:
    rows = zip(known, frame.column("status"), frame.column("updated_at"), strict=True)
    told = [at if at is not None or now != status.value else updated for at, now, updated in rows]
    frame.notes.add(
        FROM_UPDATE, sum(new is not None and old is None for new, old in zip(told, known, strict=True))
    )
    return told
