"""Whose an appointment of a calendar is, and what is said of those that are nobody's."""

import csv
from pathlib import Path

import pytest

from amtui.data.models import account_domains, reviews
from tests.services.imports.conftest import ANNA, Desk

EVENT = """BEGIN:VEVENT
UID:{uid}
SUMMARY:{title}
DTSTART:20261201T090000Z
DTEND:20261201T093000Z
{more}
END:VEVENT"""


def calendar(path: Path, *events: str) -> Path:
    text = "\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//t//EN", *events, "END:VCALENDAR", ""))
    path.write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")
    return path


def event(uid: str, title: str, *lines: str) -> str:
    return EVENT.format(uid=uid, title=title, more="\n".join(lines) or "TRANSP:OPAQUE")


@pytest.fixture
def acme(desk: Desk) -> int:
    found = desk.account("Acme")
    desk.insert(account_domains, {"account_id": found, "am_id": ANNA, "domain": "acme.example"})
    return found


def test_who_invites_counts_where_nobody_who_is_invited_does(desk: Desk, acme: int, tmp_path: Path) -> None:
    other = desk.account("Other")
    desk.insert(account_domains, {"account_id": other, "am_id": ANNA, "domain": "other.example"})
    eva, kim = "ORGANIZER:mailto:eva@acme.example", "ATTENDEE:mailto:kim@other.example"
    path = calendar(
        tmp_path / "a.ics",
        event("1", "QBR", eva, "ATTENDEE:mailto:anna@vendor.example"),
        event("2", "Check-in", eva, kim),
    )
    assert desk.take("reviews", path).imported == 2
    assert {row["uid"]: row["account_id"] for row in desk.rows(reviews)} == {"1": acme, "2": other}


def test_what_is_left_out_of_a_calendar_is_said_with_the_reason(
    desk: Desk, acme: int, tmp_path: Path
) -> None:
    weekly = ("RRULE:FREQ=WEEKLY;COUNT=3", "ATTENDEE:mailto:zed@unknown.example")
    path = calendar(
        tmp_path / "a.ics",
        event("1", "Lunch", *weekly),
        event("2", "QBR", "ATTENDEE:mailto:eva@acme.example"),
        event("3", "Broken").replace("DTSTART:20261201T090000Z", "DTSTART:never"),
    )
    report = desk.take("reviews", path)
    assert (report.imported, report.rejected) == (1, 4)
    assert report.rejects_file is not None
    with report.rejects_file.open(encoding="utf-8", newline="") as stream:
        _, *left_out = csv.reader(stream)
    (lunch, broken) = sorted(left_out, key=lambda row: int(row[0]))
    assert lunch[:1] == ["4"]
    assert lunch[1].startswith("nobody from the domain of a known account takes part")
    assert lunch[2:] == ["1", "Lunch"]
    assert broken[2:] == ["3", "Broken"]
