"""Numbers with a decimal point or comma, decided for a whole column and never guessed."""

import re
from collections.abc import Iterable
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?[\d.,'\s]*\d(?:[eE][+-]?\d+)?")
_AROUND = re.compile(r"^(?:[A-Z]{3}|[€$£¥₹]|\s)+|(?:[A-Z]{3}|[€$£¥₹]|\s)+$")
_ONE_GROUP = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")


class Unclear(ValueError):
    """A number that may be two, by how it is read."""


MOST_DIGITS = 11
"""Digits before the decimal sign, less one, that the database keeps of an amount."""


def parse_decimal(text: str, decimal: str | None = None) -> Decimal:
    """Return a number; currency signs around it do not matter.

    Args:
        text: the number as written.
        decimal: the decimal sign of its column, `.` or `,`; None where the column does not show it.

    Raises:
        Unclear: it could be two.
        ValueError: it is no number.
    """
    bare = _bare(text)
    if not _NUMBER.fullmatch(bare):
        raise ValueError(f"{text!r} is not a number")
    sign = decimal or _shown_by(bare)
    if sign is None and _ONE_GROUP.fullmatch(bare):
        raise Unclear(f"{text!r} may be thousands or decimals; say which with decimal in a mapping file")
    number = _plain(bare, sign or ".", text)
    if number.adjusted() > MOST_DIGITS:
        raise ValueError(f"{text[:20]!r} is larger than any number here can be")
    return number


def decimal_sign(texts: Iterable[str]) -> str | None:
    """Return the decimal sign that the numbers of a column show; None where none or both are shown."""
    shown = {sign for sign in map(_shown_by, map(_bare, texts)) if sign is not None}
    return shown.pop() if len(shown) == 1 else None


def _shown_by(text: str) -> str | None:
    """A sign is decimal when another stands before it or when it does not cut off three digits."""
    point, comma = text.rfind("."), text.rfind(",")
    if point >= 0 and comma >= 0:
        return "." if point > comma else ","
    at = max(point, comma)
    if at < 0:
        return None
    sign = text[at]
    if text.count(sign) > 1:
        return "," if sign == "." else "."
    digits = re.match(r"\d*", text[at + 1 :])
    after = len(digits.group()) if digits else 0
    return None if after == 3 and _ONE_GROUP.fullmatch(text) else sign


def _bare(text: str) -> str:
    return _AROUND.sub("", text.strip().replace("−", "-"))


def _plain(bare: str, sign: str, text: str) -> Decimal:
    bare = re.sub(r"['\s]", "", bare)
    if "e" in bare.casefold():
        return Decimal(bare.replace(",", "."))
    grouping = "," if sign == "." else "."
    whole, _, rest = bare.partition(sign)
    grouped = re.fullmatch(rf"[+-]?\d{{1,3}}(?:[{grouping}]\d{{3}})+", whole)
    if grouping in rest or sign in rest or (grouping in whole and not grouped):
        raise ValueError(f"{text!r} is not a number with the decimal sign {sign!r}")
    return Decimal(f"{whole.replace(grouping, '')}.{rest or 0}")
