"""The requests that may need the account manager now."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, false, select, true, union, union_all

from amtui.data.models import accounts, requests
from amtui.data.queries.account_facts import AccountFacts
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.request_attention import reopened, snoozed
from amtui.data.queries.sla_sql import facts as sla_facts
from amtui.data.queries.sla_sql import pressing
from amtui.data.queries.today_common import Sight, standing
from amtui.data.reading import MOST_BRANCHES, Reading
from amtui.domain.request_rules import FOLLOWED, PAUSED
from amtui.domain.sla import state
from amtui.domain.triage import Candidate
from amtui.domain.vocabulary import Priority, SlaState, Source
from amtui.domain.wording import label

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
    """Yield open requests that are due within a week, late, at risk, or P1 or P2; in one statement."""
    now = sight.reading.now
    for row in _first(sight.reading):
        due_at, stands = next_due(row), state(sla_facts(row), now)
        presses = row.priority in {Priority.P1, Priority.P2} or stands in LOUD
        if presses or (due_at is not None and due_at <= now + AHEAD):
            yield _candidate(row, stands, due_at, now, sight.accounts.get(row.account_id))


def next_due(row: DbRow) -> datetime | None:
    """Return the earliest due moment whose clock runs; None where none does."""
    respond = row.respond_by if row.first_response_at is None else None
    resolve = None if row.status in PAUSED else row.due_at
    return min((moment for moment in (respond, resolve) if moment is not None), default=None)


def _first(reading: Reading) -> Sequence[DbRow]:
    ids = union(_most_pressing(reading), _next_due(reading))
    statement = (
        select(*COLUMNS, accounts.c.name.label("account"), reopened().label("reopened"))
        .join(accounts, accounts.c.id == R.account_id)
        .where(R.id.in_(ids))
    )
    return reading.rows(statement)


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


def _candidate(
    row: DbRow, stands: SlaState, due_at: datetime | None, now: datetime, facts: AccountFacts | None
) -> Candidate:
    return Candidate(
        source=Source.REQUEST,
        ref=row.ref,
        account_id=row.account_id,
        account=row.account,
        what=row.subject,
        due_at=due_at,
        sla_state=stands,
        priority=row.priority,
        reasons=tuple(_reasons(row)),
        target_id=row.id,
        since=due_at if due_at is not None and due_at <= now else row.created_at,
        **standing(facts),
    )


def _reasons(row: DbRow) -> Iterator[str]:
    if row.reopened:
        yield "reopened"
    if row.first_response_at is None:
        yield "not answered yet"
    if row.status in FOLLOWED:
        ticket = f" as {row.external_ticket}" if row.external_ticket else ""
        yield f"followed, with {label(row.route)}{ticket}"
