"""When the next review could take place, and what is known of series."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from amtui.data import models
from amtui.data.queries.series import all_series
from amtui.data.queries.suggestions import next_free, suggestions
from amtui.domain.errors import NotFound
from amtui.domain.vocabulary import ReviewKind, ReviewStatus
from tests.data.queries.story import Story


@pytest.fixture
def northwind(story: Story) -> int:
    return story.account("Northwind", story.user("ana"), go_live_on=date(2026, 1, 12))


def at(day: int, hour: int = 10, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def suggested(story: Story, account: int, kind: ReviewKind = ReviewKind.CHECK_IN, **also: Any) -> list[str]:
    with story.reading(1) as reading:
        found = suggestions(reading, account_id=account, kind=kind, **also)
    return [f"{one.starts_at:%m-%d %H:%M}" for one in found]


def agreed(story: Story, account: int, **values: object) -> int:
    plain = {"kind": ReviewKind.CHECK_IN, "anchor": date(2026, 11, 15), "minute_of_day": 840, "minutes": 30}
    return story.of(models.review_series, account, **plain | {"every_months": 1} | values)


def test_the_day_of_the_cadence_comes_first(story: Story, northwind: int) -> None:
    story.review(northwind, at(13, month=11), status=ReviewStatus.HELD)
    # A month after the latest is Sunday the 13th of December: Monday.
    assert suggested(story, northwind) == [f"12-{day} 10:00" for day in (14, 15, 16, 17, 11)]


def test_an_overdue_review_is_suggested_for_the_next_business_day(story: Story, northwind: int) -> None:
    assert suggested(story, northwind, most=2) == ["11-24 10:00", "11-25 10:00"]
    story.review(northwind, at(1, month=8), status=ReviewStatus.HELD)
    assert suggested(story, northwind, most=1) == ["11-24 10:00"]


def test_after_a_planned_one_the_one_after_it_is_looked_for(story: Story, northwind: int) -> None:
    agreed(story, northwind)
    story.review(northwind, at(15, 14))
    assert suggested(story, northwind, most=2) == ["01-15 14:00", "01-14 14:00"]


def test_what_the_manager_has_elsewhere_and_days_of_leave_are_left_out(story: Story, northwind: int) -> None:
    other = story.account("Contoso", 1)
    cover = story.user("ben")
    story.review(other, at(24, month=11))
    story.add(models.leaves, user_id=1, cover_id=cover, first=date(2026, 11, 25), last=date(2026, 11, 27))
    assert suggested(story, northwind, most=2, minutes=60) == ["11-24 09:00", "11-30 10:00"]


def test_whoever_covers_meets_the_account_meanwhile(story: Story, northwind: int) -> None:
    cover = story.user("ben")
    story.add(models.leaves, user_id=1, cover_id=cover, first=date(2026, 11, 20), last=date(2026, 12, 8))
    story.review(story.account("Contoso", cover), at(24, month=11))
    with story.reading(1, cover, user=cover) as reading:
        found = suggestions(reading, account_id=northwind, kind=ReviewKind.CHECK_IN, most=2, minutes=60)
    assert [f"{one.starts_at:%m-%d %H:%M}" for one in found] == ["11-24 09:00", "11-25 10:00"]


def test_time_set_aside_for_tasks_is_left_out(story: Story, northwind: int) -> None:
    plain = {
        "account_id": None,
        "am_id": 1,
        "title": "Quote",
        "important": False,
        "delegate": "",
        "carried": 0,
    }
    stamps = {"created_at": at(23, month=11), "updated_at": at(23, month=11)}
    story.add(models.tasks, **plain, **stamps, block_at=at(24, month=11), block_minutes=45)
    assert suggested(story, northwind, most=1) == ["11-24 09:30"]
    done = {"block_at": at(24, 9, 11), "block_minutes": 60, "done_at": at(23, 9, 11)}
    story.add(models.tasks, **plain, **stamps, **done)
    assert suggested(story, northwind, most=1) == ["11-24 09:30"]


def test_an_account_of_nobody_s_is_met_in_its_own_hours(story: Story) -> None:
    orphan = story.account("Orphan", 0)
    with story.reading(0) as reading:
        (found, *_) = suggestions(reading, account_id=orphan, kind=ReviewKind.TRAINING)
    assert (found.minutes, found.account_time) == (60, "Tue 2026-11-24 10:00 UTC")


def test_a_training_is_followed_by_a_refresher_half_a_year_later(story: Story, northwind: int) -> None:
    story.review(northwind, at(12, month=11), kind=ReviewKind.TRAINING, status=ReviewStatus.HELD)
    assert suggested(story, northwind, ReviewKind.TRAINING, most=1) == ["05-12 10:00"]
    now = story.review(northwind, at(23, 8, 11), kind=ReviewKind.TRAINING)
    with story.reading(1) as reading:
        found = next_free(reading, review_id=now)
        assert found is not None
        # The 23rd of May is a Sunday.
        assert f"{found:%Y-%m-%d %H:%M}" == "2027-05-24 10:00"
    story.review(northwind, datetime(2027, 5, 24, 10, tzinfo=UTC), kind=ReviewKind.TRAINING)
    with story.reading(1) as reading:
        assert next_free(reading, review_id=now) is None


def test_a_review_of_no_cadence_is_followed_by_none(story: Story, northwind: int) -> None:
    one = story.review(northwind, at(23, 8, 11), kind=ReviewKind.AD_HOC)
    with story.reading(1) as reading:
        assert next_free(reading, review_id=one) is None


def test_another_book_is_not_looked_into(story: Story, northwind: int) -> None:
    with story.reading(story.user("ben")) as reading, pytest.raises(NotFound):
        suggestions(reading, account_id=northwind, kind=ReviewKind.QBR)


def test_series_are_listed_with_what_is_planned(story: Story, northwind: int) -> None:
    series = agreed(story, northwind)
    agreed(story, northwind, kind=ReviewKind.QBR, every_months=3, ends_on=date(2026, 10, 1))
    for day, status in ((20, ReviewStatus.HELD), (30, ReviewStatus.PLANNED)):
        story.review(northwind, at(day, month=11), series_id=series, status=status)
    story.review(northwind, at(1), series_id=series)
    with story.reading(1) as reading:
        found = all_series(reading, account_id=northwind)
        assert all_series(reading, account_id=northwind + 1) == ()
    assert [(one.kind, one.planned, one.next_at, one.ends_on) for one in found] == [
        (ReviewKind.CHECK_IN, 2, at(30, month=11), None),
        (ReviewKind.QBR, 0, None, date(2026, 10, 1)),
    ]
