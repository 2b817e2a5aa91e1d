"""What became of the day's list, in lines."""

from collections.abc import Iterator, Sequence
from datetime import date

from amtui.domain.today_difference import Difference, Gone
from amtui.domain.today_records import TodayRow

NOTHING_REMEMBERED = (
    "Nothing is remembered of an earlier day. "
    "How the list stands at the first look of each day is kept from now on."
)
Section = tuple[str, tuple[str, ...]]


def heading(difference: Difference, today: date) -> str:
    """Return since when."""
    if difference.since is None:
        return "Since yesterday"
    days = (today - difference.since).days
    return "Since yesterday" if days == 1 else f"Since {difference.since:%A %Y-%m-%d}"


def counts(difference: Difference) -> str:
    """Return how much changed in each way, or that nothing did."""
    parts = (
        (len(difference.new), "new"),
        (len(difference.worse), "worse"),
        (len(difference.better), "better"),
        (len(difference.gone), "gone"),
    )
    return ", ".join(f"{n:,} {word}" for n, word in parts if n) or "nothing changed"


def sections(difference: Difference) -> tuple[Section, ...]:
    """Return what got worse, is new, got better and went away, each with its rows."""
    found = (
        ("Worse", tuple(map(_line, difference.worse))),
        ("New", tuple(map(_line, difference.new))),
        ("Better", tuple(map(_line, difference.better))),
        ("Gone", tuple(map(_gone, difference.gone))),
    )
    return tuple((words, lines) for words, lines in found if lines)


def told(gone: Gone) -> str:
    """Return how a row went, and by whom: “answered by Ana”."""
    return f"{gone.how} by {gone.by}" if gone.by else gone.how


def cut(lines: Sequence[str], most: int) -> Iterator[str]:
    """Yield the first lines, and how many follow."""
    yield from lines[:most]
    if len(lines) > most:
        yield f"and {len(lines) - most:,} more"


def _line(row: TodayRow) -> str:
    about = f"{row.account}: " if row.account else ""
    return f"{about}{row.what} ({', '.join(row.why)})"


def _gone(gone: Gone) -> str:
    about = f"{gone.row.account}: " if gone.row.account else ""
    return f"{about}{gone.row.what} ({told(gone)})"
