"""A file of years is counted in short stretches, and counts the same."""

from datetime import date, timedelta

from sqlalchemy import insert

from amtui.data.models import calls
from amtui.domain.vocabulary import CallDirection, CallOutcome
from amtui.services.rollups import CALL_KPIS, _spans, differences, refresh_days
from tests.services.world import ANA, NORTHWIND, World


def test_days_of_years_are_counted_in_short_stretches_as_in_one(world: World) -> None:
    now = world.clock.now()
    rows = [
        {
            "account_id": NORTHWIND, "am_id": ANA, "source": "years", "external_id": f"{back}",
            "started_at": now - timedelta(days=back), "day": (now - timedelta(days=back)).date(),
            "direction": CallDirection.INBOUND, "outcome": CallOutcome.NO_ANSWER, "excluded": 0,
            "wait_seconds": back % 60,
        }
        for back in range(0, 500, 3)
    ]  # fmt: skip
    with world.writing() as connection:
        connection.execute(insert(calls), rows)
        refresh_days(connection, NORTHWIND, [row["day"] for row in rows], CALL_KPIS)  # type: ignore[misc]
    with world.writing() as connection:
        assert differences(connection, [NORTHWIND]) == []


def test_no_stretch_is_long_and_none_leaves_a_day_out() -> None:
    start = date(2026, 1, 1)
    days = [start + timedelta(days=n * n % 700) for n in range(300)]
    spans = _spans(days)
    assert all((last - first).days < 60 for first, last in spans)
    assert all(any(first <= day <= last for first, last in spans) for day in days)
    assert _spans([start]) == ((start, start),)
