"""What all rows of the Today list take from their account."""

from datetime import date
from typing import TypedDict

from amtui.data.queries.account_facts import AccountFacts
from amtui.domain.money_record import Money
from amtui.domain.vocabulary import HealthBand, Tier


class Standing(TypedDict, total=False):
    """The parts of a candidate that come with its account."""

    tier: Tier
    health: HealthBand
    renewal_on: date | None
    value_at_risk: Money | None


def standing(facts: AccountFacts | None) -> Standing:
    """Return them; nothing for an account that takes no new work."""
    if facts is None:
        return {}
    amount = facts.account.monthly_value
    return {
        "tier": facts.account.tier,
        "health": facts.health.band,
        "renewal_on": facts.agreement.ends_on if facts.agreement else None,
        "value_at_risk": None if amount is None else Money(amount, facts.account.currency),
    }
