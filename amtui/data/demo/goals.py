"""Goals that were agreed with clients, with baselines from their own data, and what was done for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from amtui.data.demo.chance import between, happens, pick, stream
from amtui.data.demo.daily import Days
from amtui.data.demo.moments import at
from amtui.data.demo.stories import FIXED_DAYS_AGO, IMPROVED_DAYS_AGO, Story
from amtui.data.demo.sync import DAYS
from amtui.data.demo.world import Client, World
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.goals import baseline_window, changed_by, is_provisional
from amtui.domain.kpi.rollup import pool
from amtui.domain.kpi_records import GoalRow
from amtui.domain.vocabulary import ImprovementStatus, KpiKey, Statistic

GOALS = (
    "id account_id am_id kpi statistic comparator target baseline baseline_n baseline_days baseline_first"
    " baseline_last provisional agreed_on agreed_with_id due sustain_days superseded_on created_at updated_at"
)
IMPROVEMENTS = (
    "account_id am_id goal_id kpi playbook what hypothesis status implemented_on evidence contact_id"
    " created_at updated_at"
)
AGREED_DAYS_AGO = 78
SUPERSEDED_AFTER = 2
"""Days after which a goal was superseded that was."""
SUSTAIN_DAYS = 7
GOAL_KPIS = (KpiKey.MISSED_CALL_RATE, KpiKey.FIRST_RESPONSE, KpiKey.SYNC_SUCCESS)
WITHOUT_GOALS_PERCENT = 8
PLAYBOOKS = {
    KpiKey.MISSED_CALL_RATE: (
        "high-missed-calls",
        (
            ("A third agent in the main queue from 9 to 11", "Most misses fall into the first two hours"),
            ("Callback workflow for abandoned calls", "Callers who are called back do not call again"),
            ("Overflow to the second queue after 25 s", "Waiting callers give up after half a minute"),
        ),
    ),
    KpiKey.FIRST_RESPONSE: (
        "misrouted-ivr",
        (
            ("Menu shortened from five choices to three", "Callers pick the wrong entry and are transferred"),
            ("Ring all instead of longest idle", "Phones ring one after the other while callers wait"),
            ("Greeting cut from 18 s to 6 s", "Callers hang up before the menu ends"),
        ),
    ),
    KpiKey.SYNC_SUCCESS: (
        "crm-mismatch",
        (
            ("Mapping of the account owner moved to the new field", "The CRM admin renamed the field"),
            ("Company name filled from the email domain", "Records without a company are refused"),
        ),
    ),
}
STATUSES = (ImprovementStatus.IMPLEMENTED,) * 4 + (
    ImprovementStatus.AGREED,
    ImprovementStatus.PROPOSED,
    ImprovementStatus.DROPPED,
)
DONE = frozenset({ImprovementStatus.IMPLEMENTED})


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a KPI was before: value, observations, days with data, and the window."""

    value: float | None
    n: int
    days: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal with the id it is stored under."""

    id: int
    kpi: KpiKey
    target: float
    baseline: Baseline
    superseded: bool = False


def goals_of(client: Client, world: World, days: Days, first_id: int) -> list[Goal]:
    """Return the goals agreed with a client."""
    numbers = stream(world.seed, "goals", client.id)
    skip = happens(numbers, WITHOUT_GOALS_PERCENT) and client.story is None
    if client.go_live is None or client.am is None or skip:
        return []
    found: list[Goal] = []
    for kpi in GOAL_KPIS:
        if kpi in days:
            base = _baseline(client, world, kpi, days)
            if client.story is Story.REGRESSED and kpi is KpiKey.FIRST_RESPONSE:
                found.append(Goal(first_id + len(found), kpi, 45.0, base, superseded=True))
            found.append(Goal(first_id + len(found), kpi, _target(kpi, base.value, numbers, client), base))
    return found


def _baseline(client: Client, world: World, kpi: KpiKey, days: Days) -> Baseline:
    """Measure the 30 days before going live, or the first 30 on record where that was before them."""
    today = world.today(client)
    live = date.fromordinal(max(client.go_live or 0, today - DAYS + 30))
    first, last = baseline_window(date.fromordinal(today), live)
    inside = [day for day in days[kpi] if first <= day.day <= last]
    pooled = pool(kpi, inside, first=first, last=last)
    with_data = sum(day.n > 0 for day in inside)
    return Baseline(pooled.value(_statistic(kpi)), pooled.n, with_data, first, last)


def _statistic(kpi: KpiKey) -> Statistic:
    return definition(kpi).default_statistic


def _target(kpi: KpiKey, baseline: float | None, numbers: Random, client: Client) -> float:
    """Return what is usual, or a fifth to a half less than it was."""
    usual = definition(kpi).typical_target or 0.0
    cut = pick(numbers, (-20, -30, -40, -50))
    if client.story is not None or kpi is KpiKey.SYNC_SUCCESS or not baseline or happens(numbers, 60):
        return usual
    digits = 3 if kpi is KpiKey.MISSED_CALL_RATE else 0
    return round(changed_by(baseline, cut / 100), digits) or usual


def goal_row(client: Client, world: World, goal: Goal) -> GoalRow:
    """Return a goal of a client as it is read."""
    today, base, agreed = world.today(client), goal.baseline, _agreed_on(client, world, goal)
    return GoalRow(
        id=goal.id,
        account_id=client.id,
        kpi=goal.kpi,
        statistic=_statistic(goal.kpi),
        comparator=definition(goal.kpi).comparator,
        target=goal.target,
        baseline=base.value,
        baseline_n=base.n,
        baseline_first=base.first,
        baseline_last=base.last,
        provisional=is_provisional(base.days, base.n),
        agreed_on=date.fromordinal(agreed),
        agreed_with=client.contacts[0].name,
        due=date.fromordinal(today + 30 + client.id % 4 * 15),
        sustain_days=SUSTAIN_DAYS,
        superseded_on=date.fromordinal(agreed + SUPERSEDED_AFTER) if goal.superseded else None,
        baseline_days=base.days,
    )


def agreed_at(client: Client, world: World, goal: Goal) -> int:
    """Return the moment at which a goal was agreed."""
    return at(_agreed_on(client, world, goal), 11 * 60, client.zone)


def _agreed_on(client: Client, world: World, goal: Goal) -> int:
    return world.today(client) - AGREED_DAYS_AGO - SUPERSEDED_AFTER * goal.superseded


def goal_rows(client: Client, world: World, goals: list[Goal]) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a client's goals."""
    for goal in goals:
        row, made = goal_row(client, world, goal), agreed_at(client, world, goal)
        yield (
            row.id,
            client.id,
            client.am_id,
            row.kpi.value,
            row.statistic.value,
            row.comparator.value,
            row.target,
            row.baseline,
            row.baseline_n,
            row.baseline_days,
            *(_ordinal(day) for day in (row.baseline_first, row.baseline_last)),
            int(row.provisional),
            _ordinal(row.agreed_on),
            client.contacts[0].id,
            _ordinal(row.due),
            row.sustain_days,
            _ordinal(row.superseded_on),
            made,
            made,
        )


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def improvement_rows(client: Client, world: World, goals: list[Goal]) -> Iterator[tuple[object, ...]]:
    """Yield what was done for a client's goals, or is planned."""
    numbers = stream(world.seed, "improvements", client.id)
    for goal in goals:
        playbook, actions = PLAYBOOKS[goal.kpi]
        if goal.superseded:
            continue
        for what, hypothesis in actions[: between(numbers, 1, 2)]:
            status = ImprovementStatus.IMPLEMENTED if client.story else pick(numbers, STATUSES)
            yield _improvement(client, world, goal, (playbook, what, hypothesis, status), numbers)


def _improvement(
    client: Client, world: World, goal: Goal, action: tuple[str, str, str, ImprovementStatus], numbers: Random
) -> tuple[object, ...]:
    playbook, what, hypothesis, status = action
    is_fix = client.story is Story.BROKEN_MAPPING and goal.kpi is KpiKey.SYNC_SUCCESS
    day = world.today(client) - (FIXED_DAYS_AGO if is_fix else IMPROVED_DAYS_AGO - between(numbers, 0, 6))
    evidence = f"Test calls {between(numbers, 100, 999)}-{between(numbers, 10, 99)}: as expected"
    made = at(day, 12 * 60, client.zone)
    done = status in DONE
    return (
        client.id,
        client.am_id,
        goal.id,
        goal.kpi.value,
        playbook,
        what,
        hypothesis,
        status.value,
        day if done else None,
        evidence if done else None,
        client.contacts[0].id if done else None,
        made,
        made,
    )
