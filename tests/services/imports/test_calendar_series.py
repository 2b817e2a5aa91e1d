"""Series of other calendars come back changed: moved, shortened, with an occurrence left out."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from amtui.data.models import account_domains, reviews
from amtui.domain.vocabulary import ReviewStatus
from tests.services.imports.conftest import ANNA, Desk

FIRST = datetime(2026, 12, 2, 9, tzinfo=UTC)
LONG = f"040000008200E00074C5B7101A82E008{'0' * 64}0123456789ABCDEF"
"""As Outlook makes them: longer than a line may be."""
MORE = "1 review is not in this file any more and was cancelled."


def series(path: Path, *lines: str, uid: str = "s@x", at: datetime = FIRST, sequence: int = 0) -> Path:
    text = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//t//EN",
        "BEGIN:VEVENT",
        f"UID:{uid[:60]}",
        *([f" {uid[60:]}"] if uid[60:] else []),
        f"DTSTART:{at:%Y%m%dT%H%M%SZ}",
        "DURATION:PT30M",
        "SUMMARY:Check-in",
        f"SEQUENCE:{sequence}",
        *lines,
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    path.write_text("\r\n".join(text), encoding="utf-8", newline="")
    return path


def planned(desk: Desk) -> list[datetime]:
    return sorted(row["starts_at"] for row in desk.rows(reviews) if row["status"] is ReviewStatus.PLANNED)


def weeks(*numbers: int, at: datetime = FIRST) -> list[datetime]:
    return [at + timedelta(weeks=number) for number in numbers]


def test_a_series_whose_id_is_longer_than_a_line_comes_whole(desk: Desk, tmp_path: Path) -> None:
    desk.account("Acme")
    path = series(tmp_path / "a.ics", "RRULE:FREQ=WEEKLY;COUNT=3", uid=LONG)
    report = desk.take("reviews", path, account="Acme")
    assert (report.imported, report.rejected) == (3, 0)
    assert desk.take("reviews", path, account="Acme").unchanged == 3


def test_an_occurrence_that_was_left_out_elsewhere_is_cancelled(desk: Desk, tmp_path: Path) -> None:
    desk.account("Acme")
    rule, out = "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20261209T090000Z"
    desk.take("reviews", series(tmp_path / "a.ics", rule), account="Acme")
    report = desk.take("reviews", series(tmp_path / "b.ics", rule, out), account="Acme")
    assert planned(desk) == weeks(0, 2)
    assert MORE in report.warnings
    assert report.read == report.imported + report.updated + report.unchanged + report.rejected
    desk.take("reviews", series(tmp_path / "c.ics", rule, sequence=1), account="Acme")
    assert planned(desk) == weeks(0, 1, 2)
    assert {row["reason"] for row in desk.rows(reviews)} == {None}


def test_a_series_that_was_moved_elsewhere_is_not_there_twice(desk: Desk, tmp_path: Path) -> None:
    desk.account("Acme")
    rule, later = "RRULE:FREQ=WEEKLY;COUNT=3", FIRST + timedelta(hours=2)
    before = series(tmp_path / "a.ics", rule)
    desk.take("reviews", before, account="Acme")
    moved = series(tmp_path / "b.ics", rule, at=later, sequence=1)
    assert desk.take("reviews", moved, account="Acme").imported == 3
    assert planned(desk) == weeks(0, 1, 2, at=later)
    desk.take("reviews", before, account="Acme")
    assert planned(desk) == weeks(0, 1, 2, at=later)


def test_a_file_of_one_moved_occurrence_leaves_the_others(desk: Desk, tmp_path: Path) -> None:
    desk.account("Acme")
    desk.take("reviews", series(tmp_path / "a.ics", "RRULE:FREQ=WEEKLY;COUNT=3"), account="Acme")
    one = series(
        tmp_path / "b.ics", "RECURRENCE-ID:20261209T090000Z", at=FIRST + timedelta(days=8), sequence=1
    )
    desk.take("reviews", one, account="Acme")
    assert planned(desk) == sorted([*weeks(0, 2), FIRST + timedelta(days=8)])


def test_times_without_a_zone_are_in_that_of_the_account(desk: Desk, tmp_path: Path) -> None:
    acme = desk.account("Acme", zone="America/New_York")
    desk.insert(account_domains, {"account_id": acme, "am_id": ANNA, "domain": "acme.example"})
    lines = ("RRULE:FREQ=WEEKLY;COUNT=2", "ATTENDEE:mailto:kim@acme.example")
    path = series(tmp_path / "a.ics", *lines)
    path.write_text(path.read_text().replace("T090000Z", "T090000"), newline="")
    assert desk.take("reviews", path).imported == 2
    five_hours = timedelta(hours=5)
    assert planned(desk) == weeks(0, 1, at=FIRST + five_hours)
    assert desk.take("reviews", path, account="Acme").unchanged == 2


def test_an_endless_series_keeps_what_lies_behind_the_end_of_another_file(desk: Desk, tmp_path: Path) -> None:
    desk.account("Acme")
    far = "BEGIN:VEVENT\r\nUID:f@x\r\nDTSTART:20280605T090000Z\r\nSUMMARY:QBR\r\nEND:VEVENT\r\n"
    own = series(tmp_path / "a.ics", "RRULE:FREQ=WEEKLY")
    both = tmp_path / "b.ics"
    both.write_text(own.read_text().replace("END:VCALENDAR", f"{far}END:VCALENDAR"), newline="")
    desk.take("reviews", both, account="Acme")
    before = planned(desk)
    report = desk.take("reviews", own, account="Acme")
    assert (planned(desk), report.warnings) == (before, ())
