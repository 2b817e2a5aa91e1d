"""The occurrences of a calendar as reviews."""

from datetime import date, timedelta, tzinfo
from pathlib import Path

from amtui.data.formats.batch import Batch
from amtui.data.formats.ics import Occurrence, read_calendar
from amtui.data.formats.kinds.common import MICROS
from amtui.data.formats.kinds.reviews import OUTPUT, kind_of
from amtui.data.formats.notes import Notes
from amtui.data.formats.repeats import Repeats, content_ids
from amtui.domain.team_records import UID_END
from amtui.domain.vocabulary import ReviewStatus
from amtui.domain.wording import shortened

BESIDE = ("emails", "sequence", "organiser", "line", "recurs", "whole", "floating")
"""Columns that only calendars have; `line` is where the event begins, the lines of the batch count."""
_ZONE = (
    "{{n}} {{event names|events name}} a time zone that is not known, such as {zone}, "
    "and {{is|are}} read in {own}."
)
_WHOLE_DAY = "{n} {event lasts|events last} whole days; a review of that length begins at midnight."

_TEAM = "{n} {meeting of the team is left as it is|meetings of the team are left as they are}."


def read_reviews(path: Path, first: date, last: date, zone: tzinfo) -> tuple[Batch, tuple[str, ...]]:
    """Return the appointments that overlap the days from `first` until before `last`, and warnings.

    What this program wrote of meetings of the team is left out.

    The id of an occurrence is its event's id with the moment at which it was first meant to begin, so a
    moved one keeps its id. The kind is read off the title.

    Args:
        path: an ICS file.
        first: the first day, in UTC.
        last: the day after the last, in UTC.
        zone: of times that name none, and of whole days.

    Raises:
        NotFound: there is no such file.
        Refused: it is no calendar, or so broken that nothing of it can be trusted.
    """
    calendar = read_calendar(path, first, last, zone)
    found = tuple(one for one in calendar.occurrences if not (one.uid or "").endswith(UID_END))
    notes = Notes()
    notes.add(_TEAM, len(calendar.occurrences) - len(found))
    notes.add(_WHOLE_DAY, sum(one.all_day for one in found))
    if unknown := calendar.unknown_zones:
        notes.add(_ZONE.format(zone=shortened(repr(unknown[0])), own=zone), len(unknown))
    ids = _ids(found)
    rows = [_row(one, own) for one, own in zip(found, ids, strict=True)]
    columns = {name: [row[name] for row in rows] for name in (*OUTPUT, *BESIDE)}
    lines = tuple(range(1, len(rows) + 1))
    return Batch(lines, columns, calendar.rejects, 1.0), notes.sentences()


def _ids(found: tuple[Occurrence, ...]) -> list[str]:
    contents = [[one.title for one in found], [one.original for one in found]]
    made = content_ids(contents, Repeats()) if found else []
    return [f"{one.uid}/{one.original}" if one.uid else own for one, own in zip(found, made, strict=True)]


def _row(one: Occurrence, own: str) -> dict[str, object]:
    cancelled = one.status == "cancelled"
    return {
        "external_id": own,
        "account": None,
        "kind": kind_of(one.title),
        "starts_at": round(one.starts_at.timestamp()) * MICROS,
        "minutes": round((one.ends_at - one.starts_at) / timedelta(minutes=1)),
        "status": (ReviewStatus.CANCELLED if cancelled else ReviewStatus.PLANNED).value,
        "agenda": "\n".join(filter(None, (one.title, one.description))),
        "attendees": one.attendees,
        "outcome": None,
        "uid": one.uid or None,
        "emails": one.emails,
        "sequence": one.sequence,
        "organiser": one.organiser,
        "line": one.line,
        "recurs": one.recurs,
        "whole": one.whole,
        "floating": one.floating,
    }
