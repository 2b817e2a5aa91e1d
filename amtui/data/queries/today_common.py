"""What all sources of the Today list look at, and what their rows take from their account."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from amtui.data.queries.account_facts import AccountFacts
from amtui.data.queries.calendars import Calendars
from amtui.data.reading import Reading
from amtui.domain.frozen import dataclass
from amtui.domain.local_time import day_span, zone_named
from amtui.domain.money_record import Money
from amtui.domain.triage import Candidate
from amtui.domain.vocabulary import HealthBand, Source, Tier

if TYPE_CHECKING:
    from amtui.data.queries.today_known import KnownRequest


@dataclass(frozen=True, slots=True)
class Sight:
    """What a source of the list looks at: the books, and all that was gathered of their accounts.

    Attributes:
        reading: whose books, and at which moment.
        accounts: the visible active accounts by id.
        calendars: the opening hours of all of them.
        own: what each of them asks for by itself.
        requests: those of the last look by id; a source brings them up to date.
    """

    reading: Reading
    accounts: Mapping[int, AccountFacts]
    calendars: Calendars
    own: Mapping[int, tuple[Candidate, ...]]
    requests: "dict[int, KnownRequest]"


TodaySource = Callable[[Sight], Iterator[Candidate]]
"""Yields what may need the account manager, of one kind or some; the order does not matter."""


class Standing(TypedDict, total=False):
    """The parts of a candidate that come with its account."""

    tier: Tier
    health: HealthBand
    renewal_on: date | None
    value_at_risk: Money | None


def _last_minute(facts: AccountFacts, day: date) -> datetime:
    """Return when a day of the account ends, as a moment that is still of that day."""
    return day_span(day, zone_named(facts.account.zone))[1] - timedelta(minutes=1)


def of_account(
    facts: AccountFacts, source: Source, what: str, *reasons: str, day: date | None = None, grade: int = 0
) -> Candidate:
    """Return what an account asks for by itself; due in the last minute of its day, if one is given."""
    return Candidate(
        source=source,
        ref=str(facts.account.id),
        account_id=facts.account.id,
        account=facts.account.name,
        what=what,
        due_at=None if day is None else _last_minute(facts, day),
        reasons=reasons,
        target_id=facts.account.id,
        grade=grade,
        days_over=0 if day is None else days_over(day, facts.today),
        **standing(facts),
    )


def days_over(day: date, today: date) -> int:
    """Return how many days ago something was due by a day; 0 on that day and before."""
    return max(0, (today - day).days)


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
