"""The two periods that Insights holds against each other."""

from typing import NamedTuple

from sqlalchemy import select

from amtui.data.models import accounts, improvements
from amtui.data.reading import Reading
from amtui.domain.errors import UsageError
from amtui.domain.improvement_rules import after_window, before_window
from amtui.domain.kpi.periods import ONE_DAY, Against, Dates, a_year_before, in_order, previous
from amtui.domain.kpi_records import GoalRow
from amtui.domain.vocabulary import ImprovementStatus, KpiKey

NOT_DONE = (ImprovementStatus.PROPOSED, ImprovementStatus.AGREED, ImprovementStatus.DROPPED)


class Periods(NamedTuple):
    """The earlier and the later days, and the improvement action between them."""

    before: Dates
    after: Dates
    what: str = ""


def periods(
    reading: Reading,
    against: Against,
    window: Dates,
    *,
    account_id: int | None,
    kpi: KpiKey,
    goal: GoalRow | None,
    other: Dates | None = None,
) -> Periods | None:
    """Return which days to compare; None where there is nothing to compare with.

    Raises:
        UsageError: the days that were chosen are among those of the window.
    """
    match against:
        case Against.PREVIOUS:
            return Periods(previous(window), window)
        case Against.YEAR:
            return Periods(a_year_before(window), window)
        case Against.BASELINE:
            if goal is None or goal.baseline_first is None or goal.baseline_last is None:
                return None
            return Periods((goal.baseline_first, goal.baseline_last), window)
        case Against.CHOSEN:
            return None if other is None else _chosen(window, other)
        case Against.ACTION:
            return _around_action(reading, window, account_id, kpi)


def _chosen(window: Dates, other: Dates) -> Periods:
    try:
        return Periods(*in_order(window, other))
    except ValueError as error:
        raise UsageError(str(error)) from error


def _around_action(reading: Reading, window: Dates, account_id: int | None, kpi: KpiKey) -> Periods | None:
    """Return the weeks before and after the latest improvement of a KPI, as improvements are judged by."""
    if account_id is None:
        return None
    i = improvements.c
    statement = (
        select(i.what, i.implemented_on)
        .join(accounts, accounts.c.id == i.account_id)
        .where(reading.visible(accounts), i.account_id == account_id, i.kpi == kpi)
        .where(i.implemented_on <= window[1], i.status.not_in(NOT_DONE))
        .order_by(i.implemented_on.desc(), i.id.desc())
        .limit(1)
    )
    row = reading.connection.execute(statement).first()
    if row is None:
        return None
    after = after_window(row.implemented_on, window[1] + ONE_DAY)
    return None if after is None else Periods(before_window(row.implemented_on), after, row.what)
