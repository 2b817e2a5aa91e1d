"""Tasks that are due: one's own, and those about the accounts of the visible books."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import or_, select

from amtui.data.models import tasks
from amtui.data.queries.account_facts import AccountFacts
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.tasks import delegate_name
from amtui.data.queries.today_common import Sight, days_over, standing
from amtui.domain.business_time import Calendar, NeverOpen, business_days_after, end_of_day
from amtui.domain.day_plan import URGENT_DAYS, business_days_until
from amtui.domain.task_words import given_words
from amtui.domain.triage import Candidate
from amtui.domain.vocabulary import Source
from amtui.domain.wording import counted

FURTHEST = timedelta(days=14)
"""So far ahead the second business day after holidays is looked for."""
AHEAD = timedelta(days=7)
"""What is due later waits in its own list."""


def task_candidates(sight: Sight) -> Iterator[Candidate]:
    """Yield open tasks that are due within a week, overdue, or important without a day."""
    t, reading, own = tasks.c, sight.reading, hours_of(sight, None)
    statement = (
        select(
            t.id, t.account_id, t.title, t.important, t.due_on, t.delegate_id, t.carried, t.created_at,
            delegate_name().label("given_to"),
        )
        .where(
            reading.visible(tasks),
            or_(t.account_id.is_not(None), t.am_id == reading.user_id, t.delegate_id == reading.user_id),
            t.done_at.is_(None),
            or_(t.due_on <= last_day(sight, AHEAD), t.due_on.is_(None) & t.important),
        )
        .order_by(t.id)
    )  # fmt: skip
    for row in reading.rows(statement):
        facts = sight.accounts.get(row.account_id)
        yield Candidate(
            source=Source.TASK,
            ref=str(row.id),
            account_id=row.account_id or 0,
            account=facts.account.name if facts else "",
            what=row.title,
            due_at=None if row.due_on is None else end_of_day(hours_of(sight, facts), row.due_on),
            marked_important=row.important,
            reasons=tuple(_reasons(row, reading.user_id)),
            target_id=row.id,
            business_days=None if row.due_on is None else business_days_until(row.due_on, reading.today, own),
            days_over=0 if row.due_on is None else days_over(row.due_on, reading.today),
            since=row.created_at,
            **standing(facts),
        )


def last_day(sight: Sight, ahead: timedelta) -> date:
    """Return the last day that a list of what comes up shows.

    At least the second business day, up to which all is urgent: holidays may be longer than the days ahead.
    """
    today = sight.reading.today
    try:
        urgent = business_days_after(hours_of(sight, None), today, URGENT_DAYS)
    except NeverOpen:
        urgent = today
    return min(max(today + ahead, urgent), today + FURTHEST)


def hours_of(sight: Sight, facts: AccountFacts | None) -> Calendar:
    """Return the business hours of an account; those of the viewer where there is none."""
    if facts is None:
        return sight.calendars.of(None, sight.reading.zone.key)
    return sight.calendars.of(facts.account.calendar_id, facts.account.zone)


def _reasons(row: DbRow, viewer: int | None) -> Iterator[str]:
    if words := given_words(row.given_to, to_viewer=viewer is not None and row.delegate_id == viewer):
        yield words
    if row.carried:
        yield f"carried over {counted(row.carried, 'time')}"
