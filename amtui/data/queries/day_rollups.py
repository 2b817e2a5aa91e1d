"""The days that figures are added up from: stored roll-ups, and what is counted when asked for."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import field
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, Text, and_, cast, or_, select

from amtui.data.models import accounts, kpi_days, kpi_goals
from amtui.data.queries.kept_json import KeptJson
from amtui.data.queries.places import chosen
from amtui.data.reading import Reading
from amtui.domain.frozen import dataclass
from amtui.domain.kpi.definitions import Pooling, definition
from amtui.domain.kpi.rollup import DayRollup
from amtui.domain.kpi.stored import gaps_from_json, histogram_from_json, masks_from_json
from amtui.domain.vocabulary import KpiKey

STORED = tuple(kpi for kpi in KpiKey if definition(kpi).stored)
"""KPIs whose days are kept; those of the others are counted when asked for."""
EMPTY: Mapping[Any, Any] = MappingProxyType({})
_OF_GAPS = frozenset({Pooling.LAST_ATTEMPT, Pooling.FIRST_ATTEMPT})
D = kpi_days.c


@dataclass(frozen=True, slots=True)
class Span:
    """Which days are wanted, of any account: those of the window, and those since a goal was agreed.

    Attributes:
        first, last: the window.
        goals_from: the earliest day since which a goal has to be judged.
    """

    first: date
    last: date
    goals_from: date

    @property
    def earliest(self) -> date:
        """The first day that anything is wanted of."""
        return min(self.first, self.goals_from)


@dataclass(slots=True)
class Days:
    """The days of many accounts and KPIs.

    Attributes:
        by_kpi: by account and KPI, in no order.
        unanswered: requests without a first reply, by account and day of creation.
    """

    by_kpi: dict[tuple[int, KpiKey], list[DayRollup]] = field(default_factory=dict)
    unanswered: dict[tuple[int, date], int] = field(default_factory=dict)

    def add(self, account_id: int, kpi: KpiKey, day: DayRollup) -> None:
        """Take one more day in."""
        self.by_kpi.setdefault((account_id, kpi), []).append(day)

    def of(self, account_id: int, kpi: KpiKey) -> list[DayRollup]:
        """Return the days of one account and KPI."""
        return self.by_kpi.get((account_id, kpi), [])


def add_stored(
    days: Days, reading: Reading, account_ids: Collection[int] | None, kpis: Collection[KpiKey], span: Span
) -> None:
    """Take the stored roll-ups in, in one statement for all accounts."""
    # One row for each account, KPI and day, so that taking it apart at once counts.
    rows = reading.connection.execute(_stored(reading, account_ids, kpis, span))
    for account_id, kpi, day, n, numerator, denominator, excluded, histogram in rows:
        is_gaps = definition(kpi).pooling in _OF_GAPS
        rollup = DayRollup(
            day,
            n,
            numerator or 0,
            denominator or 0,
            _kept(excluded, masks_from_json),
            EMPTY if is_gaps else _kept(histogram, histogram_from_json),
            _kept(histogram, gaps_from_json) if is_gaps else EMPTY,
        )
        days.add(account_id, kpi, rollup)


def _stored(
    reading: Reading, account_ids: Collection[int] | None, kpis: Collection[KpiKey], span: Span
) -> Select[*tuple[Any, ...]]:
    """Return the select of the stored roll-ups; of days before the window those since a goal was agreed."""
    in_force = and_(
        kpi_goals.c.account_id == D.account_id, kpi_goals.c.kpi == D.kpi, kpi_goals.c.superseded_on.is_(None)
    )
    return (
        select(
            D.account_id,
            D.kpi,
            D.day,
            D.n,
            D.numerator,
            D.denominator,
            cast(D.excluded, Text).label("excluded"),
            cast(D.histogram, Text).label("histogram"),
        )
        .select_from(accounts)
        .join(kpi_days, D.account_id == accounts.c.id)
        .outerjoin(kpi_goals, in_force)
        .where(
            chosen(reading, account_ids),
            D.kpi.in_(list(kpis)),
            D.day.between(span.earliest, span.last),
            or_(D.day >= span.first, D.day >= kpi_goals.c.agreed_on),
        )
    )


def _kept(text: str | None, read: Callable[[Any], dict[Any, Any]]) -> Mapping[Any, Any]:
    return KeptJson(text, read) if text else EMPTY
