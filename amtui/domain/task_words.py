"""Tasks in words, the same on screens and in commands."""

from datetime import date, tzinfo

from amtui.domain.day_plan import clock
from amtui.domain.task_records import DayPlan, PlanEntry, Quadrant, TaskRow
from amtui.domain.wording import counted, listed, title

QUADRANTS = {
    Quadrant.NOW: "Urgent and important: do now",
    Quadrant.SOON: "Urgent: do soon, or give away",
    Quadrant.PLAN: "Important: set time aside",
    Quadrant.LATER: "Neither: later, or not at all",
}
SHORT = {place: words.partition(":")[0] for place, words in QUADRANTS.items()}
"""The same without what to do."""
MARKS = {Quadrant.NOW: "now", Quadrant.SOON: "soon", Quadrant.PLAN: "plan", Quadrant.LATER: "later"}
KINDS = {"meeting": "●", "block": "■", "free": "·"}
"""The sign of each kind of time."""

SAME_YEAR_DAYS = 300
"""A day further away than this is told with its year."""


def due_words(row: TaskRow, today: date) -> str:
    """Return “today”, “tomorrow”, “overdue 20 Nov” or the day; nothing without one."""
    if row.due_on is None:
        return ""
    ahead = (row.due_on - today).days
    year = f" {row.due_on.year}" if abs(ahead) > SAME_YEAR_DAYS else ""
    if ahead < 0:
        return f"overdue {row.due_on:%d %b}{year}"
    return {0: "today", 1: "tomorrow"}.get(ahead, f"{row.due_on:%a %d %b}{year}")


def due_short(row: TaskRow, today: date) -> str:
    """Return the same for a column: “02 Jan”, far away “Feb 2028”; marked where it is overdue."""
    if row.due_on is None:
        return ""
    ahead = (row.due_on - today).days
    if ahead in {0, 1}:
        return due_words(row, today)
    far = abs(ahead) > SAME_YEAR_DAYS
    if ahead < 0:
        return f"▲ {row.due_on.year}" if far else f"▲ {row.due_on:%d %b}"
    return f"{row.due_on:%b %Y}" if far else f"{row.due_on:%d %b}"


def due_sentence(row: TaskRow, today: date) -> str:
    """Return the same to stand by itself: “due today”, “overdue 20 Nov”."""
    words = due_words(row, today)
    late = row.due_on is not None and row.due_on < today
    return words if late or not words else f"due {words}"


def without_time(row: TaskRow, today: date) -> str:
    """Return the task with its day: “Chase the form, due today”, “Chase the form, overdue 26 Nov”."""
    return ", ".join(filter(None, (row.title, due_sentence(row, today))))


def block_words(row: TaskRow, today: date, zone: tzinfo) -> str:
    """Return when time is set aside: “10:00–10:30”, with its day unless it is today."""
    if row.block is None:
        return ""
    day = row.block[0].astimezone(zone).date()
    return clock(row.block, zone) if day == today else f"{day:%a %d %b} {clock(row.block, zone)}"


def given_words(name: str, *, to_viewer: bool) -> str:
    """Return who does a task instead, to whoever looks; nothing where nobody does."""
    return "given to you" if to_viewer else f"given to {name}" if name else ""


def asides(row: TaskRow) -> tuple[str, ...]:
    """Return what else is to be known of a task."""
    found = (
        given_words(row.delegate, to_viewer=row.for_viewer),
        f"carried over {counted(row.carried, 'time')}" if row.carried else "",
    )
    return tuple(filter(None, found))


def entry_words(entry: PlanEntry) -> str:
    """Return what a stretch of the day is for, and what is wrong with it."""
    about = f" · {entry.account}" if entry.account else ""
    wrong = f" ▲ {listed(entry.problems)}" if entry.problems else ""
    what = entry.what if entry.task or entry.team_meeting_id else title(entry.what)
    return f"{what}{about}{wrong}"


def plan_words(plan: DayPlan, zone: tzinfo) -> str:
    """Return the day with its hours and how much of them is free."""
    if not plan.hours:
        return f"{plan.day:%a %d %b}: no business day"
    hours = listed([clock(span, zone) for span in plan.hours])
    free = sum((one.ends_at - one.starts_at).total_seconds() for one in plan.entries if one.kind == "free")
    left = f"{int(free // 3600)} h {int(free % 3600 // 60):02d} m free"
    wrong = sum(bool(one.problems) for one in plan.entries)
    return f"{plan.day:%a %d %b}, {hours} · {left}" + (
        f" · ▲ {counted(wrong, 'clash', 'clashes')}" if wrong else ""
    )
