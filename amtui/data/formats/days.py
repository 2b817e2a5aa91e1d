"""Dates as people and programs write them; what can be read in two ways is not read."""

import re
from datetime import date

ORDERS = ("dmy", "mdy", "ymd")
_NUMERIC = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})\.?")
_ZERO = re.compile(r"0000([-/.])00\1?00|00([-/.])00\2(00|0000)")
_COMPACT = re.compile(r"\d{8}")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s./-]*([^\W\d_]{3,12})\.?[\s.,/-]+(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+", re.IGNORECASE)
_YEARS = (1900, 2200)
"""Dates outside stand for none, as a program's earliest and latest do."""
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
} | {
    "mär": 3, "mai": 5, "okt": 10, "dez": 12, "janv": 1, "fév": 2, "avr": 4, "juin": 6, "juil": 7, "aoû": 8,
    "déc": 12, "ene": 1, "abr": 4, "ago": 8, "dic": 12, "gen": 1, "mag": 5, "giu": 6, "lug": 7, "set": 9,
    "ott": 10, "mrt": 3, "mei": 5,
}  # fmt: skip
"""By the first three letters, or four where three do not tell, in the languages that exports come in."""


class AmbiguousDate(ValueError):
    """A date that can be read in more than one way."""


def parse_day(text: str, order: str | None = None) -> date:
    """Return the date that `text` writes.

    Args:
        text: a date without a time.
        order: how dates are to be read that could be several: `dmy`, `mdy` or `ymd`.

    Raises:
        AmbiguousDate: it can be read in several ways and `order` is None.
        ValueError: it is no date; says why.
    """
    whole = text.strip()
    text = _WEEKDAY.sub("", whole, count=1)
    numeric = _NUMERIC.fullmatch(text)
    if numeric:
        return _numeric(whole, numeric, order)
    if _COMPACT.fullmatch(text):
        return _checked(int(text[:4]), int(text[4:6]), int(text[6:]), text)
    return _with_month_name(text)


def date_part(text: str) -> str:
    """Return the date of a text that may go on with a time of day; a weekday stays before it."""
    text = text.strip()
    if text[:1].isalpha() and (named := _WEEKDAY.match(text)):
        return named[0] + date_part(text[named.end() :])
    return text.replace("T", " ").partition(" ")[0].removesuffix(",")


def is_zero(text: str) -> bool:
    """Tell whether a date is all zeros, which is how some databases write that there is none."""
    return _ZERO.fullmatch(date_part(text)) is not None


def possible_orders(text: str) -> frozenset[str] | None:
    """Return the orders in which a numeric date is one; None where its form alone settles it.

    A weekday before the date leaves only the orders in which the date falls on it, if there are any.
    """
    text = text.strip()
    named = _WEEKDAY.match(text)
    match = _NUMERIC.fullmatch(text[named.end() :] if named else text)
    if match is None:
        return None
    first, sign, middle, last = match.groups()
    if len(first) > 2 or (sign == "." and len(last) in {2, 4}):
        return None
    orders = ORDERS if len(last) <= 2 else ORDERS[:2]
    dates = {order: _arranged(first, middle, last, order) for order in orders}
    found = frozenset(order for order in orders if _is_date(dates[order]))
    fitting = frozenset(order for order in found if named and _weekday(dates[order]) == named[1].lower())
    return fitting or found


def _numeric(text: str, match: re.Match[str], order: str | None) -> date:
    first, sign, middle, last = match.groups()
    if len(first) == 4 and len(last) <= 2:
        return _checked(int(first), int(middle), int(last), text)
    if len(first) > 2 or len(last) == 3 or len(last) == 1:
        raise ValueError(f"{text!r} is not a date")
    if sign == ".":
        return _checked(*_arranged(first, middle, last, "dmy"), text)
    return _in_order(text, (first, middle, last), order)


def _in_order(text: str, parts: tuple[str, str, str], order: str | None) -> date:
    if order is not None and not (order == "ymd" and len(parts[2]) == 4):
        return _checked(*_arranged(*parts, order), text)
    possible = sorted(possible_orders(text) or ())
    if len(possible) > 1:
        raise AmbiguousDate(f"{text!r} can be read as {' or '.join(possible)}; say which with --date-format")
    return _checked(*_arranged(*parts, possible[0] if possible else "dmy"), text)


def _arranged(first: str, middle: str, last: str, order: str) -> tuple[int, int, int]:
    if order == "ymd":
        return _year(first), int(middle), int(last)
    day, month = (first, middle) if order == "dmy" else (middle, first)
    return _year(last), int(month), int(day)


def _year(text: str) -> int:
    """Two-digit years follow POSIX: 69-99 are 1969-1999."""
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year > 68 else 2000)


def _weekday(parts: tuple[int, int, int]) -> str:
    return _WEEKDAYS[date(*parts).weekday()]


def _is_date(parts: tuple[int, int, int]) -> bool:
    try:
        date(*parts)
    except ValueError:
        return False
    return True


def _checked(year: int, month: int, day: int, text: str) -> date:
    if not _is_date((year, month, day)):
        raise ValueError(f"{text!r} is not a date")
    if not _YEARS[0] <= year <= _YEARS[1]:
        raise ValueError(f"{text!r} is not within the years {_YEARS[0]} to {_YEARS[1]}")
    return date(year, month, day)


def _with_month_name(text: str) -> date:
    day_first, month_first = _DAY_FIRST.fullmatch(text), _MONTH_FIRST.fullmatch(text)
    if day_first:
        day, name, year = day_first.groups()
    elif month_first:
        name, day, year = month_first.groups()
    else:
        raise ValueError(f"{text!r} is not a date")
    month = _MONTHS.get(name[:4].casefold()) or _MONTHS.get(name[:3].casefold())
    if month is None:
        raise ValueError(f"{text!r} is not a date")
    return _checked(_year(year), month, int(day), text)
