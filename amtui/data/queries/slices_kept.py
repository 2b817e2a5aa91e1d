"""Observations of some accounts by dimension, weekday and hour: kept ones, moved on by some days, or counted.

What is kept ends with a day. For a window of the same length that ends some days later, or earlier as that
of a book does where an account is in another zone, only the days that come in and those that fall out are
counted: what was kept, with these and less those, is what all days would give.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from amtui.data.queries.kept_hours import Kept, kept_hours
from amtui.data.queries.places import Place
from amtui.data.queries.slices import counted
from amtui.data.queries.slices_wanted import Answer, Wanted
from amtui.data.reading import Reading
from amtui.domain.kpi.dimensions import Dimension
from amtui.domain.kpi.shortfall import Slice

ONE_DAY = timedelta(days=1)
LESS, MORE = -1, 1


def slices(reading: Reading, places: Sequence[Place], wanted: Wanted) -> Answer:
    """Return the observations of a KPI by each of its dimensions."""
    kept = kept_hours(reading, [place.id for place in places], wanted)
    found = counted(reading, [place for place in places if place.id not in kept], wanted)
    by_last: dict[date, list[Place]] = {}
    for place in places:
        if place.id in kept:
            by_last.setdefault(kept[place.id].last, []).append(place)
    for last, group in by_last.items():
        answer = moved(reading, group, wanted, last, [kept[place.id].answer for place in group])
        for dimension, rows in answer.items():
            found[dimension].extend(rows)
    return found


def moved_on(reading: Reading, places: Sequence[Place], wanted: Wanted, kept: Kept) -> Answer:
    """Return what is wanted of one account from what was kept of it."""
    return moved(reading, places, wanted, kept.last, [kept.answer])


def moved(
    reading: Reading, places: Sequence[Place], wanted: Wanted, last: date, kept: Sequence[Answer]
) -> Answer:
    """Return what is wanted, from what was kept of windows of the same length that end with `last`."""
    parts = [(answer, MORE) for answer in kept]
    if days := wanted.last - last:
        before = wanted.first - days
        later = replace(wanted, first=min(last, wanted.last) + ONE_DAY, last=max(last, wanted.last))
        earlier = replace(wanted, first=min(before, wanted.first), last=max(before, wanted.first) - ONE_DAY)
        came, went = (later, earlier) if last < wanted.last else (earlier, later)
        parts += [(counted(reading, places, came), MORE), (counted(reading, places, went), LESS)]
    dimensions = dict.fromkeys(dimension for answer, _ in parts for dimension in answer)
    return {dimension: _together(dimension, parts) for dimension in dimensions}


def _together(dimension: Dimension, parts: Iterable[tuple[Answer, int]]) -> list[Slice]:
    """Add up, or take off; what nothing is left of is left out."""
    tally: dict[tuple[int, str | None, int, int], tuple[int, int]] = {}
    for answer, sign in parts:
        for one in answer.get(dimension, ()):
            key = (one.account_id, one.value, one.weekday, one.hour)
            n, amount = tally.get(key, (0, 0))
            tally[key] = (n + sign * one.n, amount + sign * one.amount)
    return [Slice(*key, n, amount) for key, (n, amount) in tally.items() if n]
