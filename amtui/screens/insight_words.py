"""An insight in words and cells: the line above, the segments, the hour under the cursor, the comparison."""

from collections.abc import Callable

from rich.cells import cell_len
from textual.content import Content

from amtui.domain.insight_records import Breakdown, Insight
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.dimensions import nouns, value_words
from amtui.domain.kpi.figures import format_against, format_goal, format_value, percent, seconds, state_text
from amtui.domain.kpi.heat import WEEKDAYS, HeatCell, HeatMap, heat_map
from amtui.domain.kpi.periods import AGAINST_WORDS, Against, Period, change_words
from amtui.domain.kpi.shortfall import Segment
from amtui.domain.kpi_explained import Portion
from amtui.domain.playbooks import help_words
from amtui.domain.vocabulary import Statistic
from amtui.domain.wording import count, counted, label, title
from amtui.screens.hanging import wrapped
from amtui.widgets.kpi_cell import FILL
from amtui.widgets.text import one_line, safe, shorten
from amtui.widgets.virtual_table import Column
from amtui.widgets.virtual_table.cells import Cell, Part, Parts

NOT_RECORDED = "not recorded"
COUNTING = "Counting where it comes from …"
BAR_CELLS = 6
LEAST_NAME = 10
PANES = ("segments", "week", "trend", "compare")
PANE_WORDS = {"trend": "Trend", "week": "Week", "segments": "Segments", "compare": "Compare"}


def strip(found: Insight, span: str, cells: int) -> Content:
    """Return which KPI of whom, how it stands, and over which days, in one line of so many cells."""
    known = definition(found.kpi)
    who = found.account or f"Whole book, {counted(found.accounts, 'account')}"
    made = "" if found.statistic is Statistic.RATE else f" {label(found.statistic)}"
    standing = _standing(found)
    value = format_against(known, found.value, found.comparator, found.target)
    rests = [
        " · ".join(("", f"{name}{made} {value}", stands, span))
        for name, stands in (
            (known.label, standing),
            (known.short, standing),
            (known.short, standing.replace("targets together", "targets")),
        )
    ]
    rest = next((rest for rest in rests if LEAST_NAME + cell_len(rest) <= cells), rests[-1])
    name = shorten(one_line(who), max(LEAST_NAME, cells - cell_len(rest)))
    return safe(shorten(one_line(name + rest), cells), newlines=False)


def _standing(found: Insight) -> str:
    known = definition(found.kpi)
    if found.target is None:
        return state_text(found.state)
    goal = format_goal(known, found.comparator or known.comparator, found.target)
    if found.account_id is None:
        return f"targets together {goal}" if found.is_agreed else f"usual target {goal}"
    return f"{state_text(found.state)}, {goal if found.is_agreed else f'usual {goal}'}"


def sentence(found: Insight, cells: int) -> Content:
    """Return what can be said to a client, and of how many accounts it is."""
    if not found.sentence:
        return safe(COUNTING, "dim")
    text = found.sentence
    if 0 < found.told_accounts < found.accounts:
        told = found.told_accounts
        who = "the one that explains" if told == 1 else f"the {told} that explain"
        text = f"{text} (Hours and segments: {who} most of {counted(found.accounts, 'account')}.)"
    if found.value is None:
        text = f"{text} {_import_words(found)}"
    return safe(wrapped(text, cells), "bold")


def tabs(shown: str) -> Content:
    """Return the names of the panes, the one shown reversed."""
    names = [
        Content.styled(f" {PANE_WORDS[name]} ", "bold reverse" if name == shown else "$text-muted")
        for name in PANES
    ]
    return Content(" ").join([*names, Content.styled(" h l", "$text-muted")])


def part_of(breakdown: Breakdown | None, only: Segment | None) -> Portion | None:
    """Return the segment that alone is looked at, to list what it holds; None for all."""
    return None if breakdown is None or only is None else Portion(breakdown.dimension, only.value)


def week_title(found: Insight, breakdown: Breakdown | None, only: Segment | None) -> str:
    """Return the heading of the map."""
    what = nouns(found.kpi).column if found.statistic is not Statistic.MEAN else "mean seconds"
    clocks = "each account's own time" if found.account_id is None else found.zone
    part = ""
    if only is not None and breakdown is not None:
        part = f" · only {segment_name(found, breakdown, only)}, esc shows all"
    return f"{title(what)} by hour{part or f' · {clocks}'}"


def hour_words(found: Insight, cell: HeatCell) -> str:
    """Return what happened in one hour of the week."""
    when = f"{WEEKDAYS[cell.weekday]}s {cell.hour}:00 to {cell.hour + 1}:00"
    closed = "" if cell.is_open else ", outside opening hours"
    if cell.rate is None:
        return f"{when}: nothing counted{closed}"
    named = nouns(found.kpi)
    if found.statistic is Statistic.MEAN:
        return f"{when}: {seconds(cell.rate)} over {count(cell.n)} {named.all}{closed}"
    return f"{when}: {count(cell.amount)} of {count(cell.n)} {named.column} ({percent(cell.rate)}){closed}"


def segments_title(found: Insight, breakdown: Breakdown | None) -> str:
    """Return the heading of the segments: by what, and what else there is."""
    if breakdown is None:
        return "Segments"
    others = [one.dimension.value for one in found.breakdowns if one.dimension is not breakdown.dimension]
    more = f" · b: {', '.join(others)}" if others else ""
    return f"By {breakdown.dimension.value}{more}"


def segment_name(found: Insight, breakdown: Breakdown, segment: Segment) -> str:
    """Return what a segment is called; in a book with its account's name behind."""
    if segment.others:
        return counted(segment.others, "other")
    value = NOT_RECORDED if segment.value is None else value_words(breakdown.dimension, segment.value)
    account = found.names.get(segment.account_id or 0, "")
    return f"{value} · {account}" if found.account_id is None and account not in {"", value} else value


def segment_columns(found: Insight, breakdown: Breakdown) -> tuple[Column[Segment], ...]:
    """Return the columns of the segments."""
    named = nouns(found.kpi)
    is_mean = found.statistic is Statistic.MEAN
    name = Column[Segment](
        "name",
        title(breakdown.dimension),
        lambda row: _name(found, breakdown, row),
        least=12,
        weight=3,
        priority=10,
        sortable=False,
    )
    n = _number("n", "n", lambda row: count(row.n), 3)
    words = "seconds" if is_mean else named.column
    bad = _number("amount", words, lambda row: count(row.amount), 7)
    rate = _number("rate", "rate", lambda row: _rate(found, row), 6)
    share = Column[Segment](
        "share", "explains", _share, width=BAR_CELLS + 6, priority=8, sortable=False, value="share"
    )
    if breakdown.dimension.is_kind:
        return (name, bad, share)
    return (name, n, bad, rate, share)


def _name(found: Insight, breakdown: Breakdown, row: Segment) -> Cell:
    name = segment_name(found, breakdown, row)
    return (name, "dim") if row.others else name


def _number(attribute: str, label: str, render: Callable[[Segment], Cell], priority: int) -> Column[Segment]:
    return Column[Segment](
        attribute, label, render, width=7, align="right", priority=priority, sortable=False, value=attribute
    )


def _rate(found: Insight, row: Segment) -> Cell:
    if row.rate is None:
        return ("–", "dim")
    return seconds(row.rate) if found.statistic is Statistic.MEAN else percent(row.rate)


def _share(row: Segment) -> Cell:
    if not row.share:
        return ("on target" if row.excess <= 0 else "–", "dim")
    eighths = max(1, round(row.share * BAR_CELLS * 8))
    full, rest = divmod(eighths, 8)
    bar = "█" * full + (FILL[rest] if rest else "")
    style = "bad" if row.share >= 0.5 else "warn"
    return Parts((Part(f"{100 * row.share:3.0f} % "), Part(bar, style)))


def compare_title(found: Insight) -> str:
    """Return the heading of the comparison."""
    return f"Against {AGAINST_WORDS[found.comparison.against]} · c: others"


def compared(found: Insight, cells: int) -> Content:
    """Return both periods, the difference with its interval, and what to make of it."""
    comparison, known = found.comparison, definition(found.kpi)
    lines = list(change_words(known, found.statistic, comparison))
    if comparison.before is not None and comparison.after is not None:
        lines[:1] = [_period(found, comparison.before), _period(found, comparison.after)]
    if comparison.what and comparison.against is Against.ACTION:
        lines.insert(0, comparison.what)
    if helps := help_words(found.helps):
        lines.append(f"{helps} a opens the account's actions.")
    return safe("\n".join(wrapped(line, cells) for line in lines))


def _period(found: Insight, period: Period) -> str:
    value = format_value(definition(found.kpi), period.value)
    return f"{period.first} to {period.last}  {value}  (n {count(period.n)})"


def empty_words(found: Insight) -> str:
    """Return that nothing is there, or not yet, and the key that may help."""
    if not found.sentence:
        return COUNTING
    return f"No {nouns(found.kpi).all} in these days. + looks at more of them."


def _import_words(found: Insight) -> str:
    """Return which command would fill the screen."""
    return f"`amtui import {definition(found.kpi).feed.value} FILE` brings some."


def mean_of_hour(cell: HeatCell) -> float:
    """Return what an hour of the map is shaded by where the figure is a mean."""
    return cell.rate or 0.0


def heat_of(found: Insight, breakdown: Breakdown | None, only: Segment | None) -> HeatMap:
    """Return the hours of all observations, or of one segment alone."""
    if only is None or breakdown is None:
        return found.heat
    mine = [
        one
        for one in breakdown.slices
        if one.value == only.value and only.account_id in {None, one.account_id}
    ]
    return heat_map(mine, found.heat.open)
