"""Clients who answered that they are not satisfied, and with whom nobody has spoken since."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, and_, select

from amtui.data.models import contacts
from amtui.data.models import satisfaction_answers as table
from amtui.data.queries.account_facts import AccountFacts
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.satisfaction import low
from amtui.data.queries.today_clients import due_by
from amtui.data.queries.today_common import Sight, standing
from amtui.data.reading import Reading
from amtui.domain.satisfaction import LOW_DAYS
from amtui.domain.satisfaction_words import score_words
from amtui.domain.triage import Candidate
from amtui.domain.vocabulary import Source

S = table.c


def low_candidates(sight: Sight) -> Iterator[Candidate]:
    """Yield the latest low answer of each account that no request is about and no contact has followed."""
    latest = {row.account_id: row for row in sight.reading.rows(_given(sight.reading))}
    for account_id, row in latest.items():
        facts = sight.accounts.get(account_id)
        if facts is not None and (facts.touched_at is None or facts.touched_at <= row.at):
            yield _candidate(sight, facts, row)


def _given(reading: Reading) -> Select[*tuple[Any, ...]]:
    """Return the statement of the low answers of the last days, the latest last."""
    is_recent = and_(S.at > reading.now - timedelta(days=LOW_DAYS), S.at <= reading.now)
    return (
        select(S.id, S.account_id, S.at, S.csat, S.nps, S.comment, contacts.c.name)
        .outerjoin(contacts, contacts.c.id == S.contact_id)
        .where(reading.visible(table), is_recent, S.request_id.is_(None), low())
        .order_by(S.at, S.id)
    )


def _candidate(sight: Sight, facts: AccountFacts, row: DbRow) -> Candidate:
    hours = sight.calendars.of(facts.account.calendar_id, facts.account.zone)
    return Candidate(
        source=Source.LOW_ANSWER,
        ref=str(row.id),
        account_id=row.account_id,
        account=facts.account.name,
        what=f"{row.name or 'The client'} is not satisfied{f': {row.comment}' if row.comment else ''}",
        due_at=due_by(hours, row.at),
        reasons=(score_words(row.csat, row.nps), "no request is about it, and nobody spoke with them since"),
        target_id=row.account_id,
        since=row.at,
        **standing(facts),
    )
