"""Calendars that were cut off or damaged: refused, or the event left out, by line and reason."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from amtui.data.formats.ics import read_calendar
from amtui.data.formats.ics_reviews import read_reviews
from amtui.domain.errors import Refused

FIRST, LAST = date(2026, 1, 1), date(2027, 1, 1)
HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x")
SOUND = ("BEGIN:VEVENT", "UID:a", "DTSTART:20261201T090000Z", "SUMMARY:One", "END:VEVENT")
OTHER = ("BEGIN:VEVENT", "UID:b", "DTSTART:20261202T090000Z", "SUMMARY:Two", "END:VEVENT")
END = ("END:VCALENDAR",)
ZONE = ("BEGIN:VTIMEZONE", "TZID:x", "BEGIN:STANDARD", "DTSTART:19701025T030000", "TZOFFSETTO:+0100")


def written(folder: Path, *parts: tuple[str, ...]) -> Path:
    path = folder / "a.ics"
    lines = [line for part in parts for line in part]
    path.write_text("".join(f"{line}\r\n" for line in lines), newline="")
    return path


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((HEAD, SOUND, OTHER[:3]), "the file ends before the VEVENT of line 9 does"),
        ((HEAD, SOUND, OTHER), "the file ends before the VCALENDAR of line 1 does"),
        ((HEAD, SOUND, OTHER, END, HEAD, SOUND), "the file ends before the VCALENDAR of line 15 does"),
        ((HEAD[:1],), "the file ends before the VCALENDAR of line 1 does"),
        ((OTHER[:3],), "the file ends before the VEVENT of line 1 does"),
        ((HEAD, SOUND, ("END:VCALE",)), "line 9: END:VCALE, but it is the VCALENDAR of line 1"),
        ((HEAD, SOUND[:-1], OTHER, END), "line 8: an event begins inside that of line 4"),
        ((HEAD, SOUND[:-1], END), "line 8: END:VCALENDAR, but it is the VEVENT of line 4 that is to end"),
        ((HEAD, SOUND[:-1], ("END:VTODO",), END), "line 8: END:VTODO, but it is the VEVENT of line 4"),
        ((HEAD, SOUND, SOUND[-1:], OTHER, END), "line 9: END:VEVENT, but it is the VCALENDAR of line 1"),
        ((HEAD, SOUND, END, END), "line 10: END:VCALENDAR, but nothing has begun"),
        ((HEAD, SOUND, ("not a word", *OTHER), END), "line 9 is no property: 'not a word'"),
        ((HEAD, SOUND, END, ("rubbish",)), "line 10 is no property: 'rubbish'"),
        ((HEAD, SOUND, END, ("SUMMARY:late",)), "line 10: SUMMARY stands in no calendar"),
        ((HEAD, ZONE, ("TZOFFSETFROM:+5328", "END:STANDARD", "END:VTIMEZONE"), SOUND, END),
         "line 9: the TZOFFSETFROM '+5328' cannot be read"),
    ],
)  # fmt: skip
def test_a_calendar_whose_lines_do_not_hold_together_is_refused(
    tmp_path: Path, parts: tuple[tuple[str, ...], ...], told: str
) -> None:
    with pytest.raises(Refused) as caught:
        read_calendar(written(tmp_path, *parts), FIRST, LAST)
    assert caught.value.message.startswith(f"a.ics is a broken calendar: {told}")
    assert caught.value.next


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("this is no property", "line 12 is no property: 'this is no property'"),
        ("this is no\r\n  property", "line 12 is no property: 'this is no property'"),
        ("\0\0", r"line 12 is no property: '\x00\x00'"),
        ('ATTENDEE;CN="Bob:mailto:b@x', "line 12 is no property: 'ATTENDEE;CN=\"Bob:mailto:b@x'"),
        (
            "DTEND:20261302T100000Z",
            "the event is broken: its DTEND in line 12 cannot be read: '20261302T100000Z'",
        ),
        ("DURATION:P1Q", "the event is broken: its DURATION in line 12 cannot be read: 'P1Q'"),
        (
            "RRULE:FREQ=DAILY;COUNT=x",
            "the event is broken: its RRULE in line 12 cannot be read: 'FREQ=DAILY;COUNT=x'",
        ),
        ("EXDATE:", "the event is broken: its EXDATE in line 12 cannot be read: ''"),
        ("DTEND:20261102T100000Z", "it ends before it begins"),
        ("DTEND;VALUE=DATE:20261102", "it ends before it begins"),
        ("SEQUENCE:one", "the event is broken: its SEQUENCE in line 12 cannot be read: 'one'"),
        ("RECURRENCE-ID:then", "the event is broken: its RECURRENCE-ID in line 12 cannot be read: 'then'"),
    ],
)
def test_an_event_with_a_line_that_cannot_be_read_is_left_out_by_that_line(
    tmp_path: Path, line: str, reason: str
) -> None:
    found = read_calendar(written(tmp_path, HEAD, SOUND, OTHER[:3], (line,), OTHER[3:], END), FIRST, LAST)
    assert [one.uid for one in found.occurrences] == ["a"]
    assert [(reject.line, reject.reason) for reject in found.rejects] == [(9, reason)]


def test_a_moved_occurrence_with_a_broken_line_is_told_by_its_own_line(tmp_path: Path) -> None:
    moved = ("BEGIN:VEVENT", "UID:b", "RECURRENCE-ID:20261203T090000Z", "DTSTART:soon", "END:VEVENT")
    path = written(tmp_path, HEAD, (*OTHER[:3], "RRULE:FREQ=DAILY;COUNT=3", *OTHER[3:]), SOUND, moved, END)
    found = read_calendar(path, FIRST, LAST)
    assert [one.uid for one in found.occurrences] == ["a"]
    assert found.rejects[0].reason == "the event is broken: its DTSTART in line 18 cannot be read: 'soon'"


def test_lines_count_from_the_first_of_a_file_that_is_an_event_alone(tmp_path: Path) -> None:
    found = read_calendar(written(tmp_path, ("", *SOUND), OTHER[:2], OTHER[3:]), FIRST, LAST)
    assert [(one.uid, one.line) for one in found.occurrences] == [("a", 2)]
    assert [(reject.line, reject.reason) for reject in found.rejects] == [
        (7, "the event has no readable start")
    ]


def test_what_is_written_in_an_odd_way_but_holds_together_goes_in(tmp_path: Path) -> None:
    odd = (
        "begin:vevent",
        "uid:b",
        "",
        'dtstart;x="a:b;c":20261202T090000Z',
        "summary:Two",
        " folded",
        "end:vevent",
    )
    found = read_calendar(written(tmp_path, HEAD, SOUND, odd, END, ("", "")), FIRST, LAST)
    assert [(one.uid, one.title) for one in found.occurrences] == [("a", "One"), ("b", "Twofolded")]
    assert found.rejects == ()


def test_a_zone_that_nobody_knows_is_told(tmp_path: Path) -> None:
    odd = ("BEGIN:VEVENT", "UID:b", "DTSTART;TZID=Mars/Base:20261202T090000", "END:VEVENT")
    batch, warnings = read_reviews(
        written(tmp_path, HEAD, SOUND, odd, END), FIRST, LAST, ZoneInfo("Asia/Tokyo")
    )
    assert batch.columns["starts_at"][1] == datetime(2026, 12, 2, tzinfo=UTC).timestamp() * 1_000_000
    assert warnings == (
        "1 event names a time zone that is not known, such as 'Mars/Base', and is read in Asia/Tokyo.",
    )


def test_lines_that_end_as_once_on_macs_are_lines(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD, SOUND, OTHER, END)
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\r"))
    assert [(one.uid, one.line) for one in read_calendar(path, FIRST, LAST).occurrences] == [
        ("a", 4),
        ("b", 9),
    ]
