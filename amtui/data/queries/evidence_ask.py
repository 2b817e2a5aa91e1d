"""Which observations behind a figure are wanted, and how stretches of them are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, tuple_

from amtui.data.queries.places import Place
from amtui.data.types import from_micros, to_micros
from amtui.domain.kpi.settings import KpiSettings
from amtui.domain.kpi_explained import Evidence, Portion
from amtui.domain.paging import Key, Page, Slice
from amtui.domain.vocabulary import KpiKey


@dataclass(frozen=True, slots=True)
class Wanted:
    """The observations behind one figure.

    Attributes:
        place: whose.
        kpi: of which KPI.
        first, last: the window.
        switched_off: bits of the reasons that shall not exclude.
        settings: how KPIs are counted.
        part: the segment that alone is wanted; None for all.
    """

    place: Place
    kpi: KpiKey
    first: date
    last: date
    switched_off: int
    settings: KpiSettings
    part: Portion | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many observations there are behind a figure.

    Attributes:
        masks: by the sum of the bits of what leaves them out; of some kinds nothing can be switched.
        imports: by the import that brought them; None is none.
    """

    masks: Mapping[int, int]
    imports: Mapping[int | None, int]


def stretch(
    statement: Select[Any], columns: Sequence[ColumnElement[Any]], after: Sequence[Any], wanted: Slice
) -> Select[Any]:
    """Return a stretch and one row more of a list that begins with the latest.

    Args:
        statement: the whole list.
        columns: what it is ordered by, a column that no two rows share as the last.
        after: their values in the row that the stretch starts behind; empty is an end of the list.
        wanted: how much of it, and which way.
    """
    if after:
        values = (literal(value, column.type) for value, column in zip(after, columns, strict=True))
        place, start = tuple_(*columns), tuple_(*values)
        statement = statement.where(place > start if wanted.reverse else place < start)
    order = [column.asc() if wanted.reverse else column.desc() for column in columns]
    return statement.order_by(*order).limit(wanted.limit + 1).offset(wanted.skip)


def stretch_by_time(
    statement: Select[Any], at: ColumnElement[Any], own_id: ColumnElement[Any], wanted: Slice
) -> Select[Any]:
    """Return a stretch and one row more of a list ordered by moments; ties go by id."""
    after = () if wanted.after is None else (moment_of(wanted.after), wanted.after[1])
    return stretch(statement, (at, own_id), after, wanted)


def moment_of(key: Key) -> datetime:
    """Return when a row happened, by its key in a page."""
    return from_micros(int(key[0]))


def page(found: list[Evidence], wanted: Slice) -> Page[Evidence]:
    """Return rows that were read by `stretch` as a page in the order of the list."""
    shown = found[: wanted.limit]
    if wanted.reverse:
        shown.reverse()
    keys = tuple((to_micros(row.at), row.id) for row in shown)
    return Page(tuple(shown), keys, len(found) <= wanted.limit)
