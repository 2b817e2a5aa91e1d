"""What a timer looks at in a database, day by day: cheap enough to be done while others work."""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from sqlalchemy import Connection, Engine, func, select, text

from amtui.data.engine import is_sqlite
from amtui.data.faults import translated
from amtui.data.models import accounts, calendar_holidays, calendars, imports
from amtui.domain.business_time import country_calendar
from amtui.domain.errors import AmtuiError
from amtui.domain.wording import counted
from amtui.services.maintenance import Finding, differing, schema_finding, see_all

SAMPLE = 25
"""Accounts whose daily figures are counted again each time; another day, other ones."""
OFTEN = 3
"""Files of a kind after which more are expected."""
PATIENCE = 3
"""How many times the usual gap may pass before a source is missed."""
LEAST_GAP = timedelta(days=2)
ASKED_SINCE = 10
"""The month from which on the holidays of next year should be known."""


def look(engine: Engine, now: datetime) -> tuple[Finding, ...]:
    """Look whether a database is sound and still fed.

    What cannot be looked at because something before it is wrong is left out.

    Raises:
        Unavailable: if the database cannot be reached at all.
    """
    with translated(), engine.connect() as connection:
        found = [_pages(connection), schema_finding(connection)]
        if not all(one.sound for one in found):
            return tuple(found)
        see_all(connection)
        found += [
            _logins(connection),
            _sample(connection, now),
            _holidays(connection, now),
            _sources(connection, now),
        ]
        return tuple(found)


def _pages(connection: Connection) -> Finding:
    """Look at the pages of a file, quickly; a server looks after its own."""
    if not is_sqlite(connection):
        connection.execute(text("SELECT 1"))
        return Finding("server")
    said = connection.execute(text("PRAGMA quick_check(5)")).scalars().all()
    return Finding("pages", () if list(said) == ["ok"] else tuple(map(str, said)))


def _logins(connection: Connection) -> Finding:
    """Look whether nobody's own login on a server may do more than its user."""
    if is_sqlite(connection):
        return Finding("logins")
    from amtui.services.server_logins import overdue

    return Finding("logins", overdue(connection))


def _sample(connection: Connection, now: datetime) -> Finding:
    """Count the days of some accounts again, in turn, so that all come up in time."""
    ids = connection.scalars(select(accounts.c.id).order_by(accounts.c.id)).all()
    first = now.date().toordinal() * SAMPLE % max(len(ids), 1)
    chosen = [*ids[first:], *ids[:first]][:SAMPLE]
    return Finding("daily figures", differing(connection, chosen))


def _holidays(connection: Connection, now: datetime) -> Finding:
    """Look whether the days that are closed next year are known, from autumn on."""
    if now.month < ASKED_SINCE:
        return Finding("holidays")
    year = now.year + 1
    own = select(calendar_holidays.c.calendar_id, func.max(calendar_holidays.c.day).label("last"))
    last = {row.calendar_id: row.last for row in connection.execute(own.group_by(own.selected_columns[0]))}
    wrong = []
    for row in connection.execute(select(calendars).order_by(calendars.c.name)):
        lists = row.id in last and last[row.id].year < year
        if row.country and not _known(row.country, row.region, year):
            wrong.append(f"calendar {row.name}: the holidays of {row.country} in {year} are not known")
        elif lists and not row.country:
            wrong.append(f"calendar {row.name}: no holiday of {year} is entered; the last is {last[row.id]}")
    return Finding("holidays", tuple(wrong))


def _known(country: str, region: str | None, year: int) -> bool:
    try:
        return bool(country_calendar(country, "UTC", [year], {}, region).holidays)
    except AmtuiError:
        return False


def _sources(connection: Connection, now: datetime) -> Finding:
    """Look whether files that used to come still do: what came often, and has been missed for long."""
    wanted = select(imports.c.kind, imports.c.format, imports.c.at, accounts.c.name)
    came: dict[tuple[str, str, str], list[datetime]] = defaultdict(list)
    rows = wanted.outerjoin_from(imports, accounts, imports.c.account_id == accounts.c.id)
    for row in connection.execute(rows.order_by(imports.c.at)):
        came[row.kind, row.format, row.name or ""].append(row.at)
    return Finding("imports", tuple(filter(None, (_missed(*key, at, now) for key, at in came.items()))))


def _missed(kind: str, source: str, account: str, came: list[datetime], now: datetime) -> str:
    if len(came) < OFTEN:
        return ""
    usual = timedelta(seconds=median((after - before).total_seconds() for before, after in pairwise(came)))
    ago = max(now - came[-1], timedelta())
    if ago <= max(usual * PATIENCE, LEAST_GAP):
        return ""
    whose = f" of {account}" if account else ""
    every = counted(max(round(usual / timedelta(days=1)), 1), "day")
    return f"{kind} ({source}){whose}: none for {counted(ago.days, 'day')}; they came about every {every}"
