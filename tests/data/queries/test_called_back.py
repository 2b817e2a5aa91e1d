"""Who was called back in time: within business hours, later than the miss, whatever the window ends with."""

from datetime import UTC, datetime
from typing import Any

import pytest

from amtui.data.models import calls
from amtui.data.queries.kpis import pooled_figure
from amtui.domain.kpi.exclusions import OUTBOUND
from amtui.domain.vocabulary import CallDirection, CallOutcome, KpiKey
from tests.data.queries.story import Story


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("missed", "back", "misses"),
    [
        ("16T16:00:00", "17T12:00:00", 0),  # one business hour of Monday, three of Tuesday
        ("16T16:00:00", "17T12:00:01", 1),
        ("16T10:00:00", "16T10:00:01", 0),
        ("16T10:00:00", "16T10:00:00", 1),  # not after the miss
        ("16T10:00:00", "16T09:59:59", 1),
        ("20T16:30:00", "23T09:30:00", 0),  # over a weekend, after the window
    ],
)
def test_a_callback_counts_within_the_business_hours_after_the_miss(
    story: Story, missed: str, back: str, misses: int
) -> None:
    account, at, then = story.account("Northwind", story.user("ana")), moment(missed), moment(back)
    plain: dict[str, Any] = {"source": "test", "caller": "030 111", "wait_seconds": 20}
    story.of(
        calls, account, external_id="1", started_at=at, day=at.date(), direction=CallDirection.INBOUND,
        outcome=CallOutcome.NO_ANSWER, excluded=0, **plain,
    )  # fmt: skip
    story.of(
        calls, account, external_id="2", started_at=then, day=then.date(), direction=CallDirection.OUTBOUND,
        outcome=CallOutcome.ANSWERED, excluded=OUTBOUND, **plain,
    )  # fmt: skip
    with story.reading(1) as reading:
        found = pooled_figure(
            reading, account_id=account, kpi=KpiKey.NET_MISSED_RATE, first=at.date(), last=at.date()
        )
    assert (found.numerator, found.denominator) == (misses, 1)
