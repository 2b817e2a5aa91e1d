"""The business hours and the service levels of an account, read from the tables that hold them."""

from datetime import date, datetime
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, RowMapping, select
from sqlalchemy.engine import Transaction

from amtui.data.models import accounts, calendar_holidays, calendar_hours, calendars
from amtui.data.queries.sla_policies import policy_of as policy_of
from amtui.data.schema import STANDARD_CALENDAR
from amtui.domain.business_time import Calendar, country_calendar
from amtui.domain.errors import NotFound

FIRST_HOLIDAY_YEAR = 2000
YEARS_AHEAD = 3

_kept: WeakKeyDictionary[Transaction, dict[tuple[int, str], Calendar]] = WeakKeyDictionary()
"""The calendars that each open transaction has read, by calendar and zone of the account."""


def calendar_of(connection: Connection, account_id: int, now: datetime) -> Calendar:
    """Return the business hours that an account's service levels count in.

    An account without recorded hours gets the standard calendar in its own zone. Read once in a
    transaction for all accounts that share hours and zone.

    Args:
        connection: open; inside a transaction.
        account_id: the account, of any book.
        now: public holidays of a country are known from the year 2000 to three years after it.

    Raises:
        NotFound: if there is no such account.
    """
    return _in_zone(connection, _account(connection, account_id), now, STANDARD_CALENDAR)


def calendar_with(connection: Connection, calendar_id: int | None, zone: str, now: datetime) -> Calendar:
    """Return the business hours of accounts with a calendar and a zone; as `calendar_of`."""
    return _read(connection, calendar_id or STANDARD_CALENDAR, zone, now)


def forget_calendars(connection: Connection) -> None:
    """Read calendars anew from here on: this transaction has changed them."""
    if (transaction := connection.get_transaction()) is not None:
        _kept.pop(transaction, None)


def opening_hours_of(connection: Connection, account_id: int, now: datetime) -> Calendar | None:
    """Return the opening hours recorded for an account, or None where nobody recorded any.

    Raises:
        NotFound: if there is no such account.
    """
    account = _account(connection, account_id)
    return None if account["calendar_id"] is None else _in_zone(connection, account, now, STANDARD_CALENDAR)


def _account(connection: Connection, account_id: int) -> RowMapping:
    wanted = select(accounts.c.zone, accounts.c.calendar_id).where(accounts.c.id == account_id)
    found = connection.execute(wanted).mappings().first()
    if found is None:
        raise NotFound(f"there is no account {account_id}")
    return found


def _in_zone(connection: Connection, account: RowMapping, now: datetime, fallback: int) -> Calendar:
    key = (account["calendar_id"] or fallback, account["zone"])
    transaction = connection.get_transaction()
    if transaction is None:
        return _read(connection, *key, now)
    kept = _kept.setdefault(transaction, {})
    if key not in kept:
        kept[key] = _read(connection, *key, now)
    return kept[key]


def _read(connection: Connection, calendar_id: int, zone: str, now: datetime) -> Calendar:
    row = connection.execute(select(calendars).where(calendars.c.id == calendar_id)).mappings().one()
    own = _holidays(connection, calendar_id)
    week = _week(connection, calendar_id)
    return Calendar.weekly(row["zone"] or zone, week, {**_public(row, now), **own}, name=row["name"])


def _week(connection: Connection, calendar_id: int) -> dict[int, list[tuple[int, int]]]:
    week: dict[int, list[tuple[int, int]]] = {}
    wanted = select(calendar_hours).where(calendar_hours.c.calendar_id == calendar_id)
    for row in connection.execute(wanted):
        week.setdefault(row.weekday, []).append((row.opens, row.closes))
    return week


def _holidays(connection: Connection, calendar_id: int) -> dict[date, str]:
    table = calendar_holidays
    wanted = select(table.c.day, table.c.name).where(table.c.calendar_id == calendar_id)
    return {row.day: row.name for row in connection.execute(wanted)}


def _public(row: RowMapping, now: datetime) -> dict[date, str]:
    """Return the public holidays of the calendar's country, if it names one."""
    if not row["country"]:
        return {}
    years = range(FIRST_HOLIDAY_YEAR, now.year + YEARS_AHEAD + 1)
    return dict(country_calendar(row["country"], "UTC", years, {}, row["region"]).holidays)
