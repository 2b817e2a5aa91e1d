"""What a figure was made from, as an object and as lines of text."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from amtui.cli.output import Document, put_document, put_json
from amtui.cli.session import Session
from amtui.cli.shapes import kpi_object, plain
from amtui.cli.text_table import clean
from amtui.cli.words import figure_baseline, figure_target, figure_value, moment
from amtui.domain.explained_words import tries_words
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.projection_words import projection_words
from amtui.domain.kpi.state_words import baseline_words, progress_words, why
from amtui.domain.kpi_explained import Explained
from amtui.domain.kpi_records import GoalRow, KpiFigure
from amtui.domain.wording import count, counted, label, title

if TYPE_CHECKING:
    from amtui.services.backend import Backend

GOAL_KEYS = (
    "id", "kpi", "statistic", "comparator", "target", "baseline", "baseline_n", "baseline_days",
    "baseline_first", "baseline_last", "provisional", "agreed_on", "agreed_with", "due", "sustain_days",
    "superseded_on", "withdrawn_for", "version",
)  # fmt: skip


def explanation(backend: "Backend", figure: KpiFigure, off: frozenset[str]) -> Explained:
    """Return what a figure was made from."""
    from amtui.data.queries.kpi_explained import explain

    return backend.read(
        explain,
        account_id=figure.account_id,
        kpi=figure.kpi,
        first=figure.window.first,
        last=figure.window.last,
        statistic=figure.statistic,
        switched_off=off,
    )


def put_explained(session: Session, told: Sequence[Explained], zone: ZoneInfo) -> None:
    """Print figures with all that made them."""
    if session.as_json:
        put_json([explained_object(each, zone) for each in told])
    elif session.as_csv:
        for each in told:
            put_document(session, explained_object(each, zone), ())
    else:
        blocks = ("\n".join(clean(line) for line in explained_lines(each, zone)) for each in told)
        sys.stdout.write("\n\n".join(blocks) + "\n")


def explained_object(told: Explained, zone: ZoneInfo) -> Document:
    """Return a figure with formula, exclusions, files and goals."""
    exclusions = [
        {"name": each.name, "n": each.n, "excludes": each.on, "can_switch": each.can_switch}
        for each in told.exclusions
    ]
    files = [{"name": each.name, "at": plain(each.at, zone), "rows": each.rows} for each in told.files]
    return kpi_object(told.figure, zone) | {
        "progress_words": progress_words(told.figure) or None,
        "state_because": why(told.figure, told.goal_in_force),
        "formula": told.formula,
        "rule": told.rule,
        "tries": None if told.tries is None else asdict(told.tries),
        "exclusions": exclusions,
        "files": files,
        "goals": [goal_object(each, zone) for each in told.goals],
    }


def goal_object(goal: GoalRow, zone: ZoneInfo) -> Document:
    """Return a goal with its frozen baseline."""
    return {key: plain(getattr(goal, key), zone) for key in GOAL_KEYS}


def explained_lines(told: Explained, zone: ZoneInfo) -> Iterator[str]:
    """Yield a figure and what made it, a line each."""
    figure = told.figure
    window = figure.window
    named = f"{figure.account}: {definition(figure.kpi).label}"
    yield f"{named} {figure_value(figure)} ({label(figure.statistic)})"
    yield f"  Formula      {told.formula}"
    yield f"  Rule         {told.rule}"
    if figure.method:
        yield f"  Method       {figure.method}"
    yield f"  Window       {window.first} to {window.last}, {window.zone}"
    yield f"  Observations {count(figure.n)}"
    if figure.numerator is not None and figure.denominator is not None:
        yield f"  Fraction     {count(figure.numerator)} / {count(figure.denominator)}"
    if beside := tries_words(told):
        yield f"  Beside it    {beside}"
    for each in told.exclusions:
        what = "Left out" if each.on else "Counted in"
        yield f"  {what:<12} {count(each.n):>7}  {each.words} ({each.name})"
    yield from _goal_lines(told)
    if figure.projection is not None:
        yield f"  Projection   {projection_words(figure.projection)}"
    for file in told.files:
        yield f"  {title('file'):<12} {file.name}, {moment(file.at, zone)}, {counted(file.rows, 'row')}"


def _goal_lines(told: Explained) -> Iterator[str]:
    """Yield the goal that a figure is held against, and how it stands."""
    figure = told.figure
    if figure.target is not None:
        yield f"  Goal         {figure_baseline(figure)} → {figure_target(figure)}: {label(figure.state)}"
        if (goal := told.goal_in_force) is not None:
            yield f"  Baseline     {baseline_words(goal)}"
    if progress := progress_words(figure):
        yield f"  Progress     {progress}"
    if because := why(figure, told.goal_in_force):
        yield f"  State        {because}"
