"""KPIs that administrators have defined, and the days that were imported for them."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import select

from amtui.data.models import accounts, own_kpi_days, own_kpis
from amtui.data.queries.places import chosen
from amtui.data.reading import Reading
from amtui.domain.kpi.definitions import custom, named
from amtui.domain.kpi_records import OwnKpi
from amtui.domain.vocabulary import KpiKey

if TYPE_CHECKING:
    from amtui.data.queries.day_rollups import Days, Span

K, D = own_kpis.c, own_kpi_days.c
BY_NAME = select(own_kpis).order_by(K.label)
Named = Mapping[str, KpiKey]
"""The names of KPIs, those of the program and those defined, by their words."""


def own_kpi_list(reading: Reading) -> tuple[OwnKpi, ...]:
    """Return the KPIs that were defined, by name; also those no longer in use."""
    return tuple(
        OwnKpi(row.id, row.key, row.label, row.unit, row.comparator, row.formula, row.active, row.version)
        for row in reading.rows(BY_NAME)
    )


def kpi_names(reading: Reading) -> Named:
    """Return every KPI by its word, in the order that lists show them."""
    own = {
        entry.key: named(custom(entry.key, entry.label, entry.unit, entry.comparator, entry.formula))
        for entry in own_kpi_list(reading)
        if entry.active
    }
    return MappingProxyType({key.value: key for key in KpiKey} | own)


def add_own(
    days: "Days", reading: Reading, account_ids: Collection[int] | None, kpis: Iterable[KpiKey], span: "Span"
) -> None:
    """Take the imported days of defined KPIs in."""
    from amtui.domain.kpi.rollup import DayRollup

    wanted = [kpi.value for kpi in kpis]
    statement = (
        select(D.account_id, K.key, D.day, D.numerator, D.denominator)
        .select_from(accounts)
        .join(own_kpi_days, D.account_id == accounts.c.id)
        .join(own_kpis, K.id == D.kpi_id)
        .where(chosen(reading, account_ids), K.key.in_(wanted), D.day.between(span.earliest, span.last))
    )
    for account_id, key, day, above, below in reading.connection.execute(statement) if wanted else ():
        days.add(account_id, KpiKey(key), DayRollup(day, below, above, below))
