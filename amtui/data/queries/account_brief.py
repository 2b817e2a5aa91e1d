"""The brief of one account as it stands."""

from amtui.data.queries.account_detail import account_detail
from amtui.data.queries.account_facts import AccountFacts
from amtui.data.queries.portfolio import facts_of
from amtui.data.queries.qbr import qbr_pack
from amtui.data.queries.review_dates import next_planned
from amtui.data.reading import Reading
from amtui.domain.account_brief import AccountBrief, KindOfReview
from amtui.domain.vocabulary import ReviewKind

MOST_OPEN = 200
"""Open requests that a brief lists; it says how many there are."""


def account_brief(reading: Reading, *, account_id: int) -> AccountBrief:
    """Return all that a brief of an account shows.

    Raises:
        NotFound: if there is none that this person may see.
    """
    facts = facts_of(reading, account_id=account_id)
    return AccountBrief(
        pack=qbr_pack(reading, account_id=account_id, waiting=MOST_OPEN),
        detail=account_detail(reading, account_id=account_id),
        met=tuple(_kind(facts, kind) for kind in ReviewKind if kind in facts.reviews),
        gaps=facts.gaps,
    )


def _kind(facts: AccountFacts, kind: ReviewKind) -> KindOfReview:
    ahead = next_planned(facts.reviews, (kind,), facts.today, facts.account.zone)
    return KindOfReview(kind, facts.reviews[kind].held_at, ahead[0] if ahead else None)
