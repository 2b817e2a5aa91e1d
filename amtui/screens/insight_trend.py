"""The trend of an insight: its days against target and baseline."""

from datetime import timedelta

from amtui.domain.insight_records import Insight
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.figures import format_value
from amtui.widgets.chart import LAST_WEEK, Trend

LEAST_DAYS = 90


def trend_of(found: Insight) -> Trend:
    """Return the days of the window, or the last 90 where it is shorter; a day without data is a gap."""
    known = definition(found.kpi)
    values = {day.day: day.value for day in found.days}
    length = max(LEAST_DAYS, (found.last - found.first).days + 1)
    days = (found.last - timedelta(days=back) for back in reversed(range(length)))
    return Trend(
        tuple((day, values.get(day)) for day in days),
        lambda value: format_value(known, value),
        found.target,
        found.baseline,
        LAST_WEEK,
    )
