"""Why a figure has its state, in a sentence: the state may rest on other days than the figure."""

from collections.abc import Callable
from datetime import timedelta

from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.figures import (
    format_against,
    format_goal,
    format_target,
    format_value,
    shortfall,
    state_text,
    state_word,
)
from amtui.domain.kpi.goals import expected_progress, kept_only, meets
from amtui.domain.kpi.sustain import TELLING_DAY
from amtui.domain.kpi_records import GoalRow, KpiFigure
from amtui.domain.vocabulary import KpiState
from amtui.domain.wording import count, counted

OF_THE_WAY = " % of the way"


def why(figure: KpiFigure, goal: GoalRow | None = None) -> str:
    """Return why a figure stands where it does; empty where the state says all that there is.

    A goal is sustained, or regressed, by the latest days alone, so that 11.4 % of a month may be
    sustained under a target of 5 %: the sentence gives both figures and their days.

    Args:
        figure: with its recent days, as `Ways(projected=True)` reads them.
        goal: the one in force, for the time that is gone.
    """
    say = _SENTENCES.get(figure.state)
    if say is None or figure.target is None:
        return ""
    words = say(figure, goal)
    if say is _progress or not kept_only(figure.baseline, figure.comparator, figure.target):
        return words
    return f"{words}. The baseline met the target already: there is only to keep it"


def progress_words(figure: KpiFigure) -> str:
    """Return how much of the way from the baseline to the target is gone; empty where too little tells it.

    A baseline that met the target leaves no way to go, and what got worse is no share of one: both are
    said in words, as the formula would give figures such as -300 %.
    """
    if figure.value is not None and kept_only(figure.baseline, figure.comparator, figure.target):
        lost = figure.state in {KpiState.OFF_TARGET, KpiState.REGRESSED}
        return "lost what the baseline had" if lost else "met by the baseline already"
    if figure.progress is None or figure.state is KpiState.PROVISIONAL:
        return ""
    return "worse than the baseline" if figure.progress < 0 else f"{100 * figure.progress:.0f}{OF_THE_WAY}"


def how_it_stands(figure: KpiFigure) -> str:
    """Return a figure's state with its sign; a target that is held, with the days it is held for.

    The figure itself may cover more days than those, and miss the target over all of them.
    """
    held = f" for {counted(figure.sustained_days, 'day')}" if figure.state is KpiState.SUSTAINED else ""
    return f"{state_text(figure.state)}{held}"


def baseline_words(goal: GoalRow) -> str:
    """Return what a goal started from: the figure, its days, n and coverage, and since when it is frozen."""
    if goal.baseline is None or goal.baseline_first is None or goal.baseline_last is None:
        return f"none: there was no data when the goal was agreed on {goal.agreed_on}"
    days = (goal.baseline_last - goal.baseline_first).days + 1
    covered = f"data on {goal.baseline_days} of {counted(days, 'day')}"
    found = f"{format_value(definition(goal.kpi), goal.baseline)} (n {count(goal.baseline_n)}, {covered})"
    return f"{found}, {goal.baseline_first} to {goal.baseline_last}; frozen on {goal.agreed_on}"


def attention(figure: KpiFigure) -> str:
    """Return why a figure off its target, or regressed, asks for attention.

    A goal may be lost by the latest days while the figure still meets it; then these days are given.
    """
    known, recent, target = definition(figure.kpi), figure.recent, figure.target or 0.0
    if not _is_met(figure) or recent is None or recent.value is None or figure.comparator is None:
        return shortfall(known, figure.state, figure.value, target, figure.comparator)
    now = f"{known.label} {format_value(known, recent.value)} in the last {counted(recent.days, 'day')}"
    against = format_target(known, target)
    tail = (
        f", {against} not held" if meets(recent.value, figure.comparator, target) else f" against {against}"
    )
    return f"KPI {state_word(figure.state)}: {now}{tail}"


def _regressed(figure: KpiFigure, _goal: GoalRow | None) -> str:
    return f"the target was held once, and is lost again: {_recently(figure)}{_though_met(figure)}"


def _though_met(figure: KpiFigure) -> str:
    """Return why days that meet the target together do not hold it."""
    recent = figure.recent
    if recent is None or recent.value is None or figure.comparator is None or figure.target is None:
        return ""
    if not meets(recent.value, figure.comparator, figure.target):
        return ""
    return f", but one of n {TELLING_DAY} or more misses it, or too few have data"


def _met(figure: KpiFigure, goal: GoalRow | None) -> str:
    wanted = goal.sustain_days if goal else figure.recent.days if figure.recent else 0
    held = f"held for {figure.sustained_days} of the {counted(wanted, 'day')} that make it sustained"
    return f"the figure meets the target; {held}"


def _provisional(figure: KpiFigure, _goal: GoalRow | None) -> str:
    n = count(figure.baseline_n or 0)
    return f"the baseline rests on n {n} only, too little to tell progress by"


def _sustained(figure: KpiFigure, _goal: GoalRow | None) -> str:
    held = f"the target is held for {counted(figure.sustained_days, 'day')}; {_recently(figure)}"
    if _is_met(figure):
        return held
    before = _days(figure) - (figure.recent.days if figure.recent else 0)
    shown = format_value(definition(figure.kpi), figure.value)
    return f"{held}. The {shown} also count the {counted(before, 'day')} before"


def _is_met(figure: KpiFigure) -> bool:
    if figure.value is None or figure.comparator is None or figure.target is None:
        return False
    return meets(figure.value, figure.comparator, figure.target)


def _recently(figure: KpiFigure) -> str:
    """Return what the latest days are together, held against the target."""
    recent, known = figure.recent, definition(figure.kpi)
    if recent is None or recent.value is None or figure.comparator is None or figure.target is None:
        return "the latest days have too little data to tell anew"
    verb = "meet" if meets(recent.value, figure.comparator, figure.target) else "miss"
    goal = format_goal(known, figure.comparator, figure.target)
    value = format_against(known, recent.value, figure.comparator, figure.target)
    found = f"{value} (n {count(recent.n)})"
    return f"the last {counted(recent.days, 'day')} together are {found} and {verb} {goal}"


def _progress(figure: KpiFigure, goal: GoalRow | None) -> str:
    if figure.progress is None:
        return "there is no way from a baseline to the target to measure progress by"
    if kept_only(figure.baseline, figure.comparator, figure.target):
        return "the baseline met the target already, and the figure does not"
    gone = "the figure is no nearer to the target than the baseline was"
    if figure.progress > 0:
        gone = f"{100 * figure.progress:.0f} % of the way from the baseline is gone"
    if goal is None:
        return gone
    today = figure.window.last + timedelta(days=1)
    expected = f"{100 * expected_progress(goal.agreed_on, goal.due, today):.0f} %"
    if goal.due is None:
        return f"{gone}; without a due date {expected} are on track"
    return f"{gone}; of the time until {goal.due} {expected}"


def _days(figure: KpiFigure) -> int:
    return (figure.window.last - figure.window.first).days + 1


_SENTENCES: dict[KpiState, Callable[[KpiFigure, GoalRow | None], str]] = {
    KpiState.SUSTAINED: _sustained,
    KpiState.REGRESSED: _regressed,
    KpiState.MET: _met,
    KpiState.PROVISIONAL: _provisional,
    KpiState.ON_TRACK: _progress,
    KpiState.OFF_TARGET: _progress,
}
