"""Freshdesk's and Freshservice's ticket export; times are in the help desk's zone, without naming it."""

from amtui.data.formats import words
from amtui.data.formats.durations import parse_duration
from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.common import MICROS
from amtui.data.formats.kinds.requests import OUTPUT
from amtui.data.formats.kinds.requests import finish as finish_requests
from amtui.data.formats.vendors.vendor import by_header, each

FROM_HOURS = (
    "{n} {time is|times are} known only as hours since the creation; they were counted by the clock, "
    "though the help desk may have meant its opening hours."
)
_NOBODY = "No Agent"
_HOURS = (
    ("first_response_at", "first_hours", "First response time (in hrs)"),
    ("resolved_at", "resolution_hours", "Resolution time (in hrs)"),
)

FIELDS = (
    FieldSpec("external_id", aliases=("ticket id",), required=True, means="the ticket's id"),
    FieldSpec("account", aliases=("company name", "company"), means="whose it is"),
    FieldSpec("contact", aliases=("full name", "requester name", "contact name")),
    FieldSpec("contact_email", aliases=("email", "requester email")),
    FieldSpec("type", Parser.WORD, words=words.TYPES, lenient=True),
    FieldSpec("subject"),
    FieldSpec("description"),
    FieldSpec("priority", Parser.WORD, words=words.PRIORITIES),
    FieldSpec("status", Parser.WORD, words=words.REQUEST_STATUSES, required=True, means="its status"),
    FieldSpec("created_at", Parser.INSTANT, ("created time",), required=True, means="when it was asked for"),
    FieldSpec("first_response_at", Parser.INSTANT, ("initial response time",)),
    FieldSpec("resolved_at", Parser.INSTANT, ("resolved time",)),
    FieldSpec("closed_at", Parser.INSTANT, ("closed time",)),
    FieldSpec("due_at", Parser.INSTANT, ("due by time",)),
    FieldSpec("updated_at", Parser.INSTANT, ("last update time", "last updated time")),
    FieldSpec("owner", aliases=("agent",)),
    FieldSpec("first_hours", aliases=("first response time in hrs",)),
    FieldSpec("resolution_hours", aliases=("resolution time in hrs",)),
)


def finish(frame: Frame) -> None:
    """Work out answers and ends that only the columns of hours give; the id is the desk's reference."""
    frame.columns["external_ticket"] = frame.column("external_id")
    frame.columns["owner"] = [None if name == _NOBODY else name for name in frame.column("owner")]
    for target, source, header in _HOURS:
        frame.columns[target] = _after_hours(frame, target, source, header)
    finish_requests(frame)


def _after_hours(frame: Frame, target: str, source: str, header: str) -> list[int | None]:
    """A moment goes before the hours, which are `H:MM:SS`, `H:MM` or a plain number of hours."""
    moments: list[int | None] = []
    rows = zip(frame.column(target), frame.column(source), frame.column("created_at"), strict=True)
    for row, (moment, text, created) in enumerate(rows):
        if moment is not None or text is None or created is None:
            moments.append(moment)
            continue
        try:
            seconds = _seconds(text)
        except ValueError:
            frame.reject(row, f"{header}: {text!r} is no number of hours")
            seconds = 0
        else:
            frame.notes.add(FROM_HOURS)
        moments.append(created + seconds * MICROS)
    return moments


def _seconds(text: str) -> int:
    whole = f"{text}:00" if text.count(":") == 1 else text
    return parse_duration(whole, unit=3600)


LAYOUT = Layout(Kind.REQUESTS, "freshdesk", FIELDS, OUTPUT, finish, primary="created_at")
TICKETS = by_header(
    LAYOUT,
    *each("ticket id", "created time", "status"),
    ("agentinteractions", "initialresponsetime", "firstresponsetimeinhrs", "resolutiontimeinhrs"),
)
