"""What made a figure, as pairs of a label and words: the same on the screen that explains and in reports."""

from datetime import datetime

from amtui.domain.kpi.figures import percent
from amtui.domain.kpi.projection_words import projection_words
from amtui.domain.kpi.state_words import baseline_words, why
from amtui.domain.kpi_explained import Explained
from amtui.domain.wording import counted, label, relative

MOST_FILES = 2


def facts(told: Explained, goal: str, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return what it is made of, formula, method, goal, state, projection and files; those there are.

    Args:
        told: the figure with all that made it.
        goal: the way from the baseline to the target with the state, in words.
        now: the moment that ages are told by.
    """
    figure, window = told.figure, told.figure.window
    found = (
        ("Made of", f"{made_of(told)}, {window.first} to {window.last} ({window.zone})"),
        ("Beside it", tries_words(told)),
        ("Formula", told.formula),
        ("Method", figure.method or ""),
        ("Goal", goal if figure.target is not None else ""),
        ("Baseline", _baseline(told)),
        ("State", why(figure, told.goal_in_force)),
        ("Projection", projection_words(figure.projection) if figure.projection else ""),
        ("Files", files_words(told, now)),
    )
    return tuple(pair for pair in found if pair[1])


def _baseline(told: Explained) -> str:
    """Return what the goal started from, where the figure is held against it."""
    goal = told.goal_in_force
    return baseline_words(goal) if goal is not None and told.figure.target is not None else ""


def made_of(told: Explained) -> str:
    """Return “48 / 712”, or “median of n 712” for what is no fraction."""
    figure = told.figure
    if figure.numerator is not None and figure.denominator is not None:
        return f"{figure.numerator:,} / {figure.denominator:,}"
    return f"{label(figure.statistic)} of n {figure.n:,}"


def tries_words(told: Explained) -> str:
    """Return “98.7 % at the first attempt, 12 retries”; empty where nothing is tried again."""
    tries = told.tries
    if tries is None or tries.first_attempt is None:
        return ""
    again = counted(tries.retries, "retry", "retries")
    return f"{percent(tries.first_attempt)} at the first attempt, {again}"


def files_words(told: Explained, now: datetime) -> str:
    """Return the youngest files that a figure rests on, and how many more there are."""
    if not told.files:
        return "none has anything of these days"
    named = [
        f"{file.name} ({file.at:%Y-%m-%d %H:%M} UTC, {relative(file.at, now)})"
        for file in told.files[:MOST_FILES]
    ]
    further = len(told.files) - MOST_FILES
    return ", ".join(named) + (f" and {further} more" if further > 0 else "")
