"""What the success criteria of one account are judged by."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from amtui.data.models import reviews
from amtui.data.queries.account_facts import AccountFacts
from amtui.data.queries.calendars import all_calendars
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.goals import goals
from amtui.data.reading import Reading
from amtui.domain.business_time import Calendar
from amtui.domain.cadence import next_occurrence
from amtui.domain.clock import local_day
from amtui.domain.kpi.goals import Standing
from amtui.domain.local_time import zone_named
from amtui.domain.onboarding import kickoff_due_at
from amtui.domain.success import SuccessFacts
from amtui.domain.vocabulary import Comparator, ImprovementStatus, KpiState, ReviewKind, ReviewStatus


def success_facts(
    reading: Reading, facts: AccountFacts, improvements: Iterable[ImprovementStatus]
) -> SuccessFacts:
    """Return the facts of an account, its days in its own zone."""
    account = facts.account
    hours = all_calendars(reading).of(account.calendar_id, account.zone)
    in_force = goals(reading, account_id=account.id)
    kickoff, qbr = _first_kickoff(reading, account.id), _latest_qbr(reading, account.id)
    due_at = kickoff_due_at(hours, account.kickoff_requested_at, account.kickoff_due_on)
    return SuccessFacts(
        kickoff_due_on=kickoff_due_on(hours, due_at),
        kickoff_held_on=_day(kickoff, account.zone),
        kickoff_late=kickoff is not None and due_at is not None and kickoff.starts_at > due_at,
        goals=len(in_force),
        goals_with_baseline=sum(goal.baseline is not None for goal in in_force),
        goals_provisional=sum(goal.baseline is not None and goal.provisional for goal in in_force),
        improvements=tuple(improvements),
        qbr_due_on=_qbr_due_on(facts, hours),
        qbr_held_on=_day(qbr, account.zone),
        qbr_progress=None if qbr is None or qbr.frozen_kpis is None else any(map(_moved, qbr.frozen_kpis)),
        qbr_new_plan=qbr is not None and bool(qbr.new_plan),
    )


def kickoff_due_on(hours: Calendar, due_at: datetime | None) -> date | None:
    """Return the day by which a kickoff has to be held; None where none was requested."""
    # A day that is open until midnight closes with the first moment of the next one.
    return None if due_at is None else local_day(due_at - timedelta(minutes=1), hours.tz)


def _first_kickoff(reading: Reading, account_id: int) -> DbRow | None:
    statement = _held(reading, account_id, ReviewKind.KICKOFF).order_by(reviews.c.starts_at).limit(1)
    return reading.connection.execute(statement).first()


def _latest_qbr(reading: Reading, account_id: int) -> DbRow | None:
    statement = _held(reading, account_id, ReviewKind.QBR).order_by(reviews.c.starts_at.desc()).limit(1)
    return reading.connection.execute(statement).first()


def _held(reading: Reading, account_id: int, kind: ReviewKind) -> Any:
    v = reviews.c
    return select(v.starts_at, v.new_plan, v.frozen_kpis).where(
        v.account_id == account_id, reading.visible(reviews), v.kind == kind, v.status == ReviewStatus.HELD
    )


def _day(review: DbRow | None, zone: str) -> date | None:
    return None if review is None else local_day(review.starts_at, zone_named(zone))


def _qbr_due_on(facts: AccountFacts, hours: Calendar) -> date | None:
    """Return the day of the next quarterly review: the planned one, or that of the series."""
    dates = facts.reviews.get(ReviewKind.QBR)
    if dates is not None and dates.next_at is not None:
        return local_day(dates.next_at, zone_named(facts.account.zone))
    series = next((each for each in facts.series if each.kind is ReviewKind.QBR), None)
    return None if series is None else next_occurrence(series, hours, facts.today).day


def _moved(frozen: Mapping[str, Any]) -> bool:
    """Tell whether a figure stood better than its baseline when it was frozen."""
    comparator, state = frozen.get("comparator"), frozen.get("state")
    return Standing(
        frozen.get("value"),
        frozen.get("baseline"),
        frozen.get("target"),
        None if comparator is None else Comparator(comparator),
        frozen.get("progress"),
        KpiState.NO_GOAL if state is None else KpiState(state),
    ).shows_progress
