"""How the day's list says things: its marks, its strip of counts, and why a row stands where it stands."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from textual.content import Content

from amtui.domain.clock import local_day
from amtui.domain.today_records import TodayCounts, TodayRow
from amtui.domain.today_since import begin_of, since_words
from amtui.domain.today_strip import SERIOUS, WARNING, WORDS, Part, counted_part, number_of, stands_for
from amtui.domain.triage_words import beside_due
from amtui.domain.vocabulary import Source
from amtui.domain.wording import relative
from amtui.widgets.count_strip import CountPart
from amtui.widgets.detail import title as heading
from amtui.widgets.text import safe

if TYPE_CHECKING:
    from amtui.domain.money_record import Money
    from amtui.domain.today_rules import TodayRules
    from amtui.domain.today_why import PlaceTold

NEW = "new"
"""The name of the count of what is new."""
ASIDE = "aside"
"""The name of the count of what was snoozed or declined, and is off the list."""
ASIDE_NOUN = ("thing put aside", "things put aside")
GLYPHS = {
    Source.REQUEST: "◆",
    Source.KPI: "▼",
    Source.REVIEW: "●",
    Source.CADENCE_GAP: "◌",
    Source.UNANSWERED: "◇",
    Source.KICKOFF: "▲",
    Source.LAST_TOUCH: "◷",
    Source.REACTIVE: "◁",
    Source.UNASSIGNED: "?",
    Source.IMPROVEMENT: "◑",
    Source.TASK: "□",
    Source.RENEWAL: "↻",
    Source.BILLING: "¤",
    Source.INVOICE: "¤",
    Source.MILESTONE: "⚑",
    Source.LOW_ANSWER: "▽",
}
TABS = {
    Source.KPI: "kpis",
    Source.CADENCE_GAP: "reviews",
    Source.UNANSWERED: "timeline",
    Source.LAST_TOUCH: "people",
    Source.REACTIVE: "timeline",
    Source.LOW_ANSWER: "timeline",
    Source.IMPROVEMENT: "actions",
    Source.RENEWAL: "money",
    Source.BILLING: "money",
    Source.INVOICE: "money",
}
"""The tab of the account that shows what a row of a kind is about."""


def kpi_of(row: TodayRow) -> str:
    """Return the KPI that a row is about; empty where it is about something else."""
    return row.ref.partition(":")[0] if row.source is Source.KPI else ""


def at_risk(value: "Money | None", rules: "TodayRules | None") -> str | None:
    """Return an amount, with what it is compared by where that is another currency."""
    from amtui.domain.money import format_money, money

    if value is None:
        return None
    rates = rules.rates if rules is not None else None
    if rates is None or value.currency not in rates.of:
        return format_money(value)
    return f"{format_money(value)} (≈ {format_money(money(rates.weight(value), rates.to))})"


def urgency(row: TodayRow) -> tuple[str, str]:
    """Return the mark of a row's quadrant and its style."""
    if row.urgent and row.important:
        return ("now", "bad")
    if row.urgent:
        return ("soon", "warn")
    return ("plan", "accent") if row.important else ("later", "dim")


def what(row: TodayRow) -> str:
    """Return the thing itself, behind the mark of its kind."""
    return f"{GLYPHS.get(row.source, '·')} {row.what}"


def why(row: TodayRow) -> tuple[str, str]:
    """Return the reasons, without the deadline where the row has one beside them."""
    return (", ".join(row.why if row.due_at is None else beside_due(row.why)), "dim")


def due(row: TodayRow, now: datetime) -> str:
    """Return how far its deadline is from now, in days where those count and no time; empty without one."""
    if row.due_at is None:
        return ""
    return f"{row.days_over} d ago" if row.days_over else relative(row.due_at, now)


def due_in_full(row: TodayRow, now: datetime) -> str:
    """Return the same with the moment itself, in the zone that `now` is in."""
    if row.due_at is None:
        return "no date"
    return f"{due(row, now)} ({row.due_at.astimezone(now.tzinfo):%Y-%m-%d %H:%M})"


def is_new(row: TodayRow, now: datetime, zone: tzinfo) -> bool:
    """Tell whether a row became something to do since the last working day began."""
    return row.since is not None and row.since >= begin_of(local_day(now, zone), zone)


def holds(name: str, row: TodayRow, now: datetime, zone: tzinfo) -> bool:
    """Tell whether a row is one of those that a count of the strip counts; no name holds for all."""
    if name in {"", ASIDE}:
        return True
    return is_new(row, now, zone) if name == NEW else stands_for(Part(name), row, now, zone)


def names(aside: int = 0) -> tuple[str, ...]:
    """Return the counts of the strip by name, in their order; the last only where something is aside."""
    return (*(part.value for part in Part), NEW, *((ASIDE,) if aside else ()))


def named(name: str) -> str:
    """Return a count's words without its number."""
    return {NEW: "new", ASIDE: "put aside"}.get(name) or WORDS[Part(name)].many


def count_of(name: str, counts: TodayCounts | None) -> int:
    """Return what a count of requests says; 0 where the list itself is what was counted."""
    if counts is None or name not in {Part.BREACHED, Part.AT_RISK, Part.DUE_TODAY}:
        return 0
    return number_of(counts, Part(name))


def narrowed(
    name: str,
    counts: TodayCounts | None,
    rows: Sequence[TodayRow],
    aside: Sequence[TodayRow],
    look: tuple[datetime, tzinfo],
) -> str:
    """Say what a count narrows the list to, and where the rest is of what it counts."""
    here, away = (sum(holds(name, row, *look) for row in some) for some in (rows, aside))
    if (counted := count_of(name, counts)) > here:
        return f"{named(name)}, {counted - here:,} more snoozed or further down: 3 has all"
    over = counts.reviews_today - here - away if counts is not None and name == Part.REVIEWS else 0
    rest = (f"{over:,} held already" if over > 0 else "", f"{away:,} put aside" if away else "")
    return ", ".join(filter(None, (named(name), *rest)))


def strip(
    counts: TodayCounts, rows: Sequence[TodayRow], now: datetime, zone: tzinfo, aside: int = 0
) -> tuple[CountPart, ...]:
    """Return the counts, and behind them how much is new, and put aside."""
    parts = [
        CountPart(part.value, counted_part(part, n), counted_part(part, n, short=True), _style(part, n))
        for part in Part
        for n in (number_of(counts, part),)
    ]
    new = sum(is_new(row, now, zone) for row in rows)
    words = since_words(local_day(now, zone))
    fresh = CountPart(NEW, f"{new:,} new {words[:1].lower()}{words[1:]}", f"{new:,} new")
    away = (CountPart(ASIDE, f"{aside:,} put aside", f"{aside:,} aside"),) if aside else ()
    return (*parts, fresh, *away)


def _style(part: Part, n: int) -> str:
    if not n:
        return ""
    return "$text-error" if part in SERIOUS else "$text-warning" if part in WARNING else ""


def told(place: "PlaceTold") -> Content:
    """Return why a row stands where it stands."""
    beside = [line for line in (place.above, place.below) if line]
    blocks = [("Because", place.reasons), ("Beside it", tuple(beside)), ("The order", place.rules)]
    parts = [safe(place.place, "bold")]
    parts += [
        Content("\n").join([heading(words), *(safe(line, newlines=False) for line in lines)])
        for words, lines in blocks
        if lines
    ]
    return Content("\n\n").join(parts)
