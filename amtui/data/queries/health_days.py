"""Health as it was recorded day by day."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from amtui.data.models import accounts, health_days
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.places import MOST_NAMED
from amtui.data.reading import Reading
from amtui.domain.health import Contribution
from amtui.domain.health_facts import facts_document, facts_of
from amtui.domain.health_records import HealthDay
from amtui.domain.health_rules import CAPS, Part
from amtui.domain.vocabulary import AccountStatus

WEEKS = 8
WEEK = 7
H = health_days.c


def health_weeks(
    reading: Reading, account_ids: Collection[int] | None = None
) -> Mapping[int, tuple[float | None, ...]]:
    """Return the mean score of each of the last weeks up to yesterday, the oldest first.

    Accounts that have no record are left out; a week without one is None.
    """
    first = reading.today - timedelta(days=WEEKS * WEEK)
    statement = (
        select(H.account_id, *(_mean_of(first + timedelta(days=WEEK * place)) for place in range(WEEKS)))
        .where(reading.visible(health_days), H.day >= first, H.day < reading.today)
        .group_by(H.account_id)
    )
    if account_ids is not None and len(account_ids) <= MOST_NAMED:
        statement = statement.where(H.account_id.in_(sorted(account_ids)))
    return {
        account_id: tuple(None if score is None else float(score) for score in scores)
        for account_id, *scores in reading.connection.execute(statement)
    }


def _mean_of(first: date) -> Any:
    """Return the mean score of the week that begins with a day."""
    is_in = and_(H.day >= first, H.day < first + timedelta(days=WEEK))
    return func.avg(case((is_in, H.score)))


def recorded_days(reading: Reading, *, account_id: int, first: date, last: date) -> tuple[HealthDay, ...]:
    """Return the recorded days of a visible account from one to another, the oldest first."""
    statement = (
        select(health_days)
        .where(H.account_id == account_id, reading.visible(health_days), H.day >= first, H.day <= last)
        .order_by(H.day)
    )
    return tuple(health_day(row) for row in reading.rows(statement))


def recorded_by(reading: Reading, day: date) -> Mapping[int, HealthDay]:
    """Return the latest recorded day of each visible account up to a day."""
    latest = (
        select(H.account_id, func.max(H.day).label("day"))
        .where(reading.visible(health_days), H.day <= day)
        .group_by(H.account_id)
        .subquery()
    )
    statement = select(health_days).join(
        latest, and_(H.account_id == latest.c.account_id, H.day == latest.c.day)
    )
    return {row.account_id: health_day(row) for row in reading.rows(statement)}


def unrecorded(reading: Reading) -> tuple[int, ...]:
    """Return the visible active accounts whose health was not recorded on the viewer's day, nor later."""
    a = accounts.c
    latest = (
        select(H.account_id, func.max(H.day).label("day"))
        .where(reading.visible(health_days))
        .group_by(H.account_id)
        .subquery()
    )
    statement = (
        select(a.id)
        .outerjoin(latest, latest.c.account_id == a.id)
        .where(reading.visible(accounts), a.status == AccountStatus.ACTIVE)
        .where(or_(latest.c.day.is_(None), latest.c.day < reading.today))
        .order_by(a.id)
    )
    return tuple(reading.connection.execute(statement).scalars())


def columns_of(day: HealthDay) -> dict[str, Any]:
    """Return the columns that keep a day."""
    return {
        "day": day.day,
        "score": day.score,
        "band": day.band,
        "coverage": day.coverage,
        "parts": {each.part.key: [each.weight, each.value] for each in day.contributions},
        "caps": [cap.key for cap in day.caps],
        "facts": facts_document(day.facts) if day.facts is not None else {},
    }


def health_day(row: DbRow) -> HealthDay:
    """Return a recorded day."""
    return HealthDay(
        row.account_id,
        row.day,
        row.score,
        row.band,
        row.coverage,
        tuple(_contribution(part, *row.parts[part.key]) for part in Part if part.key in row.parts),
        tuple(CAPS[key] for key in row.caps if key in CAPS),
        facts_of(row.facts),
    )


def _contribution(part: Part, weight: float, value: float | None) -> Contribution:
    return Contribution(part, weight, value, weight * (value or 0.0))
