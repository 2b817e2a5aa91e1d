"""Stretches of business time as a person types them: `30m`, `2h`, `1h 30m`."""

import re

from amtui.domain.errors import UsageError

_SPAN = re.compile(r"(?:(\d{1,4})\s*h)?\s*(?:(\d{1,5})\s*m)?")


def read_minutes(text: str) -> int:
    """Return the minutes of a stretch of time.

    Raises:
        UsageError: it cannot be read, or is nothing.
    """
    found = _SPAN.fullmatch(text.strip().casefold())
    minutes = int(found[1] or 0) * 60 + int(found[2] or 0) if found else 0
    if not minutes:
        raise UsageError("is business time such as 30m, 2h or 1h 30m")
    return minutes


def minutes_text(minutes: int) -> str:
    """Return minutes as `read_minutes` reads them."""
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours}h" if hours else "", f"{rest}m" if rest else "")))
