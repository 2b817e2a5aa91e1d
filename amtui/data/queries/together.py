"""One KPI of many accounts together: by day, and by account over a window.

Kept days are added up without making a value of each, as a book of ten thousand accounts has a million
of them: rates in the database, durations here.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, select, type_coerce
from sqlalchemy.types import NullType

from amtui.data.models import accounts, kpi_days
from amtui.data.queries.kpi_figure import Material
from amtui.data.queries.places import Place
from amtui.data.reading import Reading
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.describing import Pooling
from amtui.domain.kpi.merging import merged
from amtui.domain.kpi.rollup import DayRollup, Pooled, pool
from amtui.domain.kpi.stored import histogram_from_json
from amtui.domain.vocabulary import AccountStatus, KpiKey

Dates = tuple[date, date]
Statement = Select[*tuple[Any, ...]]
D = kpi_days.c
ADDED = frozenset({Pooling.MASKS, Pooling.COUNTS, Pooling.HISTOGRAM})
"""What of kept days is added up here."""
Histogram = dict[str, int]
"""Seconds as they are kept, and how many waited so long."""


@dataclass(frozen=True, slots=True)
class Together:
    """One KPI of several accounts.

    Attributes:
        days: of all accounts together, one entry a day, in order.
        by_account: each account's figure over the window; those without anything counted are left out.
    """

    days: Sequence[DayRollup]
    by_account: Mapping[int, Pooled]


def of_material(material: Material, places: Iterable[Place], kpi: KpiKey, window: Dates) -> Together:
    """Add up days that were read one by one."""
    first, last = window
    days = {place.id: material.days.of(place.id, kpi) for place in places}
    pooled = {account_id: pool(kpi, own, first=first, last=last) for account_id, own in days.items()}
    return Together(
        merged(day for own in days.values() for day in own),
        {account_id: each for account_id, each in pooled.items() if each.n},
    )


def is_added(kpi: KpiKey) -> bool:
    """Tell whether `of_book` adds this KPI up."""
    return definition(kpi).stored and definition(kpi).pooling in ADDED


def of_book(reading: Reading, kpi: KpiKey, window: Dates, widest: Dates) -> Together:
    """Add up the kept days of all active accounts that are visible.

    Args:
        reading: whose books.
        kpi: one that `is_added`.
        window: first and last day of the figures by account.
        widest: first and last day of the days together; holds the window.
    """
    add_up = _durations if definition(kpi).pooling is Pooling.HISTOGRAM else _rates
    return add_up(reading, kpi, window, widest)


def _kept(reading: Reading, kpi: KpiKey, span: Dates, *columns: ColumnElement[Any]) -> Statement:
    return (
        select(*columns)
        .select_from(accounts)
        .join(kpi_days, D.account_id == accounts.c.id)
        .where(reading.visible(accounts), accounts.c.status == AccountStatus.ACTIVE)
        .where(D.kpi == kpi, D.day.between(*span))
    )


def _rates(reading: Reading, kpi: KpiKey, window: Dates, widest: Dates) -> Together:
    sums = (func.sum(D.n), func.sum(D.numerator), func.sum(D.denominator))
    by_day = _kept(reading, kpi, widest, D.day, *sums).group_by(D.day).order_by(D.day)
    by_account = _kept(reading, kpi, window, D.account_id, *sums).group_by(D.account_id)
    rows = reading.connection.execute
    return Together(
        [DayRollup(day, n, int(above or 0), int(below or 0)) for day, n, above, below in rows(by_day)],
        {
            account_id: Pooled(n, int(above or 0), int(below or 0))
            for account_id, n, above, below in rows(by_account)
            if n
        },
    )


def _durations(reading: Reading, kpi: KpiKey, window: Dates, widest: Dates) -> Together:
    """Add histograms up as they are kept, their seconds still text."""
    read = json.JSONDecoder().raw_decode
    by_day: dict[Any, Histogram] = {}
    by_account: dict[int, Histogram] = {}
    # The day as it is stored: turning a million into dates takes longer than adding them up.
    day_stored = type_coerce(D.day, NullType())
    columns = (D.account_id, day_stored, D.day.between(*window), cast(D.histogram, Text))
    for account_id, day, is_inside, text in reading.connection.execute(_kept(reading, kpi, widest, *columns)):
        histogram = read(text or "{}")[0]
        _add(by_day.setdefault(day, {}), histogram)
        if is_inside:
            _add(by_account.setdefault(account_id, {}), histogram)
    return Together(
        [_day(day, times) for day, times in sorted(by_day.items())],
        {account_id: _pooled(times) for account_id, times in by_account.items() if times},
    )


def _add(times: Histogram, more: Histogram) -> None:
    for seconds, n in more.items():
        times[seconds] = times.get(seconds, 0) + n


def _day(stored: Any, times: Histogram) -> DayRollup:
    day = stored if isinstance(stored, date) else date.fromordinal(stored)
    return DayRollup(day, sum(times.values()), histogram=histogram_from_json(times))


def _pooled(times: Histogram) -> Pooled:
    return Pooled(sum(times.values()), None, None, (), histogram_from_json(times))
