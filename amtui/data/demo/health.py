"""The health of the opening book over the last weeks, told back from how it stands now."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from amtui.data.demo.bulk import Loader
from amtui.data.demo.chance import between, pick, stream
from amtui.data.demo.moments import DAY
from amtui.data.demo.world import World
from amtui.data.models import health_days
from amtui.data.queries.account_facts import AccountFacts, account_facts
from amtui.data.queries.health import present
from amtui.data.queries.health_days import columns_of
from amtui.data.reading import Reading
from amtui.data.types import dumps
from amtui.domain.health_facts import HealthFacts, judged
from amtui.domain.people import Scope

PAST_DAYS = 49
WEEK = 7
P1_DAYS = 2
COLUMNS = "account_id am_id at day score band coverage parts caps facts"
DRIFT = (-5, -3, -2, 0, 0, 2, 3, 4, 6)
"""Hundredths that a KPI's attainment was off a week before, as likely as they are listed."""


def add_health(loader: Loader, world: World) -> None:
    """Insert a record for each of the last days, today's included, of each account that opens."""
    scope = Scope(frozenset({world.team.opening.id}))
    reading = Reading(loader.connection, scope, world.anchor.moment, ZoneInfo("UTC"))
    numbers = stream(world.seed, "health")
    rows = [row for facts in account_facts(reading) for row in _days(facts, world, numbers)]
    loader.add(health_days, COLUMNS, rows)


def _days(facts: AccountFacts, world: World, numbers: Random) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of one account, the latest first."""
    known, touch_before = facts.health_facts, between(numbers, 12, 40)
    for back in range(PAST_DAYS):
        if back and back % WEEK == 0:
            known = _week_before(known, numbers)
        then = _touched(known, facts.days_since_touch, back, touch_before)
        then = then if back < P1_DAYS else replace(then, p1=0)
        then = replace(then, days_since_training=_earlier(facts.health_facts.days_since_training, back))
        found = judged(then)
        day = replace(
            present(facts),
            score=found.score,
            band=found.band,
            coverage=found.coverage,
            contributions=found.contributions,
            caps=found.caps,
            facts=then,
        )
        kept = columns_of(day)
        yield (
            facts.account.id,
            facts.account.am_id,
            world.anchor.micros - back * DAY,
            facts.today.toordinal() - back,
            day.score,
            day.band.value,
            day.coverage,
            *(dumps(kept[name]) for name in ("parts", "caps", "facts")),
        )


def _week_before(known: HealthFacts, numbers: Random) -> HealthFacts:
    """Return how an account may have stood a week before."""
    drift = pick(numbers, DRIFT)
    kpis = tuple(
        (kpi, max(0.0, min(1.0, round(value + (drift + pick(numbers, (-2, 0, 2))) / 100, 4))))
        for kpi, value in known.kpis
    )
    open_count = max(0, known.open_count + pick(numbers, (-2, -1, 0, 0, 1, 2)))
    return replace(
        known,
        kpis=kpis,
        open_count=open_count,
        breached=min(open_count, max(0, known.breached + pick(numbers, (-1, -1, 0, 0, 1)))),
        at_risk=0,
    )


def _earlier(since: int | None, back: int) -> int | None:
    """Return the days since something as they were so many days back; None before it."""
    return since - back if since is not None and since >= back else None


def _touched(known: HealthFacts, since: int | None, back: int, before: int) -> HealthFacts:
    """Return the facts with the days since the last touch as they were so many days back."""
    if since is None:
        return known
    days = since - back if back <= since else (before - (back - since)) % (before + 1)
    return replace(known, days_since_touch=days)
