"""Changes of requests: status, priority, route, owner, texts, comments."""

from typing import Any

from amtui.data.models import requests, timeline
from amtui.domain.change import Receipt, Topic
from amtui.domain.changes import AddComment, EditRequest, SetOwner, SetPriority, SetRoute, SetStatus
from amtui.domain.errors import Refused
from amtui.domain.request_rules import check_move, check_p1, check_priority
from amtui.domain.vocabulary import Priority, RequestStatus, Route
from amtui.domain.wording import label
from amtui.services.handlers.common import active_user, said
from amtui.services.handlers.request_clock import moved, retargeted, settled, told_client
from amtui.services.handlers.request_common import alive, request_held, seen_request, warning_of, write
from amtui.services.handlers.timeline import add
from amtui.services.writing import Writing


def set_status(writing: Writing, change: SetStatus) -> Receipt:
    """Move a request to another status, with what that does to its clocks."""
    row = seen_request(writing, change, {"status": change.to})
    check_move(row["status"], change.to, change.reason, row["priority"])
    values = moved(writing, row, change.to)
    words = f"{row['ref']} moved from “{label(row['status'])}” to “{label(change.to)}”"
    warning = warning_of(writing, row) if row["status"] is RequestStatus.NEW else None
    return write(writing, row, values, ". ".join(filter(None, (words, warning))), change.reason)


def set_priority(writing: Writing, change: SetPriority) -> Receipt:
    """Override a request's priority; its due moments follow, and a P1 becomes Support's."""
    row = alive(seen_request(writing, change, {"priority": change.to}))
    check_priority(row["priority"], change.to, change.reason, row["external_ticket"])
    values: dict[str, Any] = {}
    if change.to is not row["priority"]:
        values = {"priority": change.to, **retargeted(writing, row, change.to)}
    if values and change.to is Priority.P1:
        values["route"] = Route.SUPPORT
    words = f"{row['ref']} priority {row['priority']} overridden by {change.to}"
    return write(writing, row, values, words, change.reason)


def set_route(writing: Writing, change: SetRoute) -> Receipt:
    """Say who does the work; owner and ticket outside stay as they are when not given."""
    given = {"external_owner": change.external_owner, "external_ticket": change.external_ticket}
    texts = {name: text.strip() or None for name, text in given.items() if text is not None}
    values: dict[str, Any] = {"route": change.to, **texts}
    row = alive(seen_request(writing, change, values))
    if row["priority"] is Priority.P1 and change.to is not Route.SUPPORT:
        raise Refused(
            f"{row['ref']} is a P1, which is Support's to work on", next="Override its priority first."
        )
    check_p1(row["priority"], {**row, **values}["external_ticket"])
    ticket = values.get("external_ticket")
    words = f"{row['ref']} is with {label(change.to)}" + (f", ticket {ticket}" if ticket else "")
    return write(writing, row, values, words)


def set_owner(writing: Writing, change: SetOwner) -> Receipt:
    """Give a request to an active user."""
    row = alive(seen_request(writing, change, {"owner_id": change.owner_id}))
    owner = active_user(writing, change.owner_id)
    return write(writing, row, {"owner_id": owner["id"]}, f"{row['ref']} is owned by {owner['name']}")


def edit(writing: Writing, change: EditRequest) -> Receipt:
    """Change a request's subject or description."""
    values: dict[str, Any] = {}
    if change.subject is not None:
        values["subject"] = said(change.subject, "subject")
    if change.description is not None:
        values["description"] = change.description
    row = seen_request(writing, change, values)
    return write(writing, row, values, f"{row['ref']} edited")


def add_comment(writing: Writing, change: AddComment) -> Receipt:
    """Add to a request's timeline; the first that the client can read stops the response clock."""
    row = request_held(writing, change.request_id)
    text = said(change.text, "comment")
    entry_id, entry = add(writing, row, field="comment", note=text, shared=change.shared)
    writing.record(timeline, entry_id, "comment", {}, row, entry, None)
    answers = change.shared and row["first_response_at"] is None
    # A clock that was set back must not let an answer come before what it answers.
    values = {"first_response_at": max(writing.now, row["created_at"])} if answers else {}
    values |= told_client(writing, row) if change.shared else {}
    after = settled(row, values) if values else {}
    version = writing.update(
        requests, row, row["version"], after, Topic.REQUESTS, action="comment", touch=True
    )
    kind = "Shared comment" if change.shared else "Internal comment"
    words = f"{kind} added to {row['ref']}" + ("; it is the first response" if answers else "")
    return writing.receipt(words, row["id"], version)
