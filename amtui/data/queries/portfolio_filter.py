"""The portfolio's filter and order, applied to accounts whose facts are known."""

from collections.abc import Callable, Iterable
from datetime import datetime, time
from types import MappingProxyType
from typing import Any

from amtui.data.queries.account_facts import AccountFacts
from amtui.data.reading import Reading
from amtui.domain.filters import ACCOUNTS, Filter, Term, Word, asks_for_none, bounds, within
from amtui.domain.local_time import instant, zone_named
from amtui.domain.name_key import name_key
from amtui.domain.paging import Order
from amtui.domain.people import UNASSIGNED
from amtui.domain.vocabulary import KpiState, Tier

REACHED = {KpiState.MET, KpiState.SUSTAINED}
NOBODY = "none"
Marks = Callable[[Reading, AccountFacts], bool]


def accepts(reading: Reading, filter: Filter, facts: AccountFacts) -> bool:  # noqa: A002
    """Tell whether an account fulfils all parts of a filter."""
    return all(_holds(reading, part, facts) is not part.negated for part in filter.parts)


def in_order(order: Order, found: Iterable[AccountFacts]) -> list[AccountFacts]:
    """Return accounts sorted; what is unknown comes last in either direction."""
    value = SORTS[order.column]
    listed = list(found)
    known = sorted((each for each in listed if value(each) is not None), key=value, reverse=order.descending)
    return [*known, *(each for each in listed if value(each) is None)]


def _holds(reading: Reading, part: Term | Word, facts: AccountFacts) -> bool:
    if isinstance(part, Word):
        account = facts.account
        texts = (account.name, account.am, account.plan, account.tier, account.status)
        return any(_has(text, part.text) for text in texts)
    if part.field in DATES:
        return _dated(reading, part, DATES[part.field](facts))
    if part.field == "is":
        return any(MARKS[str(value)](reading, facts) for value in part.values)
    if part.field == "am":
        return any(_is_am(facts, str(value)) for value in part.values)
    if part.field in TEXTS:
        return any(_has(getattr(facts.account, TEXTS[part.field]), str(value)) for value in part.values)
    number = NUMBERS[part.field](facts) if part.field in NUMBERS else None
    return within(part, number) or str(CHOICES[part.field](facts)) in part.values


def _has(text: str, part: str) -> bool:
    return name_key(part) in name_key(text)


def _is_am(facts: AccountFacts, text: str) -> bool:
    if facts.account.am_id == UNASSIGNED:
        return text.lower() == NOBODY
    return text == facts.account.am_login or _has(facts.account.am, text)


def _dated(reading: Reading, term: Term, moment: datetime | None) -> bool:
    if moment is None:
        return asks_for_none(term)
    spans = bounds(term, reading.now, reading.zone, ACCOUNTS)
    return any((begin is None or begin <= moment) and (end is None or moment < end) for begin, end in spans)


def renewal_at(facts: AccountFacts) -> datetime | None:
    """Return when the day of the renewal begins where the account is; None without an agreement."""
    if facts.agreement is None:
        return None
    return instant(datetime.combine(facts.agreement.ends_on, time()), zone_named(facts.account.zone))


def _states(*states: KpiState) -> Marks:
    return lambda _reading, facts: any(figure.state in states for figure in facts.figures)


def _all_met(_reading: Reading, facts: AccountFacts) -> bool:
    with_goal = [figure for figure in facts.figures if figure.target is not None]
    return bool(with_goal) and all(figure.state in REACHED for figure in with_goal)


MARKS = MappingProxyType[str, Marks](
    {
        "unassigned": lambda _reading, facts: facts.account.am_id == UNASSIGNED,
        "mine": lambda reading, facts: facts.account.am_id == reading.user_id,
        "off_target": _states(KpiState.OFF_TARGET, KpiState.REGRESSED),
        "regressed": _states(KpiState.REGRESSED),
        "met": _all_met,
        "breached": lambda _reading, facts: facts.requests.breached > 0,
        "gap": lambda _reading, facts: bool(facts.gaps),
        "reactive": lambda _reading, facts: facts.touches.balance.flagged,
    }
)
CHOICES = MappingProxyType[str, Callable[[AccountFacts], str]](
    {
        "tier": lambda facts: facts.account.tier,
        "status": lambda facts: facts.account.status,
        "billing": lambda facts: facts.account.billing,
        "health": lambda facts: facts.health.band,
    }
)
NUMBERS = MappingProxyType[str, Callable[[AccountFacts], int | None]](
    {"health": lambda facts: facts.health.score}
)
"""What the choices that take numbers too are compared by."""
TEXTS = MappingProxyType({"account": "name", "plan": "plan"})
DATES = MappingProxyType[str, Callable[[AccountFacts], datetime | None]](
    {
        "touch": lambda facts: facts.touched_at,
        "review": lambda facts: facts.next_review[0] if facts.next_review else None,
        "renewal": renewal_at,
    }
)
SORTS = MappingProxyType[str, Callable[[AccountFacts], Any]](
    {
        "account": lambda facts: facts.account.name_key,
        "am": lambda facts: facts.account.am,
        "tier": lambda facts: list(Tier).index(facts.account.tier),
        "health": lambda facts: facts.health.score,
        "open": lambda facts: facts.requests.open,
        "breached": lambda facts: facts.requests.breached,
        "touch": lambda facts: facts.touched_at,
        "review": lambda facts: facts.next_review[0] if facts.next_review else None,
        "renewal": lambda facts: facts.agreement.ends_on if facts.agreement else None,
        "value": lambda facts: facts.account.monthly_value,
    }
)
