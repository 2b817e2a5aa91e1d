"""Calendars as they are written, read back by a library that did not write them."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject

from amtui.data.formats.ics_reviews import read_reviews
from amtui.data.formats.ics_write import write_calendar
from amtui.domain.review_records import ReviewPeople, ReviewRow
from amtui.domain.vocabulary import ReviewKind, ReviewStatus

AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
PEOPLE = ReviewPeople(
    {1: ('Mia "M" Berg', "mia@example.com"), 2: ("Tom", None)}, {(1, "ana"): "ana@example.org"}
)
NASTY = "Größe, Kunde; \\ 株式会社 [red]x[/red] " + "long " * 30


def review(number: int, **also: Any) -> ReviewRow:
    plain: dict[str, Any] = {
        "id": number, "account_id": 1, "account": "Northwind", "am_id": 1, "kind": ReviewKind.QBR,
        "starts_at": AT, "minutes": 45, "status": ReviewStatus.PLANNED, "agenda": "", "attendees": (),
        "outcome": None, "new_plan": None, "notes": None, "series_id": None, "sequence": 0,
        "uid": f"{number}@amtui", "version": 1,
    }  # fmt: skip
    return ReviewRow(**plain | also)


ROWS = (
    review(1, agenda=f"{NASTY}\nsecond line", attendees=('Kim "K" Lee', "Ana"), sequence=3),
    review(2, status=ReviewStatus.CANCELLED, uid=None, starts_at=AT + timedelta(days=1)),
    review(3, account=NASTY, kind=ReviewKind.CHECK_IN, minutes=30, starts_at=AT + timedelta(days=2)),
)


def test_another_library_finds_the_calendar_clean() -> None:
    reminded = AT - timedelta(hours=1)
    written = write_calendar(ROWS, NOW, PEOPLE, {1: reminded}).decode()
    calendar = vobject.readOne(written)
    assert calendar.validate(raiseException=True)
    first, second, third = calendar.vevent_list
    assert (first.uid.value, first.sequence.value, first.status.value) == ("1@amtui", "3", "CONFIRMED")
    assert (first.dtstart.value, first.dtend.value) == (AT, AT + timedelta(minutes=45))
    assert first.description.value == f"{NASTY}\nsecond line"
    assert [one.params["CN"] for one in first.attendee_list] == [["Kim 'K' Lee"], ["Ana"]]
    assert first.attendee_list[1].value == "mailto:ana@example.org"
    assert (first.valarm.action.value, first.valarm.trigger.value) == ("DISPLAY", reminded)
    assert not hasattr(second, "valarm")
    assert (second.uid.value, second.status.value) == ("review-2@amtui", "CANCELLED")
    assert third.summary.value == f"Check-in: {NASTY}"


def test_what_people_are_invited_to_says_who_invites_them() -> None:
    """RFC 5545, 3.8.4.3: an ORGANIZER goes with every event that has attendees, and with no other."""
    both = (*ROWS[:2], review(4, am_id=2, attendees=("Ana",)))
    first, alone, nameless = vobject.readOne(write_calendar(both, NOW, PEOPLE).decode()).vevent_list
    assert first.organizer.value == "mailto:mia@example.com"
    assert first.organizer.params["CN"] == ["Mia 'M' Berg"]
    assert not hasattr(alone, "organizer")
    assert (nameless.organizer.value, nameless.organizer.params["CN"]) == ("invalid:nomail", ["Tom"])


def test_nothing_is_published_as_that_may_not_name_attendees() -> None:
    """RFC 5546, 3.2.1: METHOD:PUBLISH goes with an ORGANIZER and without any ATTENDEE."""
    written = write_calendar(ROWS, NOW, PEOPLE)
    assert b"ATTENDEE" in written
    assert b"METHOD" not in written


def test_one_of_a_series_of_others_says_which_it_is_and_keeps_its_title(tmp_path: Path) -> None:
    """RFC 5545, 3.8.4.4: events of one UID are told apart by the moment at which each was first meant."""
    kind, uid = ReviewKind.AD_HOC, "weekly@elsewhere"
    meant = [(AT + timedelta(days=day)).isoformat() for day in (0, 7)]
    rows = [
        review(1, kind=kind, title="Team, weekly", uid=uid, recurrence_id=meant[0]),
        review(2, kind=kind, title="Team, weekly", uid=uid, recurrence_id=meant[1], starts_at=AT),
        review(3, kind=kind, title="Visit", uid="once@elsewhere", recurrence_id=""),
    ]
    path = tmp_path / "a.ics"
    path.write_bytes(write_calendar(rows, NOW, PEOPLE))
    first, second, single = vobject.readOne(path.read_text(encoding="utf-8")).vevent_list
    assert first.recurrence_id.value == AT
    assert second.recurrence_id.value == AT + timedelta(days=7)
    assert not hasattr(single, "recurrence_id")
    assert (first.summary.value, single.summary.value) == ("Team, weekly", "Visit")
    batch, _ = read_reviews(path, AT.date(), AT.date() + timedelta(days=30), ZoneInfo("UTC"))
    ids = [f"once@elsewhere/{AT.isoformat()}", *(f"{uid}/{moment}" for moment in meant)]
    assert batch.columns["external_id"] == ids


def test_lines_are_as_the_standard_wants_them() -> None:
    written = write_calendar(ROWS, NOW, PEOPLE)
    assert written.endswith(b"END:VCALENDAR\r\n")
    assert re.search(rb"(?<!\r)\n|\r(?!\n)", written) is None
    assert max(map(len, written.split(b"\r\n"))) <= 75
    assert all(line.decode() for line in written.split(b"\r\n") if line)


@pytest.mark.parametrize("row", ROWS, ids=["planned", "cancelled", "named oddly"])
def test_what_is_written_reads_back_the_same(tmp_path: Path, row: ReviewRow) -> None:
    path = tmp_path / "a.ics"
    path.write_bytes(write_calendar((row,), NOW, PEOPLE, {row.id: AT - timedelta(hours=1)}))
    batch, warnings = read_reviews(path, AT.date(), AT.date() + timedelta(days=9), ZoneInfo("UTC"))
    found = {name: column[0] for name, column in batch.columns.items()}
    assert (found["kind"], found["minutes"], found["status"]) == (row.kind, row.minutes, row.status)
    assert found["starts_at"] == int(row.starts_at.timestamp()) * 1_000_000
    assert (found["sequence"], len(found["attendees"]), warnings) == (row.sequence, len(row.attendees), ())
