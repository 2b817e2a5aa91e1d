"""What comes first: one order for everything that may need the account manager."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from amtui.domain.clock import local_day
from amtui.domain.exchange import NO_RATES, Rates
from amtui.domain.frozen import dataclass
from amtui.domain.money_record import Money
from amtui.domain.today_records import TodayRow
from amtui.domain.triage_words import RowFacts, reasons
from amtui.domain.vocabulary import HealthBand, Priority, SlaState, Source, Tier

if TYPE_CHECKING:
    from amtui.domain.today_answer import TodayAnswer

URGENT_BUSINESS_DAYS = 2.0
"""Due within this many business days is urgent."""
RENEWAL_DAYS = 90
"""An agreement that ends within this many days makes everything about the account important."""

_PRESSING_STATES = {SlaState.BREACHED, SlaState.AT_RISK}
_PRESSING_PRIORITIES = {Priority.P1, Priority.P2}
_NEVER = datetime.max.replace(tzinfo=UTC)

BusinessDaysUntil = Callable[[datetime, int], float]
"""Business days from now until a moment, in the calendar of the account with that id."""
Gravity = tuple[int, ...]
"""How bad a thing is, in several respects; worse in one is worse."""
SortKey = tuple[bool, bool, datetime, Decimal, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that may need the account manager, with all that its place depends on.

    Attributes:
        ref: names it among those of its source.
        what: it, in words.
        due_at: when it has to be done; None without a deadline.
        renewal_on: the day on which the account's agreement ends.
        goal_tied: whether an agreed goal depends on it.
        reasons: further reasons in words, such as why it is here at all.
        target_id: the row to open.
        since: when it became something to do, where that is known.
        marked_important: whether somebody said of it that it is important.
        grade: how bad it is by the measure of its source; more is worse.
        answer: what somebody has answered to it.
        own_due_at: when it is due by itself, where the answer has put another moment.
        business_days: how many business days after today it is due, where the day counts and no time.
        days_over: how many local days ago it was due, where the day counts and no time; 0 on that day.
    """

    source: Source
    ref: str
    account_id: int
    account: str
    what: str
    due_at: datetime | None = None
    sla_state: SlaState | None = None
    priority: Priority | None = None
    tier: Tier = Tier.STANDARD
    health: HealthBand = HealthBand.INSUFFICIENT
    renewal_on: date | None = None
    goal_tied: bool = False
    value_at_risk: Money | None = None
    reasons: tuple[str, ...] = ()
    target_id: int | None = None
    since: datetime | None = None
    marked_important: bool = False
    grade: int = 0
    answer: "TodayAnswer | None" = None
    own_due_at: datetime | None = None
    business_days: int | None = None
    days_over: int = 0


def gravity(candidate: Candidate, now: datetime) -> Gravity:
    """Return how bad a candidate is: overdue, of an account in the red, and by its source's own measure."""
    due_at = candidate.own_due_at or candidate.due_at
    overdue = due_at is not None and due_at < now
    return int(overdue), int(candidate.health is HealthBand.RED), candidate.grade


def rank(
    candidates: Iterable[Candidate],
    now: datetime,
    business_days_until: BusinessDaysUntil,
    zone: tzinfo = UTC,
    *,
    renewal_days: int = RENEWAL_DAYS,
    rates: Rates = NO_RATES,
) -> tuple[TodayRow, ...]:
    """Put everything into one order and say why each row stands where it stands.

    First urgent and important, then urgent, then important, then neither; within these the
    earliest due, then the most value at risk (converted at the rates; as it is where there is none,
    which the row then says), then source and reference, so that the order never depends on the input's.

    *Urgent*: due within two business days, at risk or breached, or P1 or P2. *Important*:
    top-tier account, health red, renewal within 90 days, tied to a goal, or called so by whoever
    wrote the task down.

    Args:
        candidates: what may need the account manager.
        now: the present moment, aware.
        business_days_until: business days from now, in an account's calendar; asked only of what lies ahead.
        zone: the viewer's zone, in which a day of renewal counts.
        renewal_days: within how many days a renewal makes important.
        rates: by which amounts of several currencies are compared.
    """
    today = local_day(now, zone)
    placed = sorted(
        (
            _place(
                each,
                now,
                _days_left(each, now, business_days_until),
                _days_to_renewal(each, today, renewal_days),
            )
            for each in candidates
        ),
        key=partial(_sort_key, rates),
    )
    return tuple(_row(place, number, now, rates) for number, place in enumerate(placed, start=1))


@dataclass(frozen=True, slots=True)
class _Place:
    """A candidate with what its place follows from."""

    candidate: Candidate
    urgent: bool
    important: bool
    business_days: float | None
    days_to_renewal: int | None


def _days_left(candidate: Candidate, now: datetime, business_days_until: BusinessDaysUntil) -> float | None:
    """Return business days until a deadline that lies ahead; what is late is so by any calendar."""
    if candidate.due_at is None or candidate.due_at <= now:
        return None
    if candidate.business_days is not None:
        return candidate.business_days
    return business_days_until(candidate.due_at, candidate.account_id)


def _place(candidate: Candidate, now: datetime, business_days: float | None, renewal: int | None) -> _Place:
    """Tell how urgent and how important a candidate is, so many days before a renewal that is near."""
    urgent = (
        (candidate.due_at is not None and candidate.due_at <= now)
        or (business_days is not None and business_days <= URGENT_BUSINESS_DAYS)
        or candidate.sla_state in _PRESSING_STATES
        or candidate.priority in _PRESSING_PRIORITIES
    )
    important = (
        candidate.tier is Tier.TOP
        or candidate.health is HealthBand.RED
        or renewal is not None
        or candidate.goal_tied
        or candidate.marked_important
    )
    return _Place(candidate, urgent, important, business_days, renewal)


def _days_to_renewal(candidate: Candidate, today: date, most: int) -> int | None:
    """Return the days until the agreement ends, or None when that is not near."""
    if candidate.renewal_on is None:
        return None
    days = (candidate.renewal_on - today).days
    return days if 0 <= days <= most else None


def _sort_key(rates: Rates, place: _Place) -> SortKey:
    """Return what the order goes by; urgent outranks important."""
    candidate = place.candidate
    value = rates.weight(candidate.value_at_risk)
    due = candidate.due_at or _NEVER
    return (not place.urgent, not place.important, due, -value, candidate.source, candidate.ref)


def _row(place: _Place, number: int, now: datetime, rates: Rates) -> TodayRow:
    """Return a place as the list shows it."""
    candidate = place.candidate
    return TodayRow(
        rank=number,
        source=candidate.source,
        ref=candidate.ref,
        account_id=candidate.account_id,
        account=candidate.account,
        what=candidate.what,
        why=reasons(_facts(place, now, rates)),
        due_at=candidate.due_at,
        urgent=place.urgent,
        important=place.important,
        value_at_risk=candidate.value_at_risk,
        target_id=candidate.target_id,
        sla_state=candidate.sla_state,
        since=candidate.since,
        gravity=gravity(candidate, now),
        answer=candidate.answer,
        days_over=candidate.days_over,
    )


def _facts(place: _Place, now: datetime, rates: Rates) -> RowFacts:
    """Return what the reasons are worded from."""
    candidate = place.candidate
    lack = rates.lack(candidate.value_at_risk)
    return RowFacts(
        until_due=None if candidate.due_at is None else candidate.due_at - now,
        business_days=place.business_days,
        sla_state=candidate.sla_state,
        pressing=candidate.priority if candidate.priority in _PRESSING_PRIORITIES else None,
        special=candidate.reasons,
        top_tier=candidate.tier is Tier.TOP,
        health_red=candidate.health is HealthBand.RED,
        days_to_renewal=place.days_to_renewal,
        goal_tied=candidate.goal_tied,
        marked_important=candidate.marked_important,
        days_over=candidate.days_over,
        without_rate=lack,
    )
