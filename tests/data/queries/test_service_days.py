"""The service level from kept waits is that of the raw calls, for every method, threshold and window."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from amtui.data import models
from amtui.data.engine import for_writing
from amtui.data.queries.kpi_explained import explain
from amtui.data.queries.kpi_figure import Ways
from amtui.data.queries.kpis import pooled_figure
from amtui.domain.kpi import exclusions
from amtui.domain.kpi.service_level import Method
from amtui.domain.vocabulary import CallDirection, CallOutcome, Comparator, KpiKey
from amtui.services.rollups import rebuild_account
from tests.data.queries.story import Story, counted

FIRST = date(2026, 11, 10)
DAYS = 6
ANSWERED, ABANDONED = CallOutcome.ANSWERED, CallOutcome.ABANDONED
NUMBERS = count(1)


class Call(NamedTuple):
    """A call as Python counts it."""

    day: date
    outcome: CallOutcome
    wait: int | None
    excluded: int


CALLS = st.lists(
    st.builds(
        Call,
        st.integers(0, DAYS - 1).map(lambda days: FIRST + timedelta(days=days)),
        st.sampled_from([ANSWERED, ANSWERED, ABANDONED, ABANDONED, *CallOutcome]),
        st.none() | st.integers(0, 40) | st.sampled_from([19, 20, 21]),
        st.sampled_from([0, 0, 0, exclusions.OUTSIDE_HOURS, exclusions.LEG, exclusions.LEG | 1]),
    ),
    min_size=1,
    max_size=40,
)
SWITCHES = st.frozensets(st.sampled_from(["outside_hours", "leg"]))
WINDOWS = st.tuples(*[st.integers(0, DAYS - 1).map(lambda days: FIRST + timedelta(days=days))] * 2).map(
    lambda pair: (min(pair), max(pair))
)


def kept(story: Story, listed: list[Call]) -> int:
    """Make an account with these calls and what is kept of them."""
    name = f"Client {next(NUMBERS)}"
    account = story.account(name, story.user(name.replace(" ", "").lower()))
    rows = [
        {
            "account_id": account, "am_id": story.books[account], "source": "test", "external_id": str(n),
            "started_at": datetime.combine(call.day, time(9), UTC), "day": call.day,
            "direction": CallDirection.INBOUND, "outcome": call.outcome, "excluded": call.excluded,
            "wait_seconds": call.wait,
        }
        for n, call in enumerate(listed)
    ]  # fmt: skip
    with for_writing(story.engine.connect()) as connection, connection.begin():
        connection.execute(insert(models.calls), rows)
        rebuild_account(connection, account)
    return account


def count_by(story: Story, method: Method, seconds: int) -> None:
    with for_writing(story.engine.connect()) as connection, connection.begin():
        connection.execute(delete(models.settings))
        for key, value in (
            ("service_level_method", method.name.lower()),
            ("service_level_seconds", str(seconds)),
        ):
            connection.execute(insert(models.settings).values(key=key, value=value))


def naive(listed: list[Call], method: Method, seconds: int) -> tuple[int, int]:
    """Count one call after another, as the four formulas are written."""
    above = below = 0
    for call in listed:
        if call.wait is None or call.outcome not in {ANSWERED, ABANDONED}:
            continue
        early = call.wait <= seconds
        gave_up = call.outcome is ABANDONED
        if gave_up and method is Method.ABANDONED_IGNORED:
            continue
        if gave_up and early and method is Method.ABANDONED_EARLY_IGNORED:
            continue
        below += 1
        above += early and (not gave_up or method is Method.ABANDONED_EARLY_AS_ANSWERED)
    return above, below


@settings(max_examples=25, deadline=None)
@given(listed=CALLS, seconds=st.sampled_from([0, 10, 20, 60]), off=SWITCHES, window=WINDOWS)
@pytest.mark.parametrize("method", Method)
def test_kept_waits_give_what_the_calls_give(
    told_story: Story,
    method: Method,
    listed: list[Call],
    seconds: int,
    off: frozenset[str],
    window: tuple[date, date],
) -> None:
    account = kept(told_story, listed)
    count_by(told_story, method, seconds)
    asked: dict[str, Any] = {"account_id": account, "kpi": KpiKey.SERVICE_LEVEL}
    first, last = window
    inside = [call for call in listed if first <= call.day <= last]
    counts = [call for call in inside if not call.excluded & ~exclusions.mask_of(off)]
    with told_story.reading(everything=True) as reading:
        found = pooled_figure(reading, first=first, last=last, ways=Ways(off), **asked)
        told = explain(reading, first=first, last=last, switched_off=off, **asked)
    above, below = naive(counts, method, seconds)
    assert (found.numerator, found.denominator) == (above, below)
    assert found.value == (above / below if below else None)
    # What is counted and what is left out, each once, are all calls of the window.
    assert found.n + sum(n for _, n in found.excluded) == len(inside)
    assert {each.name: each.n for each in told.exclusions if each.on and each.n} == dict(found.excluded)


def test_no_call_is_read_for_a_service_level(story: Story) -> None:
    account = kept(story, [Call(FIRST, ANSWERED, 12, 0), Call(FIRST, ABANDONED, 30, 0)])
    asked: dict[str, Any] = {"account_id": account, "kpi": KpiKey.SERVICE_LEVEL, "first": FIRST}
    with story.reading(everything=True) as reading, counted(story.engine) as statements:
        assert pooled_figure(reading, last=FIRST, **asked).value == 0.5
    assert not [each for each in statements if "FROM calls" in each or "JOIN calls" in each]


def test_a_goal_on_a_service_level_is_judged_by_all_days_since_it_was_agreed(story: Story) -> None:
    listed = [Call(FIRST + timedelta(days=n), ANSWERED, 12, 0) for n in range(DAYS)]
    account = kept(story, listed)
    story.goal(
        account, KpiKey.SERVICE_LEVEL, 0.8, comparator=Comparator.AT_LEAST, agreed_on=FIRST, sustain_days=5
    )
    last = FIRST + timedelta(days=DAYS - 1)
    with story.reading(everything=True) as reading:
        found = pooled_figure(reading, account_id=account, kpi=KpiKey.SERVICE_LEVEL, first=last, last=last)
    assert (found.n, found.sustained_days) == (1, 6)
