"""Opening hours and holidays as a person types them: `Mon-Fri 09:00-17:00, Sat 10:00-13:00`."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from amtui.domain.errors import UsageError

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EXAMPLE = "Mon-Fri 09:00-17:00, Sat 10:00-13:00"
_PART = re.compile(r"([a-z]{3})[a-z]*(?:\s*-\s*([a-z]{3})[a-z]*)?\s+(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)")

Week = dict[int, list[tuple[int, int]]]
"""The open intervals of each weekday (0 is Monday) in minutes since midnight."""


def read_hours(text: str) -> Week:
    """Return the opening hours that a text tells; a day may be named more than once.

    Raises:
        UsageError: a part cannot be read, or ends before it begins.
    """
    week: Week = {}
    for part in filter(None, (one.strip() for one in re.split(r"[,;\n]", text))):
        first, last, opens, closes = _read(part)
        for day in range(first, last + 1):
            week.setdefault(day, []).append((opens, closes))
    if not week:
        raise UsageError(f"name at least one day, as {EXAMPLE}")
    return {day: sorted(week[day]) for day in sorted(week)}


def hours_text(week: Mapping[int, Sequence[tuple[int, int]]]) -> str:
    """Return opening hours as `read_hours` reads them; days in a row with the same hours as one."""
    parts: list[str] = []
    days = [day for day in range(7) if week.get(day)]
    while days:
        first = last = days.pop(0)
        while days and days[0] == last + 1 and list(week[days[0]]) == list(week[first]):
            last = days.pop(0)
        name = DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"
        parts += [f"{name} {_clock(opens)}-{_clock(closes)}" for opens, closes in week[first]]
    return ", ".join(parts)


def read_holidays(text: str) -> dict[date, str]:
    """Return closed days by name, from `2026-12-24 Christmas Eve, 2026-12-31`.

    Raises:
        UsageError: a part does not begin with a day.
    """
    found: dict[date, str] = {}
    for part in filter(None, (one.strip() for one in re.split(r"[,;\n]", text))):
        day, _, name = part.partition(" ")
        try:
            found[date.fromisoformat(day)] = name.strip() or "closed"
        except ValueError:
            raise UsageError(f"“{part}” is no day, such as 2026-12-24 Christmas Eve") from None
    return found


def holidays_text(days: Mapping[date, str]) -> str:
    """Return closed days as `read_holidays` reads them."""
    return ", ".join(f"{day} {name}" for day, name in sorted(days.items()))


def _read(part: str) -> tuple[int, int, int, int]:
    found = _PART.fullmatch(part.casefold())
    names = [day.casefold() for day in DAYS]
    if found is None or found[1] not in names or (found[2] or found[1]) not in names:
        raise UsageError(f"“{part}” cannot be read; write {EXAMPLE}")
    first, last = names.index(found[1]), names.index(found[2] or found[1])
    opens, closes = int(found[3]) * 60 + int(found[4]), int(found[5]) * 60 + int(found[6])
    if last < first or not opens < closes <= 24 * 60:
        raise UsageError(f"“{part}” ends before it begins")
    return first, last, opens, closes


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
