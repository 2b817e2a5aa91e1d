"""How well each part of an account's health stands, from 0 to 1; None where nothing is known."""

from collections.abc import Iterable, Sequence

from amtui.domain.contact_balance import FLAGGED_ABOVE
from amtui.domain.health_rules import FRESH_DAYS as FRESH_DAYS
from amtui.domain.health_rules import STALE_DAYS as STALE_DAYS
from amtui.domain.invoices import AGES, grade
from amtui.domain.kpi.goals import kept_only
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.vocabulary import BillingState, KpiState

TRAINED_DAYS = 180
"""A training up to this many days ago counts in full."""
FORGOTTEN_DAYS = 365
"""A training this many days ago is worth nothing."""
REACTIVE_COST = 0.25

_REACHED = {KpiState.MET, KpiState.SUSTAINED}
_NOT_JUDGED = {KpiState.NO_GOAL, KpiState.NO_DATA, KpiState.PROVISIONAL}
_PAYMENTS = {
    BillingState.UP_TO_DATE: 1.0,
    BillingState.OVERDUE: 0.5,
    BillingState.BLOCKED: 0.0,
}


def attainments(figures: Iterable[KpiFigure]) -> tuple[tuple[str, float], ...]:
    """Return how much of its target each KPI with a goal and enough data reaches."""
    return tuple((each.kpi.value, _attainment(each)) for each in figures if each.state not in _NOT_JUDGED)


def requests_part(*, open_count: int, at_risk: int, breached: int) -> float:
    """Return the share of open requests in time; at risk counts half, none open is all well."""
    if not open_count:
        return 1.0
    return max(0.0, 1 - (breached + at_risk / 2) / open_count)


def cadence_part(
    *,
    has_gap: bool,
    days_since_touch: int | None,
    reactive_ratio: float | None,
    fresh: int = FRESH_DAYS,
    stale: int = STALE_DAYS,
    limit: float = FLAGGED_ABOVE,
) -> float:
    """Return half for a review planned inside the cadence and half for a fresh last touch.

    The touch counts in full up to `fresh` days and nothing from `stale` days on; a client who starts
    more of the contacts than the limit, half unless set otherwise, costs a quarter.

    Args:
        has_gap: whether nothing is planned inside the cadence.
        days_since_touch: days since the last completed contact; None if there never was one.
        reactive_ratio: contacts started by the client / all contacts; None without contacts.
        fresh: days up to which a touch counts in full.
        stale: days from which on it counts nothing.
        limit: a larger share of contacts started by the client is a warning.
    """
    planned = 0.0 if has_gap else 0.5
    cost = REACTIVE_COST if (reactive_ratio or 0.0) > limit else 0.0
    return max(0.0, planned + _fading(days_since_touch, fresh, stale) / 2 - cost)


def satisfaction_part(csat: Sequence[int]) -> float | None:
    """Return the mean of satisfaction scores from 1 to 5, as 0 to 1, given how many there are of each."""
    total = sum(csat)
    return sum(n * place / 4 for place, n in enumerate(csat)) / total if total else None


def payments_part(billing: BillingState, overdue_days: int | None = None) -> float:
    """Return 1 for up to date, one half for overdue, 0 for blocked.

    Where invoices are known the oldest unpaid one says it instead: a quarter less for each age of 1-30,
    31-60, 61-90 and more days overdue.
    """
    if overdue_days is None or billing is BillingState.BLOCKED:
        return _PAYMENTS[billing]
    return 1 - grade(overdue_days) / len(AGES)


def adoption_part(days_since_training: int | None) -> float | None:
    """Return 1 for a training in the last half year, falling evenly to 0 at a year; None without any."""
    if days_since_training is None:
        return None
    return _fading(days_since_training, TRAINED_DAYS, FORGOTTEN_DAYS)


def _attainment(figure: KpiFigure) -> float:
    """Return how much of a goal is reached."""
    if figure.state in _REACHED:
        return 1.0
    kept = kept_only(figure.baseline, figure.comparator, figure.target)
    if figure.state is KpiState.REGRESSED or figure.progress is None or kept:
        return 0.0
    return min(1.0, max(0.0, figure.progress))


def _fading(days: int | None, full: int, nothing: int) -> float:
    """Return 1 up to `full` days, falling evenly to 0 at `nothing`; 0 for what never was."""
    if days is None:
        return 0.0
    return min(1.0, max(0.0, (nothing - days) / (nothing - full)))


def mean(values: Iterable[float]) -> float | None:
    """Return the mean, or None of nothing."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else None
