"""Zendesk's own exports of tickets and views, one row each; times are in the account's zone and name none."""

from decimal import Decimal

from amtui.data.formats import words
from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.common import MICROS
from amtui.data.formats.kinds.requests import OUTPUT
from amtui.data.formats.kinds.requests import finish as finish_requests
from amtui.data.formats.vendors.vendor import by_header, each

_NOBODY = "-"

FIELDS = (
    FieldSpec("external_id", aliases=("id",), required=True, means="the ticket's id"),
    FieldSpec("account", aliases=("organization",), means="whose it is"),
    FieldSpec("contact", aliases=("requester",)),
    FieldSpec("contact_email", aliases=("requester email",)),
    FieldSpec("type", Parser.WORD, ("ticket type", "type"), words=words.TYPES, lenient=True),
    FieldSpec("subject"),
    FieldSpec("priority", Parser.WORD, words=words.PRIORITIES),
    FieldSpec(
        "status",
        Parser.WORD,
        ("ticket status",),
        words=words.REQUEST_STATUSES,
        required=True,
        means="its status",
    ),
    FieldSpec("created_at", Parser.INSTANT, ("requested",), required=True, means="when it was asked for"),
    FieldSpec("resolved_at", Parser.INSTANT, ("solved at",)),
    FieldSpec("due_at", Parser.INSTANT, ("due date",)),
    FieldSpec("updated_at", Parser.INSTANT, ("updated",)),
    FieldSpec("owner", aliases=("assignee",)),
    FieldSpec("reply_minutes", Parser.AMOUNT, ("first reply time in minutes",)),
    FieldSpec("wait_minutes", Parser.AMOUNT, ("agent wait time in minutes within business hours",)),
)


def finish(frame: Frame) -> None:
    """Turn minutes into moments: the first reply, and how long the desk waited for the client.

    What Zendesk calls the agent's wait is the time as pending, in business hours as ours is.
    """
    columns = frame.columns
    columns["external_ticket"] = frame.column("external_id")
    for name in ("account", "contact", "owner"):
        columns[name] = [None if text == _NOBODY else text for text in frame.column(name)]
    replies = zip(frame.column("created_at"), frame.column("reply_minutes"), strict=True)
    columns["first_response_at"] = [
        None if created is None or minutes is None else created + _seconds(minutes) * MICROS
        for created, minutes in replies
    ]
    columns["on_hold_seconds"] = [
        None if minutes is None else _seconds(minutes) for minutes in frame.column("wait_minutes")
    ]
    finish_requests(frame)


def _seconds(minutes: Decimal) -> int:
    return int(minutes * 60)


LAYOUT = Layout(Kind.REQUESTS, "zendesk", FIELDS, OUTPUT, finish, primary="created_at")
TICKETS = by_header(
    LAYOUT,
    *each("id", "requester", "subject", "status", "created at", "updated at"),
    ("summationcolumn", "requesterid", "firstreplytimeinminutes", "assignedat"),
)
VIEWS = by_header(LAYOUT, *each("id", "subject", "requester", "requested"), ("status", "ticketstatus"))
