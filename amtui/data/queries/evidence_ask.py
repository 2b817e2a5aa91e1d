"""Which observations behind a figure are wanted, and how stretches of them are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_

from amtui.data.queries.places import Place
from amtui.data.types import from_micros, to_micros
from amtui.domain.kpi.settings import KpiSettings
from amtui.domain.kpi_explained import Evidence
from amtui.domain.paging import Page, Slice
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
    """

    place: Place
    kpi: KpiKey
    first: date
    last: date
    switched_off: int
    settings: KpiSettings


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
    statement: Select[Any], at: ColumnElement[Any], own_id: ColumnElement[Any], wanted: Slice
) -> Select[Any]:
    """Return a stretch and one row more of a list that begins with the latest; ties go by id."""
    back = wanted.reverse
    if wanted.after is not None:
        moment, row_id = from_micros(int(wanted.after[0])), wanted.after[1]
        beyond = at > moment if back else at < moment
        tied = own_id > row_id if back else own_id < row_id
        statement = statement.where(or_(beyond, and_(at == moment, tied)))
    order = (at.asc(), own_id.asc()) if back else (at.desc(), own_id.desc())
    return statement.order_by(*order).limit(wanted.limit + 1).offset(wanted.skip)


def page(found: list[Evidence], wanted: Slice) -> Page[Evidence]:
    """Return rows that were read by `stretch` as a page in the order of the list."""
    shown = found[: wanted.limit]
    if wanted.reverse:
        shown.reverse()
    keys = tuple((to_micros(row.at), row.id) for row in shown)
    return Page(tuple(shown), keys, len(found) <= wanted.limit)
