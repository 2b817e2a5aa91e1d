"""Figures as they are kept for lists: small documents that are read only when somebody looks into them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, overload

from amtui.data.queries.own_kpis import Named
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi_key import KpiKey
from amtui.domain.kpi_records import KpiFigure, Projection, Recent, Window
from amtui.domain.vocabulary import Comparator, KpiState, Statistic

_STATES = {state.value: state for state in KpiState}
_STATISTICS = {statistic.value: statistic for statistic in Statistic}
_COMPARATORS = {comparator.value: comparator for comparator in Comparator}


def to_document(figures: Iterable[KpiFigure]) -> list[list[Any]]:
    """Return figures as JSON can hold them; what follows from the account is left out."""
    return [
        [
            figure.kpi.value, figure.statistic.value, figure.value, figure.n, figure.numerator,
            figure.denominator, figure.excluded, figure.baseline, figure.baseline_n, figure.target,
            figure.comparator and figure.comparator.value, figure.progress, figure.state.value,
            figure.sustained_days, figure.source, figure.as_of and figure.as_of.isoformat(),
            figure.projection and _way(figure.projection),
            figure.recent and [figure.recent.days, figure.recent.value, figure.recent.n],
        ]
        for figure in figures
    ]  # fmt: skip


class KeptFigures(Sequence[KpiFigure]):
    """The kept figures of one account, read at the first look.

    Args:
        text: what `to_document` made, as JSON.
        account_id, name: the account.
        window: the days.
        names: of KPIs.
    """

    __slots__ = ("_account_id", "_known", "_name", "_names", "_text", "_window")

    def __init__(self, text: str, account_id: int, name: str, window: Window, names: Named) -> None:
        self._text, self._account_id, self._name, self._window = text, account_id, name, window
        self._names = names
        self._known: tuple[KpiFigure, ...] | None = None

    def _looked(self) -> tuple[KpiFigure, ...]:
        if self._known is None:
            account, rows = (self._account_id, self._name), json.loads(self._text)
            self._known = tuple(_figure(row, account, self._window, self._names) for row in rows)
        return self._known

    @overload
    def __getitem__(self, index: int) -> KpiFigure: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[KpiFigure, ...]: ...
    def __getitem__(self, index: int | slice) -> KpiFigure | tuple[KpiFigure, ...]:
        return self._looked()[index]

    def __len__(self) -> int:
        return len(self._looked())

    def __iter__(self) -> Iterator[KpiFigure]:
        return iter(self._looked())

    def __eq__(self, other: object) -> bool:
        return self._looked() == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._looked())

    def __repr__(self) -> str:
        return repr(self._looked())


def _figure(row: list[Any], account: tuple[int, str], window: Window, names: Named) -> KpiFigure:
    (
        word, statistic, value, n, numerator, denominator, excluded, baseline, baseline_n, target,
        comparator, progress, state, sustained_days, source, as_of, projection, recent,
    ) = row  # fmt: skip
    kpi = names.get(word) or KpiKey(word)
    return KpiFigure(
        *account, kpi, _STATISTICS[statistic], definition(kpi).unit, value, n, numerator, denominator,
        tuple(map(tuple, excluded)), window, baseline, baseline_n, target,
        _COMPARATORS[comparator] if comparator else None, progress, _STATES[state], sustained_days, source,
        datetime.fromisoformat(as_of) if as_of else None,
        _projection(projection) if projection else None,
        Recent(*recent) if recent else None,
    )  # fmt: skip


def _way(way: Projection) -> list[Any]:
    latest = way.latest and way.latest.isoformat()
    return [way.on.isoformat(), way.earliest.isoformat(), latest, way.slope, way.p, way.days]


def _projection(row: list[Any]) -> Projection:
    on, earliest, latest, slope, p, days = row
    day = date.fromisoformat
    return Projection(day(on), day(earliest), latest and day(latest), slope, p, days)
