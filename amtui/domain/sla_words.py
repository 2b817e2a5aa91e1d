"""Why a request is due when it is: the intervals, holidays and holds, in words."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from amtui.domain.business_time import Calendar, Explanation, Span, between, explain
from amtui.domain.frozen import dataclass
from amtui.domain.sla import Hold, SlaPolicy, ended
from amtui.domain.vocabulary import Priority
from amtui.domain.wording import business


@dataclass(frozen=True, slots=True)
class DueExplanation:
    """How the moment at which a request is due came about.

    Attributes:
        target: business time agreed for the response or for the resolution.
        held: business time on hold, which is added to it.
        counted: the intervals and holidays of the count.
        holds: each hold in UTC with its business time.
        lines: the same as sentences, in the calendar's zone.
    """

    due_at: datetime
    target: timedelta
    held: timedelta
    counted: Explanation
    holds: tuple[tuple[Span, timedelta], ...]
    lines: tuple[str, ...]


def explain_due(
    policy: SlaPolicy,
    calendar: Calendar,
    priority: Priority,
    created_at: datetime,
    holds: Iterable[Hold] = (),
    now: datetime | None = None,
) -> DueExplanation:
    """Return why a request is due when it is; arguments as for `targets`.

    Raises:
        NeverOpen: the calendar has no open hours.
    """
    target = policy.target(priority).resolve
    spans = tuple((span, between(calendar, *span)) for span in ended(holds, now))
    held = sum((part for _, part in spans), timedelta())
    counted = explain(calendar, created_at, target + held)
    lines = (
        f"{priority} is to be resolved within {business(target)} of business time.",
        *(f"On hold {_span(calendar, span)}: {business(part)} added." for span, part in spans),
        *_counted(calendar, counted),
    )
    return DueExplanation(counted.due, target, held, counted, spans, lines)


def explain_response(
    policy: SlaPolicy, calendar: Calendar, priority: Priority, created_at: datetime
) -> DueExplanation:
    """Return why a first response is due when it is; no hold delays it.

    Raises:
        NeverOpen: the calendar has no open hours.
    """
    target = policy.target(priority).respond
    counted = explain(calendar, created_at, target)
    lines = (
        f"{priority} is to be answered within {business(target)} of business time.",
        *_counted(calendar, counted),
    )
    return DueExplanation(counted.due, target, timedelta(), counted, (), lines)


def _counted(calendar: Calendar, counted: Explanation) -> Iterable[str]:
    yield from (f"Counted {_span(calendar, used)}: {business(used[1] - used[0])}." for used in counted.used)
    yield from (f"Passed over {_day(day)}: {name}." for day, name in counted.holidays)
    yield f"Due {_moment(calendar, counted.due)} ({calendar.zone})."


def _span(calendar: Calendar, span: Span) -> str:
    start, end = (moment.astimezone(calendar.tz) for moment in span)
    until = f"{end:%H:%M}" if start.date() == end.date() else _moment(calendar, end)
    return f"{_moment(calendar, start)} to {until}"


def _moment(calendar: Calendar, moment: datetime) -> str:
    local = moment.astimezone(calendar.tz)
    return f"{_day(local)} {local:%H:%M}"


def _day(day: date) -> str:
    return f"{day:%a %Y-%m-%d}"
