"""Calendars that came from here come back, as they were and changed elsewhere."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject

from amtui.data.formats.ics_write import write_calendar
from amtui.data.models import reviews
from amtui.data.queries.review_addresses import review_people
from amtui.data.queries.reviews import reviews as all_reviews
from amtui.data.reading import Reading
from amtui.domain.review_records import ReviewPeople, ReviewRow
from amtui.domain.vocabulary import ReviewKind, ReviewStatus
from tests.services.imports.conftest import ANNA, Desk

AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def planned_here(desk: Desk, account: int) -> dict[str, Any]:
    values = {
        "account_id": account, "am_id": ANNA, "kind": ReviewKind.QBR, "starts_at": AT, "minutes": 45,
        "status": ReviewStatus.PLANNED, "title": "QBR", "agenda": "Goals", "attendees": ["Kim"],
        "uid": "one@amtui", "sequence": 0, "version": 1, "created_at": NOW, "updated_at": NOW,
    }  # fmt: skip
    desk.insert(reviews, values)
    return values


def written(path: Path, **also: Any) -> Path:
    plain: dict[str, Any] = {
        "id": 1, "account_id": 1, "account": "Acme", "am_id": ANNA, "kind": ReviewKind.QBR, "starts_at": AT,
        "minutes": 45, "status": ReviewStatus.PLANNED, "agenda": "Goals", "attendees": ("Kim",),
        "outcome": None, "new_plan": None, "notes": None, "series_id": None, "sequence": 0,
        "uid": "one@amtui", "version": 1,
    }  # fmt: skip
    path.write_bytes(
        write_calendar((ReviewRow(**plain | also),), NOW, ReviewPeople({ANNA: ("Anna", None)}, {}))
    )
    return path


def test_what_was_written_changes_nothing_when_it_comes_back(desk: Desk, tmp_path: Path) -> None:
    planned_here(desk, desk.account("Acme"))
    report = desk.take("reviews", written(tmp_path / "a.ics"))
    assert (report.unchanged, report.imported, report.rejected) == (1, 0, 0)
    assert desk.rows(reviews)[0]["title"] == "QBR"


def test_one_that_was_moved_or_cancelled_elsewhere_follows(desk: Desk, tmp_path: Path) -> None:
    planned_here(desk, desk.account("Acme"))
    later = AT + timedelta(days=2)
    moved = desk.take("reviews", written(tmp_path / "a.ics", starts_at=later, minutes=30, sequence=2))
    (row,) = desk.rows(reviews)
    assert (moved.updated, row["starts_at"], row["minutes"], row["agenda"]) == (1, later, 30, "Goals")
    older = desk.take("reviews", written(tmp_path / "b.ics", sequence=1))
    assert (older.unchanged, desk.rows(reviews)[0]["starts_at"]) == (1, later)
    gone = {"starts_at": later, "status": ReviewStatus.CANCELLED, "sequence": 3}
    assert desk.take("reviews", written(tmp_path / "c.ics", **gone)).updated == 1
    assert desk.rows(reviews)[0]["status"] is ReviewStatus.CANCELLED


def invited(desk: Desk, path: Path, organiser: str) -> Path:
    """Write a calendar of one event, and give it whoever invites."""
    text = written(path).read_text()
    lines = [line for line in text.splitlines() if not line.startswith("ORGANIZER")]
    lines.insert(lines.index("BEGIN:VEVENT") + 1, organiser)
    path.write_text("\r\n".join(lines) + "\r\n")
    desk.account("Acme")
    return path


def exported(desk: Desk) -> str:
    """Return what the reviews that are here look like as a calendar."""
    with desk.backend.engine.connect() as connection:
        reading = Reading(
            connection, desk.backend.identity.scope, NOW, ZoneInfo("UTC"), desk.backend.identity.user_id
        )
        rows = all_reviews(reading, first=None, last=None)
        return write_calendar(rows, NOW, review_people(reading, rows=rows)).decode()


@pytest.mark.parametrize(
    ("organiser", "kept"),
    [
        ("ORGANIZER;CN=Eva Green:mailto:eva@client.example", ("Eva Green", "eva@client.example")),
        ("ORGANIZER:mailto:eva@client.example", ("eva@client.example", "eva@client.example")),
        ("ORGANIZER;CN=Eva Green:invalid:nomail", ("Eva Green", None)),
        ("ORGANIZER;CN=Anna Ames:invalid:nomail", (None, None)),
        ("X-NOBODY:x", (None, None)),
    ],
)
def test_whoever_invites_still_does_after_an_import_and_an_export(
    desk: Desk, tmp_path: Path, organiser: str, kept: tuple[str | None, str | None]
) -> None:
    path = invited(desk, tmp_path / "a.ics", organiser)
    assert desk.take("reviews", path, account="Acme").imported == 1
    (row,) = desk.rows(reviews)
    assert (row["organiser"], row["organiser_address"]) == kept
    came, gone = vobject.readOne(path.read_text()).vevent, vobject.readOne(exported(desk)).vevent
    if kept[0] is not None:
        assert gone.organizer.value == came.organizer.value
    assert desk.take("reviews", path, account="Acme").unchanged == 1


def test_one_at_another_time_that_is_not_newer_stays_and_is_told(desk: Desk, tmp_path: Path) -> None:
    planned_here(desk, desk.account("Acme"))
    report = desk.take("reviews", written(tmp_path / "a.ics", starts_at=AT + timedelta(days=2)))
    assert (report.unchanged, desk.rows(reviews)[0]["starts_at"]) == (1, AT)
    (told,) = report.warnings
    assert told.startswith("1 review is at another time in this file")
