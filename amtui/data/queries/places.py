"""The accounts that figures are made of, with what is needed to count their days."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, select, true

from amtui.data.models import accounts
from amtui.data.reading import Reading
from amtui.domain.clock import local_day
from amtui.domain.frozen import dataclass
from amtui.domain.local_time import zone_named
from amtui.domain.vocabulary import AccountStatus

WINDOW_DAYS = 30
ONE_DAY = timedelta(days=1)
Dates = tuple[date, date]
MOST_NAMED = 500
"""More accounts than these are not named one by one; the whole book is read instead."""


@dataclass(frozen=True, slots=True)
class Place:
    """One account and the day that it is there.

    Attributes:
        zone: IANA name of its time zone.
        today: its local day.
        calendar_id: its opening hours; None where none are recorded.
    """

    id: int
    name: str
    zone: str
    today: date
    calendar_id: int | None


def chosen(reading: Reading, account_ids: Collection[int] | None) -> ColumnElement[bool]:
    """Return the condition on `accounts` for the visible ones among those named; None names all."""
    if account_ids is None or len(account_ids) > MOST_NAMED:
        return reading.visible(accounts)
    return and_(reading.visible(accounts), accounts.c.id.in_(sorted(account_ids)))


def places(reading: Reading, account_ids: Collection[int] | None = None) -> tuple[Place, ...]:
    """Return visible accounts by name: those named, of any status, or all active ones."""
    c = accounts.c
    is_meant = true() if account_ids is not None else c.status == AccountStatus.ACTIVE
    statement = (
        select(c.id, c.name, c.zone, c.calendar_id)
        .where(chosen(reading, account_ids), is_meant)
        .order_by(c.name_key, c.id)
    )
    todays = Todays(reading.now)
    return tuple(
        Place(own_id, name, zone, todays[zone], calendar_id)
        for own_id, name, zone, calendar_id in reading.connection.execute(statement).all()
        if account_ids is None or own_id in account_ids
    )


def complete_days(today: date, days: int = WINDOW_DAYS) -> Dates:
    """Return first and last of the complete days before `today`."""
    return today - days * ONE_DAY, today - ONE_DAY


class Todays(dict[str, date]):
    """The local day by zone, worked out once for each."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def __missing__(self, zone: str) -> date:
        self[zone] = local_day(self._now, zone_named(zone))
        return self[zone]
