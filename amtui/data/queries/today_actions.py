"""Improvement actions that wait for what people have to hand in, once the data can judge them."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import or_, select

from amtui.data.models import improvements
from amtui.data.queries.today_common import Sight, standing
from amtui.domain.triage import Candidate
from amtui.domain.vocabulary import ImprovementStatus, Source

FIRST, LAST = timedelta(days=8), timedelta(days=42)
"""From the end of the first week after the change, for five weeks; later ones are left to the account."""


def action_candidates(sight: Sight) -> Iterator[Candidate]:
    """Yield actions in place for a week and more without test calls or without a contact who confirms."""
    i, reading = improvements.c, sight.reading
    statement = select(
        i.id, i.account_id, i.what, i.implemented_on, i.log_ids, i.contact_id, i.goal_id
    ).where(
        reading.visible(improvements),
        i.status == ImprovementStatus.IMPLEMENTED,
        i.implemented_on >= reading.today - LAST,
        or_(i.contact_id.is_(None), i.log_ids.is_(None)),
    )
    for row in reading.rows(statement.order_by(i.id)):
        facts = sight.accounts.get(row.account_id)
        if facts is None or facts.today - row.implemented_on < FIRST:
            continue
        missing = (("no test calls yet", row.log_ids), ("nobody confirms it yet", row.contact_id))
        yield Candidate(
            source=Source.IMPROVEMENT,
            ref=str(row.id),
            account_id=row.account_id,
            account=facts.account.name,
            what=f"Action to validate: {row.what}",
            goal_tied=row.goal_id is not None,
            reasons=(f"in place since {row.implemented_on}", *(why for why, there in missing if not there)),
            target_id=row.id,
            **standing(facts),
        )
