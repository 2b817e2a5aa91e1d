"""Weekday and hour of a moment on an account's own clocks, worked out by the database."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, ColumnElement, Connection, Integer, case, cast, func, literal, type_coerce

from amtui.data.engine import is_sqlite
from amtui.domain.local_time import offsets

MICROS = 1_000_000
HOUR, HOURS = 3_600, 24
DAYS = 7
A_MONDAY = date(1, 1, 1)
Number = ColumnElement[int]


def weekday(day: ColumnElement[Any]) -> Number:
    """Return the weekday of a column of days; 0 is Monday."""
    days: Number = type_coerce(day - literal(A_MONDAY, day.type), Integer)
    return days % DAYS


def local_hour(
    connection: Connection, moment: ColumnElement[Any], zone: ZoneInfo, first: date, last: date
) -> Number:
    """Return the hour that clocks in `zone` show at a column of moments.

    Args:
        connection: tells the engine.
        moment: moments that lie on the local days from `first` to `last`.
        zone: whose clocks.
        first: the first local day.
        last: the last local day.
    """
    (_, ahead), *changes = offsets(zone, first, last)
    shift: ColumnElement[Any] = literal(ahead, Integer)
    if changes:
        arms = [(moment >= at, literal(seconds, Integer)) for at, seconds in reversed(changes)]
        shift = case(*arms, else_=shift)
    hours: Number = (_epoch(connection, moment) + shift) // HOUR
    return hours % HOURS


def _epoch(connection: Connection, moment: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return whole seconds since 1970."""
    if is_sqlite(connection):
        return type_coerce(moment, BigInteger) // MICROS
    return cast(func.floor(func.extract("epoch", moment)), BigInteger)
