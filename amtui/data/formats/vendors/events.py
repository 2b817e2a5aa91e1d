"""Event logs of tickets: one row is one event, and a ticket is the sum of its events."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from amtui.data.formats import words
from amtui.data.formats.batch import Batch, Reject
from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.common import ACCOUNT
from amtui.data.formats.kinds.requests import NO_SUBJECT, OUTPUT
from amtui.data.formats.moves import told_by
from amtui.data.formats.table import CHUNK_ROWS, Table
from amtui.data.formats.vendors.vendor import Vendor, has_one_of_each
from amtui.data.formats.words import squash
from amtui.domain.vocabulary import RequestStatus

NAME = "events"
COUNTED = "The file is a log of {n} {event|events}; a request is the sum of its events."
_NEW = RequestStatus.NEW.value
_CASE = (
    "case id", "case", "case name", "case:concept:name", "ticket id", "ticket", "ticket number", "request id",
    "issue key", "issue id",
)  # fmt: skip
_ACTIVITY = ("activity", "concept:name", "event", "event name", "activity name", "action")
_STATUS = ("new status", "to status", "status", "new state", "to state", "state")
_TIME = (
    "complete timestamp", "timestamp", "time:timestamp", "event time", "completed at", "end time", "at",
    "changed at", "occurred at", "event date", "date time", "time",
)  # fmt: skip
_OF_WHOLE_TICKETS = ("created at", "created", "created time", "created on", "opened", "opened at", "date")
"""A file with one of these says when each ticket came, so its rows are tickets."""
_LATEST = ("account", "contact", "subject", "description", "type", "priority", "owner")
ACTIVITIES = words.REQUEST_STATUSES | {
    **dict.fromkeys(
        ("insertticket", "createticket", "ticketcreated", "assignseriousness", "register", "logged",
         "submitted", "received"),
        _NEW,
    ),
    **dict.fromkeys(
        ("takeinchargeticket", "takeincharge", "acceptticket", "accept", "startwork", "firstresponse",
         "firstresponsesent", "statuschangedtoopen", "ticketreopened", "reopenticket"),
        RequestStatus.IN_PROGRESS.value,
    ),
    "statuschangedtopending": RequestStatus.WAITING_CLIENT.value,
    **dict.fromkeys(
        ("wait", "waiting", "requireupgrade", "createswanomaly"), RequestStatus.WAITING_INTERNAL.value
    ),
    **dict.fromkeys(("resolveticket", "ticketresolved", "resolve"), RequestStatus.RESOLVED.value),
    **dict.fromkeys(("closeticket", "ticketclosed"), RequestStatus.CLOSED.value),
}  # fmt: skip

FIELDS = (
    FieldSpec("external_id", aliases=_CASE, required=True, means="which ticket the event belongs to"),
    FieldSpec(
        "event", Parser.WORD, (*_ACTIVITY, *_STATUS), required=True, words=ACTIVITIES, means="what happened"
    ),
    FieldSpec("at", Parser.INSTANT, _TIME, required=True, means="when it happened"),
    ACCOUNT,
    FieldSpec("contact", aliases=("requester", "reporter")),
    FieldSpec("subject", aliases=("title", "summary")),
    FieldSpec("description"),
    FieldSpec("type", Parser.WORD, ("ticket type",), words=words.TYPES, lenient=True),
    FieldSpec("priority", Parser.WORD, ("severity",), words=words.PRIORITIES, lenient=True),
    FieldSpec("owner", aliases=("assignee",)),
)


@dataclass(frozen=True, slots=True)
class _Event:
    at: int
    line: int
    status: str
    facts: tuple[Any, ...]


def finish(frame: Frame) -> None:
    """Count the events; what the log says besides stays with each until they are put together."""
    frame.notes.add(COUNTED, frame.size)


def gather(batches: Iterator[Batch], places: Mapping[str, int]) -> Iterator[Batch]:
    """Yield requests made of events; a ticket of which an event cannot be read is left out whole."""
    tickets: dict[str, list[_Event]] = {}
    spoilt: dict[str, int] = {}
    for batch in batches:
        _sort_in(tickets, batch)
        for reject in batch.rejects:
            own = _case(reject, places["external_id"])
            spoilt.setdefault(own, reject.line)
        yield Batch((), {}, batch.rejects, batch.position)
    yield Batch((), {}, tuple(_left_out(tickets, spoilt)), 1.0)
    whole = iter([(own, events) for own, events in tickets.items() if own not in spoilt])
    while some := list(islice(whole, CHUNK_ROWS)):
        yield _requests(some)


def _sort_in(tickets: dict[str, list[_Event]], batch: Batch) -> None:
    if not batch.lines:
        return
    facts = zip(*(batch.columns[name] for name in _LATEST), strict=True)
    columns = (batch.columns[name] for name in ("external_id", "at", "event"))
    for line, own, at, status, told in zip(batch.lines, *columns, facts, strict=True):
        tickets.setdefault(own, []).append(_Event(at, line, status, told))


def _case(reject: Reject, place: int) -> str:
    return reject.cells[place].strip() if place < len(reject.cells) else ""


def _left_out(tickets: Mapping[str, Sequence[_Event]], spoilt: Mapping[str, int]) -> Iterable[Reject]:
    for own, line in spoilt.items():
        for event in tickets.get(own, ()):
            yield Reject(event.line, (), f"the event of the same ticket in line {line} cannot be read")


def _requests(tickets: Sequence[tuple[str, Sequence[_Event]]]) -> Batch:
    rows = [_request(own, sorted(events, key=_when)) for own, events in tickets]
    columns = {name: [row.get(name) for row in rows] for name in (*OUTPUT, "moves")}
    lines = [[event.line for event in events] for _, events in tickets]
    return Batch([own[0] for own in lines], columns, (), 1.0, {own[0]: own for own in lines})


def _when(event: _Event) -> int:
    return event.at


def _request(own: str, events: Sequence[_Event]) -> dict[str, Any]:
    latest = {
        name: next((event.facts[at] for event in reversed(events) if event.facts[at] is not None), None)
        for at, name in enumerate(_LATEST)
    }
    return {
        **latest,
        **told_by([(event.at, event.status) for event in events]),
        "external_id": own,
        "external_ticket": own,
        "subject": latest["subject"] or f"{NO_SUBJECT} {own}",
        "comments": (),
    }


LAYOUT = Layout(Kind.REQUESTS, NAME, FIELDS, ("external_id", "at", "event", *_LATEST), finish, gather=gather)


def layout_of(table: Table, _related: Sequence[Path]) -> Layout | None:
    """Return the layout of a log; None if it is none. Of two columns the status says what an event did."""
    header = [squash(text) for text in table.first_row]
    groups = map(_squashed, (_CASE, (*_ACTIVITY, *_STATUS), _TIME))
    if any(map(header.count, _squashed(_OF_WHOLE_TICKETS))) or not has_one_of_each(header, tuple(groups)):
        return None
    at = [header.index(name) for name in _squashed(_STATUS) if name in header]
    return replace(LAYOUT, places={"event": at[0]}) if at else LAYOUT


def _squashed(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(squash, names))


TICKETS = Vendor(NAME, Kind.REQUESTS, layout_of, LAYOUT)
