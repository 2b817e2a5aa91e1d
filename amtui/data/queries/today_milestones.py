"""Milestones that are at risk, or due within a week."""

from collections.abc import Iterator
from datetime import date

from amtui.data.queries.account_facts import AccountFacts
from amtui.data.queries.milestones import milestones_between
from amtui.data.queries.today_common import Sight, days_over, standing
from amtui.data.queries.today_tasks import hours_of
from amtui.domain.business_time import end_of_day
from amtui.domain.milestones import GRAVITY, SOON, Milestone, Rag, waiting_words
from amtui.domain.triage import Candidate
from amtui.domain.vocabulary import Source


def milestone_candidates(sight: Sight) -> Iterator[Candidate]:
    """Yield them; what stands well and is due later waits on the account and the calendar."""
    for one in milestones_between(sight.reading, date.min, date.max):
        facts = sight.accounts.get(one.account_id)
        if facts is not None and (one.at_risk(facts.today) or one.due_on <= facts.today + SOON):
            yield _candidate(sight, facts, one)


def _candidate(sight: Sight, facts: AccountFacts, one: Milestone) -> Candidate:
    risk = "" if one.rag is Rag.GREEN else f"milestone is {one.rag}"
    return Candidate(
        source=Source.MILESTONE,
        ref=str(one.id),
        account_id=one.account_id,
        account=one.account,
        what=one.name,
        due_at=end_of_day(hours_of(sight, facts), one.due_on),
        reasons=tuple(filter(None, (risk, waiting_words(one.blocker)))),
        target_id=one.id,
        days_over=days_over(one.due_on, facts.today),
        grade=GRAVITY[one.rag] + bool(one.blocker),
        **standing(facts),
    )
