"""An account whose missed calls are off target, and days and calls to better or worsen them by."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import delete, insert

from amtui.data.models import calls, kpi_days, kpi_goals, sync_events
from amtui.domain.improvement_changes import AgreeAction, ImplementAction, ProposeAction
from amtui.domain.vocabulary import (
    CallDirection,
    CallOutcome,
    Comparator,
    KpiKey,
    Statistic,
    SyncOutcome,
)
from amtui.services.backend import Backend
from tests.services.world import ANA, MONDAY_NINE, NORTHWIND, World, move_sequences

TODAY = date(2026, 11, 23)
ONE_DAY = timedelta(days=1)
GOAL = 1
KIM = 1


def off_target(world: World) -> None:
    """Enter a goal of 5 % missed calls, and eight weeks of 6 missed in 40 a day."""
    with world.writing() as connection:
        connection.execute(
            insert(kpi_goals),
            {
                "id": GOAL, "account_id": NORTHWIND, "am_id": ANA, "kpi": KpiKey.MISSED_CALL_RATE,
                "statistic": Statistic.RATE, "comparator": Comparator.AT_MOST, "target": 0.05,
                "baseline": 0.15, "baseline_n": 1_200, "baseline_days": 30, "provisional": False,
                "sustain_days": 7, "agreed_on": date(2026, 10, 1), "created_at": MONDAY_NINE,
                "updated_at": MONDAY_NINE,
            },
        )  # fmt: skip
        move_sequences(connection, (kpi_goals,))
    missed_a_day(world, 6, TODAY - 56 * ONE_DAY, TODAY - ONE_DAY)


def missed_a_day(world: World, missed: int, first: date, last: date) -> None:
    """Enter so many missed of 40 calls on each day from first to last, in place of what was there."""
    wanted = [first + back * ONE_DAY for back in range((last - first).days + 1)]
    day = {"account_id": NORTHWIND, "am_id": ANA, "kpi": KpiKey.MISSED_CALL_RATE, "n": 40, "denominator": 40}
    with world.writing() as connection:
        connection.execute(delete(kpi_days).where(kpi_days.c.day.in_(wanted)))
        connection.execute(insert(kpi_days), [{**day, "day": each, "numerator": missed} for each in wanted])


def call(world: World, *log_ids: str, day: date) -> None:
    """Enter answered calls of a day."""
    common = {
        "account_id": NORTHWIND, "am_id": ANA, "source": "test", "day": day, "excluded": 0, "is_leg": False,
        "started_at": datetime(day.year, day.month, day.day, 10, tzinfo=UTC), "wait_seconds": 3,
        "direction": CallDirection.INBOUND, "outcome": CallOutcome.ANSWERED,
    }  # fmt: skip
    with world.writing() as connection:
        connection.execute(insert(calls), [{**common, "external_id": log_id} for log_id in log_ids])


def attempt(world: World, *records: str, day: date) -> None:
    """Enter successful synchronisations of a day."""
    common = {
        "account_id": NORTHWIND, "am_id": ANA, "source": "test", "integration": "crm", "day": day,
        "attempted_at": datetime(day.year, day.month, day.day, 10, tzinfo=UTC),
        "outcome": SyncOutcome.SUCCEEDED,
    }  # fmt: skip
    rows: Iterable[dict[str, object]] = [
        {**common, "external_id": f"job-{record}", "record_id": record} for record in records
    ]
    with world.writing() as connection:
        connection.execute(insert(sync_events), list(rows))


def proposed(backend: Backend) -> int:
    """Propose an action from the playbook for the goal; return its id."""
    change = ProposeAction(
        account_id=NORTHWIND,
        what="A third agent from 9 to 11",
        goal_id=GOAL,
        playbook="high missed-call rate",
        hypothesis="Most misses fall into the first two hours",
    )
    return backend.apply(change).entity_id or 0


def implemented(backend: Backend, on: date | None = None) -> int:
    """Propose, agree on and implement an action; return its id. It has version 3 then."""
    action_id = proposed(backend)
    backend.apply(AgreeAction(action_id=action_id, expected_version=1))
    backend.apply(ImplementAction(action_id=action_id, expected_version=2, implemented_on=on))
    return action_id
