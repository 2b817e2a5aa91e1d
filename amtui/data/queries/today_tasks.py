"""Tasks that are due: one's own, and those about the accounts of the visible books."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import or_, select

from amtui.data.models import tasks
from amtui.data.queries.account_facts import AccountFacts
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.tasks import delegate_name
from amtui.data.queries.today_common import Sight, standing
from amtui.domain.business_time import Calendar, end_of_day
from amtui.domain.task_words import given_words
from amtui.domain.triage import Candidate
from amtui.domain.vocabulary import Source
from amtui.domain.wording import counted

AHEAD = timedelta(days=7)
"""What is due later waits in its own list."""


def task_candidates(sight: Sight) -> Iterator[Candidate]:
    """Yield open tasks that are due within a week, overdue, or important without a day."""
    t, reading = tasks.c, sight.reading
    statement = (
        select(
            t.id, t.account_id, t.title, t.important, t.due_on, t.delegate_id, t.carried, t.created_at,
            delegate_name().label("given_to"),
        )
        .where(
            reading.visible(tasks),
            or_(t.account_id.is_not(None), t.am_id == reading.user_id, t.delegate_id == reading.user_id),
            t.done_at.is_(None),
            or_(t.due_on <= reading.today + AHEAD, t.due_on.is_(None) & t.important),
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
            since=row.created_at,
            **standing(facts),
        )


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
