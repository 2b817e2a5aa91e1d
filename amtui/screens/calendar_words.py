"""The things on a day in words, for the agenda, the month and the week."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, tzinfo
from typing import Any

from amtui.domain.review_records import CalendarItem
from amtui.domain.vocabulary import ReviewKind
from amtui.domain.wording import counted, label
from amtui.widgets.virtual_table import Column
from amtui.widgets.virtual_table.cells import Cell
from amtui.widgets.week_grid import Entry

GRID_KINDS = {
    "review": "review", "request_due": "due", "renewal": "renewal", "notice": "renewal",
    "milestone": "milestone", "cadence_gap": "gap",
    "team_meeting": "team",
}  # fmt: skip
GLYPHS = {
    "review": "●",
    "request_due": "◆",
    "renewal": "▲",
    "notice": "▲",
    "milestone": "⚑",
    "cadence_gap": "◌",
    "team_meeting": "○",
}
TEAM = "Team"
REVIEW_KINDS = frozenset({"review", "team_meeting", "cadence_gap"})
MISSING = tuple(ReviewKind)
"""The kinds of missing reviews, which tell those of one account apart."""
CLOSED_GLYPHS = {"held": "✓", "missed": "✗"}
"""Glyphs of reviews that are over."""


def agenda_columns(at: Callable[[CalendarItem], str], *, brief: bool = False) -> tuple[Column[Any], ...]:
    """Return the columns of the agenda; brief ones leave the weekday to the month beside them.

    Args:
        at: the time of an item, on the viewer's clock.
        brief: whether they stand beside the month.
    """
    form, cells, least = ("{:%d %b}", 6, 10) if brief else ("{:%a %d %b}", 10, 12)
    return (
        Column[CalendarItem](
            "day", "Day", lambda item: form.format(item.day), width=cells, priority=9, value="day"
        ),
        Column[CalendarItem]("at", "Time", at, width=5, priority=8),
        Column[CalendarItem](
            "what", "What", what, least=least, weight=3, priority=10, value="what", also=(("Kind", "kind"),)
        ),
        Column[CalendarItem](
            "account", "Account", lambda item: item.account, least=least, weight=2, priority=7
        ),
        Column[CalendarItem]("status", "State", state, width=14, priority=1, value=plain_state),
    )


def item_id(item: CalendarItem) -> int:
    """Return a number that stays with an item while others come and go."""
    kind = list(GLYPHS).index(item.kind) if item.kind in GLYPHS else len(GLYPHS)
    digits = "".join(filter(str.isdigit, item.ref))
    twin = MISSING.index(item.status) if item.kind == "cadence_gap" else 0
    return ((int(digits) if digits else item.account_id) * 16 + kind) * 8 + twin


def time_of(item: CalendarItem, zone: tzinfo) -> str:
    """Return the time of the day of an item, or nothing for the whole day."""
    return f"{item.at.astimezone(zone):%H:%M}" if item.at else ""


def glyph(item: CalendarItem) -> str:
    """Return the sign of an item; a review that is over has its own."""
    return CLOSED_GLYPHS.get(item.status, GLYPHS.get(item.kind, "·"))


def what(item: CalendarItem) -> Cell:
    """Return what an item is; what is missing stands out, what is over steps back."""
    style = "warn" if item.kind == "cadence_gap" else "dim" if item.status in CLOSED_GLYPHS else ""
    return (f"{glyph(item)} {item.what}", style)


def state(item: CalendarItem) -> Cell:
    """Return the state of an item."""
    return (plain_state(item), "warn" if item.kind == "cadence_gap" else "dim")


def plain_state(item: CalendarItem) -> str:
    """Return the state of an item in words."""
    return "not planned" if item.kind == "cadence_gap" else label(item.status)


def summary(items: Sequence[CalendarItem]) -> str:
    """Return how many reviews and gaps are listed, and what the signs mean."""
    gaps = sum(item.kind == "cadence_gap" for item in items)
    reviews = sum(item.kind == "review" for item in items)
    team = " ○ team" if any(item.kind == "team_meeting" for item in items) else ""
    return f"{counted(reviews, 'review')}, {counted(gaps, 'gap')} · ● review ◆ due ▲ renewal ◌ gap{team}"


def kinds_by_day(items: Iterable[CalendarItem]) -> Mapping[date, Sequence[str]]:
    """Return the kinds of what happens on each day, for the month."""
    found: dict[date, list[str]] = {}
    for item in items:
        found.setdefault(item.day, []).append(GRID_KINDS.get(item.kind, item.kind))
    return found


def entries_by_day(items: Iterable[CalendarItem], zone: tzinfo) -> Mapping[date, Sequence[Entry]]:
    """Return what happens on each day in words, for the week: due requests as one entry after all else."""
    found: dict[date, list[Entry]] = {}
    due: dict[date, list[CalendarItem]] = {}
    for item in items:
        if item.kind == "request_due":
            due.setdefault(item.day, []).append(item)
        else:
            what, who = (short(item), item.account) if item.account else (TEAM, item.what)
            entry = Entry(time_of(item, zone), glyph(item), what, who)
            found.setdefault(item.day, []).append(entry)
    for day, those in due.items():
        first = time_of(those[0], zone)
        found.setdefault(day, []).append(Entry("", GLYPHS["request_due"], f"{len(those)} due", first))
    return found


def short(item: CalendarItem) -> str:
    """Return what an item is in as few words as tell it."""
    return f"no {label(item.status)}" if item.kind == "cadence_gap" else item.what
