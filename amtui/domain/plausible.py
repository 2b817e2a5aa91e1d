"""What the fields of a change can hold at all: what no engine keeps, or nobody means, is refused first."""

import math
from dataclasses import fields
from datetime import date
from decimal import Decimal
from zlib import compress

from amtui.domain.change import Change
from amtui.domain.errors import Invalid
from amtui.domain.money_record import MOST_MONEY

SHORT, LONG = 500, 100_000
"""Characters of a name or a subject, and of what is written at length."""
LONGEST_NAME = 10_000
WRITTEN = frozenset(
    {
        *(
            "agenda",
            "attendees",
            "comment",
            "description",
            "detail",
            "details",
            "error",
            "evidence",
            "filter",
        ),
        *("formula", "holidays", "hypothesis", "lastdata", "line", "message_data", "message_event"),
        *("new_plan", "note", "notes", "outcome", "password", "proof", "reason", "reply", "steps"),
        *("summary", "text", "value", "what"),
    }
)
"""Fields that are written at length; all others are short, as servers sort and look up by them."""
MOST, MOST_ID = 2**31 - 1, 2**63 - 1
YEARS = range(1900, 2200)


def check(change: Change) -> None:
    """Let a change pass whose fields can be kept.

    Raises:
        Invalid: with a sentence for each field that cannot be.
    """
    wrong: dict[str, str] = {}
    for field in fields(change):
        _look(field.name, getattr(change, field.name), wrong)
    if wrong:
        raise Invalid(wrong)


def why_not_text(text: str, most: int = SHORT) -> str:
    """Return why a text cannot be kept, or nothing; a server looks up by so many bytes and no more."""
    if len(text) > most:
        return f"has at most {most:,} characters, not {len(text):,}"
    if "\0" in text:
        return "cannot hold the character NUL"
    if text.isascii():
        return ""
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        return "holds bytes that are no text; send it as UTF-8"
    if most == SHORT and (size := len(text.encode())) > 2 * SHORT:
        return f"takes at most {2 * SHORT:,} bytes, not {size:,}"
    return ""


def why_not_cell(name: str, text: str) -> str:
    """Return why a cell of a file cannot be kept as it is, or nothing.

    Names of other systems may be longer than those that are typed here, as far as a server can look up
    by them; it packs what repeats itself.
    """
    if name in WRITTEN:
        return why_not_text(text, LONG)
    if len(text) <= SHORT // 2:
        return ""
    raw = text.encode()
    if len(text) > LONGEST_NAME or (len(raw) > 2 * SHORT and len(compress(raw)) > SHORT):
        return f"is too long for a server to look up by, with {len(text):,} characters"
    return ""


def why_not_day(day: date) -> str:
    """Return why a day, or the day of a moment, is none that anybody means, or nothing."""
    return "" if day.year in YEARS else f"is not between the years {YEARS.start} and {YEARS.stop - 1}"


def _look(name: str, value: object, wrong: dict[str, str]) -> None:
    """Note what is wrong with a value, or with a part of it."""
    if isinstance(value, tuple):
        for part in value:
            if name == "fields":
                _look(name, part[0], wrong)
                _look(str(part[0])[:SHORT], part[1], wrong)
            else:
                _look(name, part, wrong)
    elif why := _why_not(name, value):
        wrong[name] = why


def _why_not(name: str, value: object) -> str:
    if isinstance(value, str):
        return why_not_text(value, LONG if name in WRITTEN else SHORT)
    if isinstance(value, int):
        most = MOST_ID if name == "id" or name.endswith(("_id", "_ids")) else MOST
        return "" if -most <= value <= most else "is too large a number"
    if isinstance(value, float):
        return "" if math.isfinite(value) else "is no number"
    if isinstance(value, Decimal):
        return "" if value.is_finite() and abs(value) < MOST_MONEY else "is no amount that can be kept"
    if isinstance(value, date):
        return why_not_day(value)
    return ""
