"""Requests: one row is one ticket."""

from amtui.data.formats import words
from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.common import ACCOUNT, DATE, TIME, filled, with_ids
from amtui.domain.vocabulary import RequestStatus

OUTPUT = (
    "external_id", "account", "contact", "contact_email", "type", "subject", "description", "priority",
    "status",
    "created_at", "first_response_at", "resolved_at", "closed_at", "due_at", "updated_at", "owner",
    "external_ticket", "on_hold_seconds", "holds", "history", "comments",
)  # fmt: skip
IDENTITY = ("account", "contact", "subject", "description", "created_at")
NO_SUBJECT = "(no subject)"
EARLY_REPLY = (
    "{n} {request was|requests were} answered before the creation; the answer was moved to the creation."
)

FIELDS = (
    FieldSpec(
        "external_id",
        aliases=(
            "id", "ticket id", "ticket", "ticket number", "key", "issue key", "ref", "reference",
            "number", "case id", "case number", "request id",
        ),
    ),
    ACCOUNT,
    FieldSpec(
        "contact",
        aliases=(
            "requester", "requester name", "contact name", "reporter", "opened by", "submitted by",
            "full name",
        ),
    ),
    FieldSpec("contact_email", aliases=("requester email", "email", "contact e mail")),
    FieldSpec(
        "type", Parser.WORD, ("ticket type", "issue type", "request type", "category"), words=words.TYPES,
        lenient=True,
    ),
    FieldSpec("subject", aliases=("title", "summary", "betreff")),
    FieldSpec("description", aliases=("body", "details", "text", "beschreibung")),
    FieldSpec("priority", Parser.WORD, ("severity", "seriousness", "priorität"), words=words.PRIORITIES),
    FieldSpec("status", Parser.WORD, ("state", "ticket status"), words=words.REQUEST_STATUSES),
    FieldSpec(
        "created_at", Parser.INSTANT,
        (
            "created", "created time", "created on", "opened", "opened at", "open date", "created date",
            "date created", "requested", "erstellt",
        ),
        required=True, means="when it was asked for",
    ),
    DATE,
    TIME,
    FieldSpec(
        "first_response_at", Parser.INSTANT,
        (
            "first response", "first reply", "first reply at", "first responded at",
            "initial response time", "first response time",
        ),
    ),
    FieldSpec(
        "resolved_at", Parser.INSTANT,
        (
            "resolved", "solved", "solved at", "resolved time", "resolution time", "resolved on",
            "resolution date",
        ),
    ),
    FieldSpec(
        "closed_at", Parser.INSTANT,
        (
            "closed", "closed time", "closed on", "close date", "date closed",
        ),
    ),
    FieldSpec("due_at", Parser.INSTANT, ("due", "due date", "due by", "due by time", "fällig")),
    FieldSpec("updated_at", Parser.INSTANT, ("updated", "last updated", "last update time", "updated on")),
    FieldSpec("owner", aliases=("assignee", "assigned to", "agent", "assignee name", "responsible")),
    FieldSpec("external_ticket", aliases=("support ticket", "external ticket reference", "external id")),
    FieldSpec("on_hold_seconds", Parser.DURATION, ("on hold", "time on hold", "hold time")),
)  # fmt: skip


def finish(frame: Frame) -> None:
    """Fill subject, status and id; refuse what ended before it began."""
    columns = frame.columns
    columns["subject"] = filled(frame.column("subject"), NO_SUBJECT)
    columns["status"] = filled(frame.column("status"), RequestStatus.NEW.value)
    after_creation(frame)
    columns["external_id"] = with_ids(frame, frame.column("external_id"), IDENTITY)
    for name in ("holds", "history", "comments"):
        columns.setdefault(name, [()] * frame.size)


def after_creation(frame: Frame) -> None:
    """Move answers that precede the creation onto it, and reject ends that do."""
    created = frame.column("created_at")
    replies = zip(frame.column("first_response_at"), created, strict=True)
    moved = [
        (max(reply, begun), reply < begun) if reply and begun else (reply, False) for reply, begun in replies
    ]
    frame.columns["first_response_at"] = [reply for reply, _ in moved]
    frame.notes.add(EARLY_REPLY, sum(early for _, early in moved))
    for name in ("resolved_at", "closed_at"):
        for row, (end, begun) in enumerate(zip(frame.column(name), created, strict=True)):
            if end is not None and begun is not None and end < begun:
                frame.reject(row, f"{frame.header(name)} is before {frame.header('created_at')}")


LAYOUT = Layout(
    Kind.REQUESTS, "plain", FIELDS, OUTPUT, finish, primary="created_at", one_of=(("subject", "status"),)
)
