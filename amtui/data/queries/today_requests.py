"""The requests that may need the account manager now."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from amtui.data.queries.account_facts import AccountFacts
from amtui.data.queries.requests import request_page
from amtui.data.queries.today_common import Sight, standing
from amtui.data.reading import Reading
from amtui.domain.filters import Filter, parse
from amtui.domain.paging import Order, Slice
from amtui.domain.request_records import RequestRow
from amtui.domain.request_rules import FOLLOWED, PAUSED
from amtui.domain.triage import Candidate
from amtui.domain.vocabulary import Priority, SlaState, Source
from amtui.domain.wording import label

MOST = 200
"""So many of the next due, and so many of the most pressing: nobody does more in a day."""
AHEAD = timedelta(days=7)
AWAKE = parse("-is:snoozed")
PRESSING = parse("-is:snoozed p:1,2")
LOUD = {SlaState.BREACHED, SlaState.AT_RISK}


def request_candidates(sight: Sight) -> Iterator[Candidate]:
    """Yield open requests that are due within a week, late, at risk, or P1 or P2; in two statements."""
    reading = sight.reading
    rows = {row.id: row for row in (*_first(reading, PRESSING, "priority"), *_first(reading, AWAKE, "due"))}
    for row in rows.values():
        due_at = next_due(row)
        pressing = row.priority in {Priority.P1, Priority.P2} or row.sla_state in LOUD
        if pressing or (due_at is not None and due_at <= reading.now + AHEAD):
            yield _candidate(row, due_at, reading.now, sight.accounts.get(row.account_id))


def next_due(row: RequestRow) -> datetime | None:
    """Return the earliest due moment whose clock runs; None where none does."""
    respond = row.respond_by if row.first_response_at is None else None
    resolve = None if row.status in PAUSED else row.due_at
    return min((moment for moment in (respond, resolve) if moment is not None), default=None)


def _first(reading: Reading, filter: Filter, column: str) -> tuple[RequestRow, ...]:  # noqa: A002
    return request_page(reading, filter=filter, order=Order(column), slice=Slice(limit=MOST)).rows


def _candidate(
    row: RequestRow, due_at: datetime | None, now: datetime, facts: AccountFacts | None
) -> Candidate:
    return Candidate(
        source=Source.REQUEST,
        ref=row.ref,
        account_id=row.account_id,
        account=row.account,
        what=row.subject,
        due_at=due_at,
        sla_state=row.sla_state,
        priority=row.priority,
        reasons=tuple(_reasons(row)),
        target_id=row.id,
        since=due_at if due_at is not None and due_at <= now else row.created_at,
        **standing(facts),
    )


def _reasons(row: RequestRow) -> Iterator[str]:
    if row.first_response_at is None:
        yield "not answered yet"
    if row.status in FOLLOWED:
        ticket = f" as {row.external_ticket}" if row.external_ticket else ""
        yield f"followed, with {label(row.route)}{ticket}"
