"""Days and moments ahead, in full or as people say them."""

import re
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from amtui.cli.lookups import day, moment
from amtui.domain.errors import UsageError
from amtui.domain.when_words import EXAMPLES, UnreadableError, day_ahead, moment_ahead

if TYPE_CHECKING:
    from amtui.services.backend import Backend

DAY_HELP = "as tomorrow, fri, 2d or 2026-12-01"
"""How a day ahead can be written, for the help of an option."""
TIME_HELP = "as tomorrow, mon 14:00, 2d or 2026-12-01T10:00"
"""How a moment ahead can be written."""
_DAY_IN_FULL = re.compile(r"\s*\d{4}-\d\d")
_MOMENT_IN_FULL = re.compile(r"\d[T ]\d")


def coming_day(backend: "Backend", text: str | None) -> date | None:
    """Return the day that a text names; in full it may be any, in words only one from today on.

    Raises:
        UsageError: it names none.
    """
    if not text or _DAY_IN_FULL.match(text):
        return day(text)
    try:
        return day_ahead(text, backend.clock.now(), ZoneInfo(backend.identity.zone))
    except UnreadableError:
        raise UsageError(f"“{text}” is no day", next=f"Write it {DAY_HELP}.") from None


def coming_moment(backend: "Backend", text: str) -> datetime:
    """Return the moment that a text names, in full or in words.

    Raises:
        UsageError: it names none.
        Invalid: it names one in words that is past.
    """
    if _MOMENT_IN_FULL.search(text) and _DAY_IN_FULL.match(text):
        return moment(text, backend.identity.zone)
    try:
        return moment_ahead(text, backend.clock.now(), ZoneInfo(backend.identity.zone))
    except UnreadableError:
        raise UsageError(f"“{text}” is no moment", next=f"Write {EXAMPLES}.") from None
