"""Times of day as people and programs write them."""

import re

_SECOND = 1_000_000
_ZONE = (
    r"(\(UTC\)|(?:UTC|GMT)[+-]\d{1,2}(?::?\d{2})?|Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?"
    r"(?:(?<=\d)\s*\([^()]*\))?"
)
"""An offset may be followed by what its zone is called."""
_LETTERS = re.compile(r".*\d\s*([A-Z]{2,5}|[A-Z]\w+/\w+)", re.DOTALL)
_PLAIN = re.compile(r"[T ]?(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d")
_COLONS = re.compile(
    r"(?:T|\s|,)*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?\s*" + _ZONE, re.IGNORECASE
)
_HOUR = re.compile(r"(\d{1,2})\s*(?:h|uhr|([ap]\.?m\.?))?", re.IGNORECASE)
_COMPACT = re.compile(r"T(\d{2})(\d{2})(\d{2})()()\s*" + _ZONE, re.IGNORECASE)


def parse_clock(text: str) -> tuple[int, int | None]:
    """Return microseconds since midnight and, where the text names a zone, its offset in microseconds.

    Raises:
        ValueError: it is no time of day; says why.
    """
    if _PLAIN.fullmatch(text):
        return (int(text[-8:-6]) * 3600 + int(text[-5:-3]) * 60 + int(text[-2:])) * _SECOND, None
    stripped = text.strip()
    if not stripped:
        return 0, None
    match = _COLONS.fullmatch(stripped) or _COMPACT.fullmatch(stripped)
    if match is None:
        named = _LETTERS.fullmatch(stripped)
        if named and named[1].upper() not in {"AM", "PM"}:
            raise ValueError(f"{named[1]} names no offset; take it out, and say the zone in a mapping")
        raise ValueError(f"{stripped!r} is not a time of day")
    hours, minutes, seconds, fraction, half, zone = match.groups()
    hour = _hour(int(hours), half, stripped)
    minute, second = int(minutes), int(seconds or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"{stripped!r} is not a time of day")
    micros = int((fraction or "").ljust(6, "0")[:6])
    return ((hour * 60 + minute) * 60 + second) * _SECOND + micros, _offset(zone)


def parse_hour(text: str) -> int:
    """Return microseconds since midnight at which an hour begins: “9”, “09”, “9 h” or “9 am”.

    Raises:
        ValueError: it is no hour of a day.
    """
    match = _HOUR.fullmatch(text.strip())
    hour = -1 if match is None else _hour(int(match[1]), match[2], text)
    if not 0 <= hour < 24:
        raise ValueError(f"{text.strip()!r} is not an hour of a day")
    return hour * 3600 * _SECOND


def _hour(hour: int, half: str | None, text: str) -> int:
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(f"{text!r} is not a time of day")
    return hour % 12 + (12 if half[0] in "pP" else 0)


def _offset(zone: str | None) -> int | None:
    if not zone:
        return None
    zone = zone.upper().removeprefix("UTC").removeprefix("GMT")
    if not zone.startswith(("+", "-")):
        return 0
    hours, sign, rest = zone[1:].partition(":")
    digits = f"{hours:0>2}{rest}" if sign or len(hours) < 3 else f"{hours:0>4}"
    digits = digits.ljust(4, "0")
    seconds = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return (-seconds if zone[0] == "-" else seconds) * _SECOND
