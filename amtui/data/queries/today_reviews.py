"""Reviews that come up or wait to be closed, and kickoffs at risk."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from amtui.data.models import accounts, contacts, reviews
from amtui.data.queries.account_facts import AccountFacts
from amtui.data.queries.calendars import Calendars
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.review_dates import KindDates
from amtui.data.queries.today_common import Sight, standing
from amtui.data.queries.today_tasks import hours_of, last_day
from amtui.data.reading import Reading
from amtui.domain.business_time import is_business_day
from amtui.domain.clock import local_day
from amtui.domain.local_time import day_span
from amtui.domain.onboarding import kickoff_due_at
from amtui.domain.review_records import called
from amtui.domain.triage import Candidate
from amtui.domain.vocabulary import BillingState, ReviewKind, ReviewStatus, Source

AHEAD = timedelta(days=4)
BEHIND = timedelta(days=14)
"""Reviews that began longer ago and were never closed are left to the calendar."""
CLOSED = "no business day of the account"
"""A holiday that was entered after a review was planned does not move it."""
NOT_HELD = KindDates()


def review_candidates(sight: Sight) -> Iterator[Candidate]:
    """Yield planned reviews of the next days, and those that are over and not closed."""
    reading, v = sight.reading, reviews.c
    first, last = reading.today - BEHIND, last_day(sight, AHEAD)
    statement = (
        select(v.id, v.account_id, v.kind, v.title, v.starts_at, v.minutes, accounts.c.name.label("account"))
        .join(accounts, accounts.c.id == v.account_id)
        .where(
            reading.visible(reviews),
            v.starts_at >= day_span(first, reading.zone)[0],
            v.starts_at < day_span(last, reading.zone)[1],
            v.status == ReviewStatus.PLANNED,
        )
        .order_by(v.starts_at, v.id)
    )
    for row in reading.rows(statement):
        yield _review(sight, row)


def kickoff_candidates(sight: Sight) -> Iterator[Candidate]:
    """Yield requested kickoffs that are not held and have something in their way."""
    reading = sight.reading
    pending = [facts for facts in sight.accounts.values() if _is_pending(facts)]
    decided = _with_contact(reading, [facts.account.id for facts in pending]) if pending else set()
    for facts in pending:
        deadline = _deadline(facts, sight.calendars)
        reasons = tuple(_in_the_way(facts, deadline, has_contact=facts.account.id in decided))
        if reasons or (deadline is not None and deadline < reading.now):
            yield Candidate(
                source=Source.KICKOFF,
                ref=str(facts.account.id),
                account_id=facts.account.id,
                account=facts.account.name,
                what="Kickoff at risk",
                due_at=deadline,
                reasons=reasons,
                target_id=facts.account.id,
                since=facts.account.kickoff_requested_at,
                grade=len(reasons),
                **standing(facts),
            )


def _review(sight: Sight, row: DbRow) -> Candidate:
    facts = sight.accounts.get(row.account_id)
    is_over = row.starts_at + timedelta(minutes=row.minutes) < sight.reading.now
    hours = hours_of(sight, facts)
    closed = facts is not None and not is_business_day(hours, local_day(row.starts_at, hours.tz))
    return Candidate(
        source=Source.REVIEW,
        ref=str(row.id),
        account_id=row.account_id,
        account=row.account,
        what=called(row.kind, row.title),
        due_at=row.starts_at,
        reasons=("not closed yet",) if is_over else (CLOSED,) if closed else (),
        target_id=row.id,
        since=row.starts_at if is_over else None,
        grade=int(is_over),
        **standing(facts),
    )


def _is_pending(facts: AccountFacts) -> bool:
    is_held = facts.reviews.get(ReviewKind.KICKOFF, NOT_HELD).held_at is not None
    return facts.account.kickoff_requested_at is not None and not is_held


def _deadline(facts: AccountFacts, calendars: Calendars) -> datetime | None:
    hours = calendars.of(facts.account.calendar_id, facts.account.zone)
    return kickoff_due_at(hours, facts.account.kickoff_requested_at, facts.account.kickoff_due_on)


def _in_the_way(facts: AccountFacts, deadline: datetime | None, *, has_contact: bool) -> Iterator[str]:
    """Yield what keeps a kickoff from being held in time."""
    dates = facts.reviews.get(ReviewKind.KICKOFF, NOT_HELD)
    planned_at = dates.next_at or dates.begun_at
    if planned_at is None:
        yield "kickoff not planned"
    elif deadline is not None and planned_at > deadline:
        yield "kickoff planned after its deadline"
    if facts.account.billing is not BillingState.UP_TO_DATE:
        yield "billing is not up to date"
    if not has_contact:
        yield "no designated contact"
    if not any(figure.target is not None for figure in facts.figures):
        yield "no goals agreed"


def _with_contact(reading: Reading, account_ids: Collection[int]) -> set[int]:
    """Return which accounts have a contact who may decide."""
    c = contacts.c
    statement = (
        select(c.account_id)
        .where(c.account_id.in_(account_ids), reading.visible(contacts), or_(c.is_admin, c.is_approved))
        .distinct()
    )
    return set(reading.connection.execute(statement).scalars())
