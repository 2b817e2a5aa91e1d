"""A book added up in passing is the same as its days added up one by one, on both engines."""

from datetime import date, timedelta

import pytest

from amtui.data.queries.goals import goals_in_force
from amtui.data.queries.kpi_material import load
from amtui.data.queries.places import places
from amtui.data.queries.together import Together, is_added, of_book, of_material
from amtui.domain.kpi.rollup import DayRollup, Pooled
from amtui.domain.vocabulary import AccountStatus, KpiKey
from tests.data.queries.story import Story

FIRST, LAST = date(2026, 11, 9), date(2026, 11, 20)
WIDEST = (FIRST - timedelta(days=20), LAST)
DAY = timedelta(days=1)


@pytest.fixture
def book(story: Story) -> Story:
    """Two accounts of one book, one that has ended, and one of somebody else."""
    ana, ben = story.user("ana"), story.user("ben")
    for number, (am_id, status) in enumerate(
        [
            (ana, AccountStatus.ACTIVE), (ana, AccountStatus.ACTIVE),
            (ana, AccountStatus.INACTIVE), (ben, AccountStatus.ACTIVE),
        ]
    ):  # fmt: skip
        account = story.account(f"Account {number}", am_id, status=status)
        for back in (0, 1, 5, 11, 12, 20, 33):
            story.missed(account, LAST - back * DAY, number + 1, 10 + back)
            waits = {str(3 + number): 2, str(40 + back): 1}
            story.day(account, KpiKey.FIRST_RESPONSE, LAST - back * DAY, 3, histogram=waits)
    return story


@pytest.mark.parametrize("kpi", [KpiKey.MISSED_CALL_RATE, KpiKey.FIRST_RESPONSE])
def test_a_book_is_what_its_days_are(book: Story, kpi: KpiKey) -> None:
    assert is_added(kpi)
    with book.reading(1) as reading:
        found = places(reading)
        material = load(reading, found, None, goals_in_force(reading), WIDEST, (kpi,))
        one_by_one = of_material(material, found, kpi, (FIRST, LAST))
        added = of_book(reading, kpi, (FIRST, LAST), WIDEST)

    assert len(found) == 2
    assert parts(added) == parts(one_by_one)
    assert [day.day for day in added.days] == [LAST - back * DAY for back in (20, 12, 11, 5, 1, 0)]


def test_distinct_records_do_not_add_up_like_that() -> None:
    assert not is_added(KpiKey.SYNC_SUCCESS)
    assert not is_added(KpiKey.SERVICE_LEVEL)


def parts(together: Together) -> tuple[list[object], dict[int, object]]:
    """Return what figures are made of: exclusions are not added up."""
    return [_day(day) for day in together.days], {
        key: _pooled(each) for key, each in together.by_account.items()
    }


def _day(day: DayRollup) -> tuple[object, ...]:
    return day.day, day.n, day.numerator, day.denominator, day.histogram


def _pooled(pooled: Pooled) -> tuple[object, ...]:
    return pooled.n, pooled.numerator, pooled.denominator, pooled.histogram
