"""Figures and states in words, the same on every screen and in every report."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum
from types import MappingProxyType

NO_DATA = "no data"
QUOTED = 300
"""Characters of a text from outside that a sentence repeats."""

_WORDS = MappingProxyType(
    {
        "waiting_client": "waiting for client",
        "waiting_internal": "waiting for another team",
        "am": "account manager",
        "am_crm_admin": "account manager with CRM admin",
        "am_manager": "account manager with manager",
        "client_approval": "client's approval",
        "qbr": "QBR",
        "kpi": "KPI",
        "check_in": "check-in",
        "stand_up": "stand-up",
        "crm_mapping": "CRM mapping",
        "ivr_change": "IVR change",
        "ivr_abandoned": "abandoned in the IVR",
        "p90": "90th percentile",
        "missed_call_rate": "missed-call rate",
        "net_missed_rate": "net missed-call rate",
        "first_attempt_sync": "first-attempt sync success",
        "P1": "P1",
        "P2": "P2",
        "P3": "P3",
        "P4": "P4",
    }
)
_UNITS = ((365 * 86_400, "y"), (60 * 86_400, "mo"), (86_400, "d"), (3_600, "h"), (60, "m"))
_MONTH = 30 * 86_400


def shortened(text: str, most: int = QUOTED) -> str:
    """Return a text as it is put into a sentence: whole, or its beginning and its end."""
    return text if len(text) <= most else f"{text[: most // 2]}…{text[-most // 2 :]}"


def label(word: Enum | str) -> str:
    """Return a stored word as people say it, to stand inside a sentence: “waiting for client”."""
    value = str(word.value if isinstance(word, Enum) else word)
    return _WORDS.get(value, value.replace("_", " "))


def title(word: Enum | str) -> str:
    """Return the label of a stored word in sentence case: “Waiting for client”."""
    text = label(word)
    return text[:1].upper() + text[1:]


def one_of(entity: str) -> str:
    """Return what one row of a table is called: “account”, “policy”; a series is one and many."""
    many = label(entity)
    if many.endswith("series"):
        return many
    return f"{many[:-3]}y" if many.endswith("ies") else many.removesuffix("s")


def listed(words: Sequence[str], joint: str = "and") -> str:
    """Return words as a list in a sentence: “a, b and c”."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def count(n: int) -> str:
    """Return a whole number with thousands separators: “1,234,567”."""
    return f"{n:,}"


def counted(n: int, one: str, many: str = "") -> str:
    """Return a number with its noun: “1 request”, “2 requests”."""
    return f"{count(n)} {one if n == 1 else many or one + 's'}"


def rate(fraction: float | None, decimals: int = 1) -> str:
    """Return a fraction of 1 as “12.3 %”; None is no data.

    A share that is neither nothing nor all is not rounded to it: “> 99.9 %”, “< 0.1 %”.
    """
    if fraction is None:
        return NO_DATA
    percent, step = fraction * 100, 10.0**-decimals
    shown = f"{percent:.{decimals}f}"
    if fraction < 1 and float(shown) == 100:
        return f"> {100 - step:.{decimals}f} %"
    if fraction > 0 and float(shown) == 0:
        return f"< {step:.{decimals}f} %"
    return f"{shown} %"


def duration(length: timedelta | float | None) -> str:
    """Return a length of time in its two largest units: “8 s”, “1 m 08 s”, “2 h 05 m”, “3 d 04 h”.

    Args:
        length: a timedelta or seconds; None is no data. Below a minute a fraction of a second
            shows as one decimal; above, the smaller unit is rounded.
    """
    if length is None:
        return NO_DATA
    seconds = length.total_seconds() if isinstance(length, timedelta) else float(length)
    sign = "-" if seconds < 0 else ""
    return sign + _positive(abs(seconds))


def business(length: timedelta | float) -> str:
    """Return a length of business time: as `duration`, but in hours however many, since its days differ."""
    seconds = length.total_seconds() if isinstance(length, timedelta) else float(length)
    hours, minutes = divmod(round(abs(seconds) / 60), 60)
    return f"{'-' if seconds < 0 else ''}{hours:,} h {minutes:02d} m" if hours >= 24 else duration(seconds)


def relative(at: datetime, now: datetime) -> str:
    """Return how far a moment is from now in its largest whole unit: “in 2 h”, “3 d ago”, “now”.

    Units are m, h, d, from 60 days mo (of 30 days) and from a year y (of 365 days).
    """
    seconds = int((at - now).total_seconds())
    for size, unit in _UNITS:
        if abs(seconds) >= size:
            n = abs(seconds) // (_MONTH if unit == "mo" else size)
            return f"in {n} {unit}" if seconds > 0 else f"{n} {unit} ago"
    return "now"


def moment(at: datetime, now: datetime) -> str:
    """Return how far a moment is from now, with the moment itself in the zone that `now` is in."""
    return f"{relative(at, now)} ({at.astimezone(now.tzinfo):%Y-%m-%d %H:%M})"


def _positive(seconds: float) -> str:
    if round(seconds, 1) < 60:
        text = f"{seconds:.1f}".removesuffix(".0")
        return f"{text} s"
    whole = round(seconds)
    if whole < 3_600:
        return f"{whole // 60} m {whole % 60:02d} s"
    minutes = round(whole / 60)
    if minutes < 1_440:
        return f"{minutes // 60} h {minutes % 60:02d} m"
    hours = round(whole / 3_600)
    return f"{hours // 24} d {hours % 24:02d} h"
