import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from amtui.data.formats.ics import occurrences, read_calendar, window_around
from amtui.data.formats.ics_reviews import read_reviews
from amtui.domain.errors import NotFound, Refused

RealData = Callable[[str], Path]
FIRST, LAST = date(2026, 1, 1), date(2027, 1, 1)


def calendar(path: Path, *events: str) -> Path:
    body = "\r\n".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT" for event in events)
    path.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}\r\nEND:VCALENDAR\r\n", newline="")
    return path


@pytest.mark.real_data
def test_every_window_on_which_two_libraries_agree(real_data: RealData) -> None:
    folder = real_data("ics")
    reference = json.loads((folder / "reference.json").read_text())["files"]
    windows = [
        (name, window, counts["python"])
        for name, facts in reference.items()
        for window, counts in facts.get("occurrences_overlapping_window", {}).items()
        if counts["agree"]
    ]
    assert len(windows) > 60
    found = []
    for name, window, _ in windows:
        first, last = window.removesuffix(" UTC").split("..")
        here = occurrences(folder / name, date.fromisoformat(first), date.fromisoformat(last))
        found.append((name, window, len(here)))
    assert found == windows


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "line"),
    [("khal_invalid_tzoffset.ics", "9: the TZOFF"), ("khal_non_dst_error.ics", "171: the TRIGGER")],
)
def test_a_broken_calendar_is_refused_in_one_sentence(real_data: RealData, name: str, line: str) -> None:
    with pytest.raises(Refused, match=f"is a broken calendar: line {line}") as caught:
        occurrences(real_data("ics") / name, FIRST, LAST)
    assert "\n" not in caught.value.message


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "line", "told"),
    [
        ("icalendar_broken_ical.ics", 2, "line 4 is no"),
        ("icalendar_parsing_error.ics", 13, "EXDATE in line 19"),
    ],
)
def test_a_broken_event_is_left_out_with_its_line(
    real_data: RealData, name: str, line: int, told: str
) -> None:
    found = read_calendar(real_data("ics") / name, date(2008, 1, 1), date(2009, 1, 1))
    assert found.rejects[0].line == line
    assert told in found.rejects[0].reason


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("DTSTART:20260105T090000Z\r\nDTSTART:20260106T090000Z", "it has more than one DTSTART"),
        (
            "DTSTART:20260105T090000Z\r\nRRULE:FREQ=DAILY;COUNT=3\r\nEXDATE:",
            "its EXDATE in line 9 cannot be read: ''",
        ),
    ],
)
def test_why_an_event_is_broken_is_told_in_words_of_the_file(tmp_path: Path, lines: str, told: str) -> None:
    file = calendar(tmp_path / "broken.ics", f"UID:1\r\nSUMMARY:One\r\n{lines}")
    found = read_calendar(file, FIRST, LAST)
    assert [reject.reason for reject in found.rejects] == [f"the event is broken: {told}"]


@pytest.mark.real_data
def test_every_calendar_is_read_or_refused(real_data: RealData) -> None:
    refused = set()
    for path in sorted(real_data("ics").glob("*.ics")):
        try:
            read_reviews(path, date(2014, 1, 1), date(2015, 1, 1), ZoneInfo("Europe/Berlin"))
        except Refused:
            refused.add(path.name)
    assert refused == {"khal_invalid_tzoffset.ics", "khal_non_dst_error.ics"}


def test_a_series_with_a_moved_and_a_cancelled_occurrence(tmp_path: Path) -> None:
    path = calendar(
        tmp_path / "a.ics",
        "UID:a\r\nSUMMARY:QBR Northwind\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n"
        "DTSTART;TZID=Europe/Berlin:20260323T100000\r\nDTEND;TZID=Europe/Berlin:20260323T104500",
        "UID:a\r\nSUMMARY:QBR Northwind\r\nRECURRENCE-ID;TZID=Europe/Berlin:20260330T100000\r\n"
        "DTSTART;TZID=Europe/Berlin:20260331T150000\r\nDTEND;TZID=Europe/Berlin:20260331T160000",
        "UID:a\r\nSUMMARY:QBR Northwind\r\nRECURRENCE-ID;TZID=Europe/Berlin:20260406T100000\r\n"
        "STATUS:CANCELLED\r\n"
        "DTSTART;TZID=Europe/Berlin:20260406T100000\r\nDTEND;TZID=Europe/Berlin:20260406T104500\r\n"
        "ATTENDEE;CN=Ada:mailto:ada@example.com\r\nATTENDEE:mailto:bob@example.com",
    )
    batch, warnings = read_reviews(path, FIRST, LAST, ZoneInfo("UTC"))
    starts = [datetime.fromtimestamp(at / 1e6, UTC).isoformat()[:16] for at in batch.columns["starts_at"]]
    assert starts == ["2026-03-23T09:00", "2026-03-31T13:00", "2026-04-06T08:00"]
    assert batch.columns["external_id"][1] == "a/2026-03-30T08:00:00+00:00"
    assert batch.columns["status"] == ["planned", "planned", "cancelled"]
    assert batch.columns["minutes"] == [45, 60, 45]
    assert set(batch.columns["kind"]) == {"qbr"}
    assert batch.columns["attendees"][2] == ("Ada", "bob@example.com")
    assert warnings == ()


def test_floating_times_and_whole_days_are_in_the_asked_zone(tmp_path: Path) -> None:
    path = calendar(
        tmp_path / "a.ics",
        "UID:a\r\nSUMMARY:Kick-off\r\nDTSTART:20260701T100000\r\nDTEND:20260701T103000",
        "UID:b\r\nSUMMARY:Offsite\r\nDTSTART;VALUE=DATE:20260702",
    )
    batch, warnings = read_reviews(path, FIRST, LAST, ZoneInfo("Europe/Berlin"))
    starts = [datetime.fromtimestamp(at / 1e6, UTC).isoformat()[:16] for at in batch.columns["starts_at"]]
    assert starts == ["2026-07-01T08:00", "2026-07-01T22:00"]
    assert batch.columns["kind"] == ["kickoff", "ad_hoc"]
    assert warnings == ("1 event lasts whole days; a review of that length begins at midnight.",)


def test_an_event_without_an_id_gets_the_same_one_each_time(tmp_path: Path) -> None:
    path = calendar(
        tmp_path / "a.ics", "SUMMARY:x\r\nDTSTART:20260701T100000", "SUMMARY:y\r\nDTSTART:20260701T100000"
    )
    ids = [read_reviews(path, FIRST, LAST, ZoneInfo("UTC"))[0].columns["external_id"] for _ in range(2)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 2


def test_what_is_no_calendar_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(Refused, match="is not a calendar"):
        occurrences(path, FIRST, LAST)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refused, match="not UTF-8"):
        occurrences(path, FIRST, LAST)
    with pytest.raises(NotFound):
        occurrences(tmp_path / "b.ics", FIRST, LAST)


def test_the_usual_window_is_a_year_either_way() -> None:
    assert window_around(datetime(2026, 6, 1, 12, tzinfo=UTC)) == (date(2025, 5, 31), date(2027, 6, 2))
