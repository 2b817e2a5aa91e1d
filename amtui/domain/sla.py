"""Agreed response and resolution times: when a request is due, and how it stands."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from amtui.domain.business_time import Calendar, add, between
from amtui.domain.frozen import dataclass
from amtui.domain.local_time import utc
from amtui.domain.request_rules import PAUSED, STOPPED
from amtui.domain.vocabulary import Priority, RequestStatus, SlaState


@dataclass(frozen=True, slots=True)
class Target:
    """Business time in which a request is to be answered and to be resolved."""

    respond: timedelta
    resolve: timedelta


_HALF_HOUR, _HOUR = timedelta(minutes=30), timedelta(hours=1)
_P1 = Target(_HALF_HOUR, 2 * _HOUR)
_P2 = Target(_HOUR, 4 * _HOUR)
_P3 = Target(8 * _HOUR, 24 * _HOUR)
_P4 = Target(24 * _HOUR, 72 * _HOUR)


@dataclass(frozen=True, slots=True)
class SlaPolicy:
    """The targets of each priority.

    Attributes:
        p1, p2, p3, p4: business time to respond and to resolve.
        at_risk_share: the share of the time whose use puts a request at risk.
    """

    p1: Target = _P1
    p2: Target = _P2
    p3: Target = _P3
    p4: Target = _P4
    at_risk_share: float = 0.8

    def target(self, priority: Priority) -> Target:
        """Return the target of a priority."""
        by_priority = (self.p1, self.p2, self.p3, self.p4)
        return by_priority[list(Priority).index(priority)]


DEFAULT_POLICY = SlaPolicy()


@dataclass(frozen=True, slots=True)
class Hold:
    """A stretch in which the ball was with the client; without an end it still is."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Targets:
    """The moments, in UTC, at which a request becomes late, and at which it is at risk of it."""

    respond_by: datetime
    due_at: datetime
    respond_at_risk_at: datetime
    due_at_risk_at: datetime


@dataclass(frozen=True, slots=True)
class SlaFacts:
    """What the state of a request is worked out from; each is a column of its row.

    Attributes:
        resolved_at: when work ended; None while it goes on.
        hold_since: when the hold that still lasts began. While it lasts `due_at` is the one that
            held at its beginning, and the resolution clock stands at that moment.
    """

    status: RequestStatus
    first_response_at: datetime | None = None
    respond_by: datetime | None = None
    respond_at_risk_at: datetime | None = None
    due_at: datetime | None = None
    due_at_risk_at: datetime | None = None
    resolved_at: datetime | None = None
    hold_since: datetime | None = None


def ended(holds: Iterable[Hold], now: datetime | None) -> tuple[tuple[datetime, datetime], ...]:
    """Return holds as UTC stretches in order, overlapping ones joined.

    Args:
        holds: in any order.
        now: where a hold that still lasts is cut, and after which nothing counts; None leaves a
            lasting hold out, as at the moment at which it began.
    """
    spans: list[tuple[datetime, datetime]] = []
    for start, end in sorted(_closed(holds, now)):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        elif start < end:
            spans.append((start, end))
    return tuple(spans)


def on_hold(calendar: Calendar, holds: Iterable[Hold], now: datetime | None = None) -> timedelta:
    """Return the business time that a request was on hold, up to `now`; see `ended`."""
    parts = (between(calendar, start, end) for start, end in ended(holds, now))
    return sum(parts, timedelta())


def targets(
    policy: SlaPolicy,
    calendar: Calendar,
    priority: Priority,
    created_at: datetime,
    holds: Iterable[Hold] = (),
    now: datetime | None = None,
) -> Targets:
    """Return when a request is due: the target, for its resolution plus the time on hold.

    Args:
        policy: the agreed times.
        calendar: the account's business hours.
        priority: of the request.
        created_at: aware; where both clocks start.
        holds: they delay the resolution, never the first response.
        now: counts a lasting hold up to this moment; without it such a hold adds nothing yet.

    Raises:
        NeverOpen: the calendar has no open hours.
    """
    return targets_after_hold(policy, calendar, priority, created_at, on_hold(calendar, holds, now))


def targets_after_hold(
    policy: SlaPolicy, calendar: Calendar, priority: Priority, created_at: datetime, held: timedelta
) -> Targets:
    """Return the same as `targets`, from the business time already spent on hold.

    Raises:
        NeverOpen: the calendar has no open hours.
    """
    target, share = policy.target(priority), policy.at_risk_share
    return Targets(
        respond_by=add(calendar, created_at, target.respond),
        due_at=add(calendar, created_at, target.resolve + held),
        respond_at_risk_at=add(calendar, created_at, target.respond * share),
        due_at_risk_at=add(calendar, created_at, target.resolve * share + held),
    )


def state(facts: SlaFacts, now: datetime) -> SlaState:
    """Return how a request stands; the first that matches of the states in their order.

    A target counts as missed from the moment after it; one that was missed stays missed. A first
    response that was never given counts as given when the request was resolved.
    """
    if response_missed(facts, now) or resolution_missed(facts, now):
        return SlaState.BREACHED
    if facts.status in PAUSED:
        return SlaState.PAUSED
    if _at_risk(facts, now):
        return SlaState.AT_RISK
    if _response_open(facts):
        return SlaState.RESPONSE_DUE
    return SlaState.RESOLUTION_DUE if _resolution_open(facts) else SlaState.MET


def response_missed(facts: SlaFacts, now: datetime) -> bool:
    """Tell whether the first response was, or is by now, too late."""
    answered = facts.first_response_at or facts.resolved_at
    if facts.status in STOPPED and answered is None:
        return False
    return facts.respond_by is not None and (answered or now) > facts.respond_by


def resolution_missed(facts: SlaFacts, now: datetime) -> bool:
    """Tell whether the resolution was, or is by now, too late."""
    if facts.status in STOPPED and facts.resolved_at is None:
        return False
    return facts.due_at is not None and (facts.resolved_at or facts.hold_since or now) > facts.due_at


def _response_open(facts: SlaFacts) -> bool:
    return facts.status not in STOPPED and facts.first_response_at is None and facts.respond_by is not None


def _resolution_open(facts: SlaFacts) -> bool:
    return facts.status not in STOPPED and facts.due_at is not None


def _at_risk(facts: SlaFacts, now: datetime) -> bool:
    response, resolution = facts.respond_at_risk_at, facts.due_at_risk_at
    return (_response_open(facts) and response is not None and now >= response) or (
        _resolution_open(facts) and resolution is not None and now >= resolution
    )


def _closed(holds: Iterable[Hold], now: datetime | None) -> Iterable[tuple[datetime, datetime]]:
    for hold in holds:
        end = hold.end or now
        if end is not None:
            last = end if now is None else min(end, now)
            yield utc(hold.start), utc(last)
