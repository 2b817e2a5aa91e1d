"""A day at the end of what somebody writes down: “Call Kim tomorrow”, “Send the offer fri 14:00”."""

import re
from datetime import date, datetime, tzinfo

from amtui.domain.errors import Invalid
from amtui.domain.frozen import dataclass
from amtui.domain.when_words import day_ahead

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT = tuple(name[:3] for name in WEEKDAYS)
NAMES = frozenset({"today", "tomorrow", *WEEKDAYS, *SHORT})
MAY_BE_NAMES = frozenset({"mon", "wed", "sat", "sun"})
"""Short names of days that may be something else as well: a person, a verb, what shines."""
LEADS_IN = frozenset({"on", "by"})
OTHERWISE = frozenset(
    {
        *("about", "after", "and", "before", "black", "each", "every", "for", "from", "good", "last", "next"),
        *("not", "of", "or", "since", "than", "the", "this", "to", "until", "with"),
    }
)
"""Words after which a day is not the one by which something is to be done, or not certainly."""
_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class TitleDay:
    """What was read.

    Attributes:
        title: without the words for the day; a time of the day stays in it.
        words: those for the day.
    """

    title: str
    words: str
    day: date


def day_in_title(text: str, now: datetime, zone: tzinfo) -> TitleDay | None:
    """Return the day that ends a title, where it can mean nothing else; None where it may.

    It is named once, at the end, a time of the day at most behind it. A word before it that could make it
    something else, another day or time, or a day that is past leave the title a title.
    """
    words = text.split()
    clock = [words.pop()] if words and _TIME.fullmatch(words[-1]) else []
    if clock and words and words[-1].casefold() == "at":
        clock.insert(0, words.pop())
    if not words or not _is_day(words[-1]):
        return None
    said = [words.pop()]
    if words and words[-1].casefold() in LEADS_IN:
        said.insert(0, words.pop())
    if not words or _is_unclear(words, said, timed=bool(clock)):
        return None
    try:
        day = day_ahead(said[-1], now, zone)
    except Invalid:
        return None
    return TitleDay(" ".join([*words, *clock]), " ".join(said), day)


def _is_day(word: str) -> bool:
    return word.casefold() in NAMES or _FULL.fullmatch(word) is not None


def _is_unclear(before: list[str], said: list[str], *, timed: bool) -> bool:
    """Tell whether something before a day makes it doubtful, or it could be no day at all."""
    plain = [word.casefold().strip(".,;:!?()“”\"'") for word in before]
    alone = len(said) == 1 and not timed
    if plain[-1] in OTHERWISE or (alone and said[0].casefold() in MAY_BE_NAMES):
        return True
    return any(_is_day(word) or _TIME.fullmatch(word) for word in plain)
