"""Clients who reached out and whom nobody has answered since."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, false, select, true

from amtui.data.models import contacts, interactions
from amtui.data.queries.account_facts import AccountFacts
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.today_common import Sight, standing
from amtui.data.reading import Reading
from amtui.domain.business_time import Calendar, NeverOpen, add
from amtui.domain.triage import Candidate
from amtui.domain.vocabulary import InteractionDirection, Source
from amtui.domain.wording import label

LATER = interactions.alias("later")
BEHIND = timedelta(days=30)
"""Who waits for longer has come some other way, or never will."""
ANSWER_WITHIN = timedelta(hours=8)
"""Business time in which a client who reaches out is to be answered: as a request of priority 3."""


def unanswered_candidates(sight: Sight) -> Iterator[Candidate]:
    """Yield the earliest unanswered contact of each account; a completed one since then answers it."""
    waiting = {row.account_id: row for row in reversed(sight.reading.rows(_waiting(sight.reading)))}
    for account_id, row in waiting.items():
        if (facts := sight.accounts.get(account_id)) is not None:
            hours = sight.calendars.of(facts.account.calendar_id, facts.account.zone)
            yield _candidate(row, facts, due_by(hours, row.at))


def _waiting(reading: Reading) -> Select[*tuple[Any, ...]]:
    i, later = interactions.c, LATER.c
    answered = exists().where(
        later.account_id == i.account_id,
        later.am_id == i.am_id,
        later.at > i.at,
        later.at <= reading.now,
        later.completed == true(),
    )
    return (
        select(i.id, i.account_id, i.at, i.channel, i.summary, contacts.c.name)
        .outerjoin(contacts, and_(contacts.c.id == i.contact_id, contacts.c.account_id == i.account_id))
        .where(
            reading.visible(interactions),
            i.direction == InteractionDirection.CLIENT,
            i.completed == false(),
            i.at > reading.now - BEHIND,
            i.at <= reading.now,
            ~answered,
        )
        .order_by(i.at, i.id)
    )


def due_by(hours: Calendar, at: datetime) -> datetime | None:
    """Return by when a client who said something at a moment is to be answered; None if never open."""
    try:
        return add(hours, at, ANSWER_WITHIN)
    except NeverOpen:
        return None


def _candidate(row: DbRow, facts: AccountFacts, due_at: datetime | None) -> Candidate:
    who = f"{row.name} waits" if row.name else "The client waits"
    return Candidate(
        source=Source.UNANSWERED,
        ref=str(row.id),
        account_id=row.account_id,
        account=facts.account.name,
        what=f"{who} for an answer{f': {row.summary}' if row.summary else ''}",
        due_at=due_at,
        reasons=(f"reached out by {label(row.channel)}, nobody answered",),
        target_id=row.account_id,
        since=row.at,
        **standing(facts),
    )
