"""Appointments, what is missing among them, and the calendar that shows both."""

from datetime import UTC, date, datetime, timedelta

import pytest

from amtui.data import models
from amtui.data.queries.cadence import cadence_gaps
from amtui.data.queries.calendar_items import calendar_items
from amtui.data.queries.review_addresses import review_people
from amtui.data.queries.reviews import review_detail, reviews
from amtui.domain.errors import NotFound
from amtui.domain.vocabulary import RequestStatus, ReviewKind, ReviewStatus
from tests.data.queries.story import NOW, Story

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)


@pytest.fixture
def northwind(story: Story) -> int:
    return story.account("Northwind", story.user("ana"))


def at(day: int, hour: int = 10, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def test_reviews_of_the_viewer_s_days(story: Story, northwind: int) -> None:
    late = story.review(northwind, at(24, 23))
    early = story.review(northwind, at(24, 0), status=ReviewStatus.HELD, attendees=["Ana", "Cleo"])
    story.review(northwind, at(25, 12))
    day = date(2026, 11, 24)
    with story.reading(1) as reading:
        found = reviews(reading, first=day, last=day)
        held = reviews(reading, first=day, last=day, status=ReviewStatus.HELD)
        assert reviews(reading, first=day, last=day, account_id=northwind + 1) == ()
    with story.reading(1, zone="Europe/Berlin") as reading:
        assert [row.id for row in reviews(reading, first=day, last=day)] == [early]
    assert [(row.id, row.account) for row in found] == [(early, "Northwind"), (late, "Northwind")]
    assert [row.id for row in held] == [early]
    assert found[0].attendees == ("Ana", "Cleo")


def test_one_review_with_the_figures_of_its_moment(story: Story, northwind: int) -> None:
    frozen = [{"kpi": "missed_call_rate", "value": 0.04, "target": 0.05, "progress": 1.1}]
    review = story.review(northwind, at(2), kind=ReviewKind.QBR, title="Third quarter", frozen_kpis=frozen)
    with story.reading(1) as reading:
        found = review_detail(reading, review_id=review)
    assert (found.title, found.row.kind) == ("Third quarter", ReviewKind.QBR)
    assert found.frozen == (("missed_call_rate", 0.04, 0.05),)
    with story.reading(story.user("ben")) as reading, pytest.raises(NotFound):
        review_detail(reading, review_id=review)


def gaps(story: Story) -> list[tuple[str, ReviewKind]]:
    with story.reading(1) as reading:
        return [(row.account, row.kind) for row in cadence_gaps(reading)]


def test_an_account_with_nothing_planned_has_gaps(story: Story, northwind: int) -> None:
    assert gaps(story) == [("Northwind", ReviewKind.CHECK_IN), ("Northwind", ReviewKind.QBR)]
    story.review(northwind, at(10, month=12))
    assert gaps(story) == [("Northwind", ReviewKind.QBR)]


def test_a_quarterly_review_is_a_check_in_too(story: Story, northwind: int) -> None:
    story.review(northwind, at(10, month=12), kind=ReviewKind.QBR)
    assert gaps(story) == []


def test_a_review_of_today_fills_the_gap_even_when_it_has_begun(story: Story, northwind: int) -> None:
    story.review(northwind, at(23, 7), kind=ReviewKind.QBR)
    assert gaps(story) == []


def test_an_account_with_its_own_series_has_that_cadence(story: Story, northwind: int) -> None:
    story.of(
        models.review_series,
        northwind,
        kind=ReviewKind.QBR,
        anchor=date(2026, 9, 15),
        minute_of_day=600,
        minutes=60,
        every_months=3,
    )
    assert gaps(story) == [("Northwind", ReviewKind.QBR)]
    story.review(northwind, at(15, month=9), kind=ReviewKind.QBR, status=ReviewStatus.HELD)
    with story.reading(1) as reading:
        (found,) = cadence_gaps(reading)
    # Held on 15 September: the next one until 15 December and a week, or a month from today.
    assert (found.last_held, found.limit, found.next_planned) == (date(2026, 9, 15), date(2026, 12, 23), None)


def test_inactive_accounts_have_no_gaps(story: Story) -> None:
    story.account("Past", story.user("ana"), status="inactive")
    assert gaps(story) == []


def test_everything_on_the_calendar(story: Story, northwind: int) -> None:
    review = story.review(northwind, at(24, 23), kind=ReviewKind.QBR)
    story.review(northwind, at(24), status=ReviewStatus.CANCELLED)
    story.request(northwind, subject="Late", ref="R-9", next_due_at=at(23, 6), due_at=at(23, 6))
    story.request(northwind, next_due_at=at(23, 6), status=RequestStatus.CLOSED)
    story.request(northwind, next_due_at=at(26))
    story.request(northwind, ref="R-10", next_due_at=at(24, 6), due_at=at(24, 6))
    story.of(
        models.agreements,
        northwind,
        starts_on=TODAY - 300 * DAY,
        ends_on=date(2026, 12, 25),
        notice_days=30,
        currency="EUR",
    )
    orphan = story.account("Orphan", 0)
    story.review(orphan, at(24))
    with story.reading(1) as reading:
        week = calendar_items(reading, first=TODAY, last=date(2026, 11, 25))
        month = calendar_items(reading, first=date(2026, 12, 1), last=date(2026, 12, 31))
    assert [(item.day, item.kind, item.ref, item.status, item.at is None) for item in week] == [
        (TODAY, "request_due", "R-9", "breached", False),
        (date(2026, 11, 24), "review", str(review), "planned", False),
        (date(2026, 11, 24), "request_due", "R-10", "resolution_due", False),
        (date(2026, 11, 25), "notice", str(northwind), "active", True),
    ]
    assert [(item.day, item.kind) for item in month] == [(date(2026, 12, 25), "renewal")]


def test_a_gap_stands_on_the_day_by_which_something_should_be_planned(story: Story, northwind: int) -> None:
    story.review(northwind, NOW + DAY)
    with story.reading(1) as reading:
        (found,) = calendar_items(reading, first=date(2026, 12, 1), last=date(2026, 12, 31))
    assert (found.day, found.kind, found.what) == (
        date(2026, 12, 23),
        "cadence_gap",
        "No QBR in time: none held yet",
    )


def test_who_organises_reviews_and_where_those_reached_are_who_attend(story: Story, northwind: int) -> None:
    story.user("ben", name="Ben", email=None)
    other = story.account("Contoso", 2)
    story.contact(northwind, "Cleo", email="cleo@northwind.example")
    story.contact(other, "Ana", email="ana@contoso.example")
    for account in (northwind, other):
        story.review(account, at(24))
    with story.reading(1) as reading:
        mine = review_people(reading, rows=reviews(reading, first=None, last=None))
    assert mine.organisers == {1: ("Ana", "ana@example.com")}
    assert mine.addresses[northwind, "cleo"] == "cleo@northwind.example"
    assert mine.addresses[northwind, "ana"] == "ana@example.com"
    with story.reading(2) as reading:
        theirs = review_people(reading, rows=reviews(reading, first=None, last=None))
    assert (theirs.organisers, theirs.addresses[other, "ana"]) == ({2: ("Ben", None)}, "ana@contoso.example")
