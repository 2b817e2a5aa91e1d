"""Goals: the baseline that one starts from, the target, and how far the way between is gone."""

from datetime import date, timedelta
from operator import ge, gt, le, lt

from amtui.domain.frozen import dataclass
from amtui.domain.vocabulary import Comparator, KpiState

BASELINE_DAYS = 30
ENOUGH_DAYS = 14
ENOUGH_EVENTS = 100
USUAL_GOALS = (2, 3)
"""How many goals an account usually has: fewer or more is worth a warning."""
ON_TRACK_WITHOUT_DUE = 0.5
"""The progress that counts as on track when no due date says how much to expect."""

_HOLDS = {
    Comparator.AT_MOST: le,
    Comparator.BELOW: lt,
    Comparator.AT_LEAST: ge,
    Comparator.ABOVE: gt,
}


def baseline_window(today: date, go_live: date | None = None) -> tuple[date, date]:
    """Return first and last of the 30 full local days before go-live, or before today.

    A go-live that is still to come has no complete days before it yet, so today is taken.
    """
    end = min(go_live or today, today)
    return end - timedelta(days=BASELINE_DAYS), end - timedelta(days=1)


def is_provisional(days_with_data: int, events: int) -> bool:
    """Tell whether a baseline rests on too little: under 14 days of data or under 100 events."""
    return days_with_data < ENOUGH_DAYS or events < ENOUGH_EVENTS


def meets(value: float, comparator: Comparator, target: float) -> bool:
    """Tell whether `value` is where the goal wants it; both in the KPI's unit."""
    return bool(_HOLDS[comparator](value, target))


def progress(current: float | None, baseline: float | None, target: float) -> float | None:
    """Return the share of the way from baseline to target that is gone, for either direction.

    Below 0 it got worse, above 1 it is better than agreed.

    Returns:
        (current - baseline) / (target - baseline); None without a value or a baseline, and when
        the baseline is the target already, where a goal is only met or not.
    """
    if current is None or baseline is None or baseline == target:
        return None
    # Rounded so that from 15 % to 5 % half of the way is at 10 %; adding nothing turns -0.0 into 0.0.
    return round((current - baseline) / (target - baseline), 12) + 0.0


def kept_only(baseline: float | None, comparator: Comparator | None, target: float | None) -> bool:
    """Tell whether the baseline met the target already: a goal that is only kept or lost.

    There is no way to go then, and the formula of progress would call it progress to get worse.
    """
    if baseline is None or comparator is None or target is None:
        return False
    return meets(baseline, comparator, target)


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure beside its goal, now or as it was frozen into a review."""

    value: float | None
    baseline: float | None
    target: float | None
    comparator: Comparator | None
    progress: float | None
    state: KpiState

    @property
    def shows_progress(self) -> bool:
        """Whether it is nearer to its target than its baseline was, meets it, or has met it long enough."""
        if self.value is None or self.target is None or self.comparator is None:
            return False
        if self.state is KpiState.SUSTAINED or meets(self.value, self.comparator, self.target):
            return True
        kept = kept_only(self.baseline, self.comparator, self.target)
        return not kept and (self.progress or 0) > 0


def changed_by(baseline: float, fraction: float) -> float:
    """Return the target that "reduce by 20 %" (`fraction` -0.2) or "raise by" means.

    Rounded to twelve digits, so that 0.8 x 0.15 is 0.12.
    """
    return round(baseline * (1 + fraction), 12)


def expected_progress(agreed_on: date, due: date | None, today: date) -> float:
    """Return the progress that is enough today: the share of the time that is gone.

    From 0 on the day of the agreement to 1 on the due date and after; one half without a due date.
    """
    if due is None:
        return ON_TRACK_WITHOUT_DUE
    if due <= agreed_on:
        return 1.0
    gone = (today - agreed_on).days / (due - agreed_on).days
    return min(1.0, max(0.0, gone))
