"""The requests that may need the account manager now."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, false, select, true, union, union_all

from amtui.data.models import accounts, requests
from amtui.data.queries.request_attention import reopened, snoozed
from amtui.data.queries.sla_sql import pressing
from amtui.data.queries.today_common import Sight
from amtui.data.queries.today_known import KnownRequest
from amtui.data.queries.today_tasks import last_day
from amtui.data.reading import MOST_BRANCHES, Reading
from amtui.domain.local_time import day_span
from amtui.domain.sla import state
from amtui.domain.triage import Candidate
from amtui.domain.vocabulary import Priority, SlaState

MOST = 200
"""So many of the next due, and so many of the most pressing: nobody does more in a day."""
AHEAD = timedelta(days=7)
LOUD = {SlaState.BREACHED, SlaState.AT_RISK}
R = requests.c
COLUMNS = (
    *(R.id, R.ref, R.account_id, R.subject, R.priority, R.status, R.route, R.external_ticket, R.created_at),
    *(R.first_response_at, R.respond_by, R.respond_risk_at, R.due_at, R.due_risk_at),
    *(R.resolved_at, R.hold_since),
)


def request_candidates(sight: Sight) -> Iterator[Candidate]:
    """Yield open requests that are due within a week, late, at risk, or P1 or P2."""
    now, until = sight.reading.now, _until(sight)
    for known in _first(sight):
        due_at, stands = known.due_at, state(known.sla, now)
        presses = known.row.priority in {Priority.P1, Priority.P2} or stands in LOUD
        if presses or (due_at is not None and due_at <= until):
            yield known.candidate(stands, late=due_at is not None and due_at <= now)


def _until(sight: Sight) -> datetime:
    reading, last = sight.reading, last_day(sight, AHEAD)
    return day_span(last, reading.zone)[1] if last > reading.today + AHEAD else reading.now + AHEAD


def _first(sight: Sight) -> Collection[KnownRequest]:
    """Return the requests that come first; only those are read that are not known as they are."""
    reading, known = sight.reading, sight.requests
    ids = union(_most_pressing(reading), _next_due(reading))
    if not known:
        read, still = reading.rows(_whole(R.id.in_(ids))), {}
    else:
        first = reading.rows(select(R.id, R.account_id).where(R.id.in_(ids)))
        still = {key: known[key] for key, account_id in first if _holds(sight, key, account_id)}
        others = [key for key, _ in first if key not in still]
        read = reading.rows(_whole(R.id.in_(others))) if others else ()
    known.clear()
    known.update(still)
    known.update((row.id, KnownRequest(row, sight.accounts.get(row.account_id))) for row in read)
    return known.values()


def _holds(sight: Sight, key: int, account_id: int) -> bool:
    """Tell whether a request is known as it is: what changes one has all of its account gathered anew."""
    known, facts = sight.requests.get(key), sight.accounts.get(account_id)
    return known is not None and facts is not None and known.account is facts


def _whole(meant: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(*COLUMNS, accounts.c.name.label("account"), reopened().label("reopened"))
        .join(accounts, accounts.c.id == R.account_id)
        .where(meant)
    )


def _most_pressing(reading: Reading) -> Select[int]:
    # A sum, not the column: else a plan would walk along the books and sort all that it finds.
    books = reading.scope.am_ids
    meant = true() if books is None else (R.am_id + 0).in_(sorted(books))
    first = select(R.id).where(*_awake(reading), pressing(), meant).order_by(R.priority, R.id)
    return select(first.limit(MOST).subquery().c.id)


def _next_due(reading: Reading) -> Select[int]:
    """Return the next due of each book, and the first of these: one index gives each in order."""
    books = reading.scope.am_ids
    apart: list[ColumnElement[bool]] = [R.am_id == book for book in sorted(books or ())]
    if books is None:
        apart = [true()]
    elif len(apart) > MOST_BRANCHES:
        apart = [(R.am_id + 0).in_(sorted(books))]
    each = [
        select(R.id, R.next_due_at)
        .where(*_awake(reading), meant)
        .order_by(R.next_due_at, R.id)
        .limit(MOST)
        .subquery()
        for meant in apart
    ]
    if not each:
        return select(R.id).where(false())
    if len(each) == 1:
        return select(each[0].c.id)
    some = union_all(*(select(one) for one in each)).subquery()
    return select(select(some).order_by(some.c.next_due_at, some.c.id).limit(MOST).subquery().c.id)


def _awake(reading: Reading) -> tuple[ColumnElement[bool], ...]:
    return R.is_open == true(), snoozed(reading.now).is_not(true())
