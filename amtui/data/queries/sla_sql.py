"""How a request stands, as SQL: the mirror of `amtui.domain.sla.state`."""

from datetime import datetime
from functools import cache
from operator import attrgetter

from sqlalchemy import ColumnElement, and_, case, func, literal, literal_column, not_, or_
from sqlalchemy.sql.elements import KeyedColumnElement

from amtui.data.models import requests
from amtui.data.queries.db_row import DbRow
from amtui.data.types import Instant
from amtui.domain.request_rules import PAUSED, STOPPED
from amtui.domain.sla import SlaFacts
from amtui.domain.vocabulary import SlaState

_R = requests.c
FACT_COLUMNS = (
    *("status", "first_response_at", "respond_by", "respond_risk_at"),
    *("due_at", "due_risk_at", "resolved_at", "hold_since"),
)
"""The columns of `requests` that `SlaFacts` holds, in its order."""
_facts_of = attrgetter(*FACT_COLUMNS)


def sla_state(now: datetime) -> ColumnElement[str]:
    """Return the expression of a request's state; never NULL."""
    at = literal(now, Instant)
    return case(
        (or_(_response_missed(at), _resolution_missed(at)), SlaState.BREACHED.value),
        (_R.status.in_(sorted(PAUSED)), SlaState.PAUSED.value),
        (_at_risk(at), SlaState.AT_RISK.value),
        (_response_open(), SlaState.RESPONSE_DUE.value),
        (_resolution_open(), SlaState.RESOLUTION_DUE.value),
        else_=SlaState.MET.value,
    )


def open_breached(now: datetime) -> ColumnElement[bool]:
    """Return whether a request that is open is breached; along an index of its own."""
    return _R.breaches_at < literal(now, Instant)


def open_at_risk(now: datetime) -> ColumnElement[bool]:
    """Return whether a request that is open is at risk, and not breached; along an index of its own."""
    at = literal(now, Instant)
    return and_(_R.risk_at <= at, or_(_R.breaches_at.is_(None), _R.breaches_at >= at))


@cache
def pressing() -> ColumnElement[bool]:
    """Return whether a request is P1 or P2, in the words of the index that holds the open ones of these."""
    return _R.priority.in_([literal_column("'P1'"), literal_column("'P2'")])


def response_missed(now: datetime) -> ColumnElement[bool]:
    """Return whether the first answer came late, or is overdue."""
    return _response_missed(literal(now, Instant))


def resolution_missed(now: datetime) -> ColumnElement[bool]:
    """Return whether the resolution came late, or is overdue."""
    return _resolution_missed(literal(now, Instant))


def facts(row: DbRow) -> SlaFacts:
    """Return what the state of a row of `requests` is worked out from."""
    return SlaFacts(*_facts_of(row))


def _running() -> ColumnElement[bool]:
    return _R.status.not_in(sorted(STOPPED))


def _set(column: KeyedColumnElement[datetime]) -> ColumnElement[bool]:
    return column.is_not(None)


def _response_missed(at: ColumnElement[datetime]) -> ColumnElement[bool]:
    answered = func.coalesce(_R.first_response_at, _R.resolved_at)
    counts = or_(_running(), answered.is_not(None))
    return and_(counts, func.coalesce(_R.first_response_at, _R.resolved_at, at) > _R.respond_by)


def _resolution_missed(at: ColumnElement[datetime]) -> ColumnElement[bool]:
    counts = or_(_running(), _set(_R.resolved_at))
    return and_(counts, func.coalesce(_R.resolved_at, _R.hold_since, at) > _R.due_at)


def _response_open() -> ColumnElement[bool]:
    return and_(_running(), not_(_set(_R.first_response_at)), _set(_R.respond_by))


def _resolution_open() -> ColumnElement[bool]:
    return and_(_running(), _set(_R.due_at))


def _at_risk(at: ColumnElement[datetime]) -> ColumnElement[bool]:
    return or_(
        and_(_response_open(), _R.respond_risk_at <= at), and_(_resolution_open(), _R.due_risk_at <= at)
    )
