"""The day in a few lines of text, short enough to greet with at a login."""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from unicodedata import east_asian_width

from amtui.domain.clock import local_day
from amtui.domain.today_records import TodayCounts, TodayRow
from amtui.domain.today_since import begin_of, new_rows, since_words
from amtui.domain.today_strip import Part, counted_part, number_of
from amtui.domain.wording import counted

SHOWN = 5
WIDTH = 78
"""Cells of a line: what the narrowest usual terminal has, and two to spare."""
NOTHING = "Nothing needs you now."


def brief(
    rows: Sequence[TodayRow], counts: TodayCounts, now: datetime, zone: tzinfo, shown: int = SHOWN
) -> tuple[str, ...]:
    """Return the counts that are not nothing, what is new, the first rows, and how many follow."""
    today = local_day(now, zone)
    if not rows:
        return (f"{today:%A %d %B}: {NOTHING[:1].lower()}{NOTHING[1:]}",)
    return tuple(_lines(rows, counts, now, zone, shown))


def _lines(
    rows: Sequence[TodayRow], counts: TodayCounts, now: datetime, zone: tzinfo, shown: int
) -> Iterator[str]:
    today = local_day(now, zone)
    strip = [counted_part(part, n) for part in Part if (n := number_of(counts, part))]
    things = counted(len(rows), "thing needs you", "things need you")
    yield from _wrapped(f"{today:%A %d %B}: {things}", strip)
    if new := new_rows(rows, begin_of(today, zone)):
        yield f"{since_words(today)}: {len(new):,} new"
    for row in rows[:shown]:
        yield _cut(f"{row.rank:>3}  {row.account}: {row.what}")
        yield _cut(f"     {', '.join(row.why)}")
    if len(rows) > shown:
        yield f"     and {len(rows) - shown:,} more; `amtui today --all` lists them, `amtui` opens them"


def _wrapped(head: str, parts: Sequence[str]) -> Iterator[str]:
    """Yield parts behind a head, and on further lines where they do not fit."""
    line = head
    for part in parts:
        joined = f"{line} · {part}"
        if len(joined) > WIDTH:
            yield line
            joined = f"  {part}"
        line = joined
    yield line


def _cut(line: str) -> str:
    """Return as much of a line as fits; characters of East Asia take two cells."""
    if cells(line) <= WIDTH:
        return line
    kept = ""
    for character in line:
        if cells(kept + character) >= WIDTH:
            break
        kept += character
    return f"{kept.rstrip()}…"


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes, near enough to keep it on one line."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
