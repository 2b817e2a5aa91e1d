"""Durations in the many ways that phone systems and spreadsheets write them, as whole seconds."""

import re

from amtui.data.formats.amounts import Unclear, parse_decimal
from amtui.data.formats.clocks import parse_clock
from amtui.data.formats.fields import UNITS

_CLOCK = re.compile(
    r"(?:(\d+)(?:\s*(?:days?|d),?\s*|\.(?=\d+:\d{2}:\d{2})))?(?:(\d+):)?(\d+):(\d{2})(?:[.,](\d+))?"
)
_HALF_DAY = re.compile(r"\d{1,2}:\d{2}(:\d{2})?\s*[ap]\.?m\.?", re.IGNORECASE)
_ISO = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?", re.IGNORECASE)
_PARTS = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]+)\.?[\s,]*", re.IGNORECASE)
_UNITS: dict[str, float] = {
    **UNITS,
    "d": 86400,
    "day": 86400,
    "days": 86400,
    "m": 60,
    "hr": 3600,
    "hrs": 3600,
}
_DAY = 86_400


LONGEST = 10 * 366 * _DAY
"""Seconds; what is longer is no duration but a mistake."""


def parse_duration(text: str, unit: float = 1.0, decimal: str | None = None) -> int:
    """Return whole seconds, halves rounded up.

    A bare number is in `unit` seconds; below 1 and with six or more decimals that make whole seconds
    it is a spreadsheet's fraction of a day. `1:15` is a minute and a quarter, `1.02:03:04` begins with
    a day, `12:01:15 AM` a time of day
    taken as the span since midnight.

    Raises:
        ValueError: it is no duration, or negative.
    """
    text = text.strip()
    if text.startswith(("-", "−")):
        raise ValueError(f"{text!r} is a negative duration")
    seconds = _clock(text)
    if seconds is None:
        seconds = _iso(text)
    if seconds is None:
        seconds = _parts(text)
    if seconds is None:
        seconds = _number(text, unit, decimal)
    if seconds > LONGEST:
        raise ValueError(f"{text!r} is longer than ten years")
    return int(seconds + 0.5)


def _clock(text: str) -> float | None:
    if _HALF_DAY.fullmatch(text):
        return parse_clock(text)[0] / 1e6
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    days, hours, minutes, seconds, fraction = match.groups()
    if int(seconds) > 59 or (hours is not None and int(minutes) > 59):
        raise ValueError(f"{text!r} is not a duration")
    whole = int(days or 0) * _DAY + int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + float(f"0.{fraction or 0}")


def _iso(text: str) -> float | None:
    match = _ISO.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    days, hours, minutes, seconds = match.groups(default="0")
    return int(days) * _DAY + int(hours) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))


def _parts(text: str) -> float | None:
    found = _PARTS.findall(text)
    if not found or _PARTS.sub("", text).strip() or any(name.casefold() not in _UNITS for _, name in found):
        return None
    return sum(float(number.replace(",", ".")) * _UNITS[name.casefold()] for number, name in found)


def _number(text: str, unit: float, decimal: str | None) -> float:
    try:
        number = float(parse_decimal(text, decimal))
    except Unclear:
        raise
    except ValueError as error:
        raise ValueError(f"{text!r} is not a duration") from error
    decimals = len(re.split("[.,]", text)[-1]) if re.search("[.,]", text) else 0
    of_day = number * _DAY
    if 0 < number < 1 and decimals >= 6 and abs(of_day - round(of_day)) < 0.01:
        return float(round(of_day))
    return number * unit
