"""Why a row of the Today list stands where it stands, in words."""

from collections.abc import Iterator
from datetime import timedelta

from amtui.domain.frozen import dataclass
from amtui.domain.vocabulary import Priority, SlaState

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_NOTHING = timedelta(0)
_DUE = "due in "
_STATES = ("breached", "at risk", "overdue")
WITHOUT_REASON = "no deadline"
"""Why a row stands at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """What the reasons are worded from.

    Attributes:
        until_due: time until it is due, negative when past; None without a deadline.
        business_days: the same in business days of the account.
        pressing: its priority, where that makes it urgent.
        special: reasons that come with the row.
        without_rate: that its amount could not be converted, where others are.
        days_to_renewal: days until the agreement ends, where that is near.
        days_over: local days since it was due, where the day counts and no time.
    """

    until_due: timedelta | None
    business_days: float | None
    sla_state: SlaState | None
    pressing: Priority | None
    special: tuple[str, ...]
    top_tier: bool
    health_red: bool
    days_to_renewal: int | None
    goal_tied: bool
    marked_important: bool = False
    days_over: int = 0
    without_rate: str = ""


def reasons(facts: RowFacts) -> tuple[str, ...]:
    """Return the reasons, what presses first; a row always has one."""
    found = tuple(_all(facts)) or (WITHOUT_REASON,)
    return (*found, facts.without_rate) if facts.without_rate else found


def beside_due(why: tuple[str, ...]) -> tuple[str, ...]:
    """Return the reasons as a list words them that has the deadline in a column of its own."""
    first, *others = why
    if first.startswith(_DUE):
        return tuple(others) or why
    state = next((word for word in _STATES if first.startswith(word)), first)
    return (state, *others)


def span(duration: timedelta) -> str:
    """Return how long in one unit, rounded down: "45 min", "2 h", "3 days"."""
    if duration < _HOUR:
        return f"{duration // timedelta(minutes=1)} min"
    if duration < _DAY:
        return f"{duration // _HOUR} h"
    return _counted(duration // _DAY, "day")


def _all(facts: RowFacts) -> Iterator[str]:
    """Yield time, priority, the row's own reasons, then what makes it important."""
    if time := _time(facts):
        yield time
    if facts.pressing:
        yield str(facts.pressing)
    yield from facts.special
    yield from _importance(facts)


def _importance(facts: RowFacts) -> Iterator[str]:
    """Yield what makes a row important."""
    if facts.top_tier:
        yield "top-tier account"
    if facts.health_red:
        yield "health red"
    if facts.days_to_renewal is not None:
        yield _renewal(facts.days_to_renewal)
    if facts.goal_tied:
        yield "tied to a goal"
    if facts.marked_important:
        yield "marked as important"


def _renewal(days: int) -> str:
    """Word the days until the agreement ends."""
    return f"renewal in {_counted(days, 'day')}" if days else "renewal today"


def _time(facts: RowFacts) -> str | None:
    """Word the deadline, where there is one."""
    if facts.until_due is None:
        return _WITHOUT_DEADLINE.get(facts.sla_state)
    if facts.until_due < _NOTHING:
        return _past(facts, -facts.until_due)
    if facts.sla_state is SlaState.BREACHED:
        return f"breached, {_due(facts, facts.until_due)}"
    if facts.sla_state is SlaState.AT_RISK:
        return f"at risk, {_due(facts, facts.until_due)}"
    return _due(facts, facts.until_due)


_WITHOUT_DEADLINE: dict[SlaState | None, str] = {
    SlaState.BREACHED: "breached",
    SlaState.AT_RISK: "at risk",
    SlaState.PAUSED: "paused",
}


def _past(facts: RowFacts, ago: timedelta) -> str:
    """Word a deadline that is over."""
    if facts.sla_state is SlaState.BREACHED:
        return f"breached {span(ago)} ago"
    return f"overdue by {_counted(facts.days_over, 'day') if facts.days_over else span(ago)}"


def _due(facts: RowFacts, left: timedelta) -> str:
    """Word a deadline ahead: hours when it is within a day, else business days."""
    if left < _DAY or facts.business_days is None:
        return f"{_DUE}{span(left)}"
    return f"{_DUE}{_counted(max(1, int(facts.business_days + 0.5)), 'business day')}"


def _counted(number: int, noun: str) -> str:
    """Return "1 day", "2 days"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
