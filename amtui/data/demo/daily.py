"""Roll-ups of single days, counted while the rows are made."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from amtui.domain.kpi import exclusions
from amtui.domain.kpi.rollup import DayRollup
from amtui.domain.kpi.stored import gaps_to_json, histogram_to_json, masks_to_json
from amtui.domain.vocabulary import KpiKey

COLUMNS = "account_id kpi day am_id n numerator denominator excluded histogram"
Days = dict[KpiKey, list[DayRollup]]
"""The days of one account by KPI, in order."""
_SERVED = frozenset({"answered", "abandoned"})
_OF_WAITS = frozenset({KpiKey.FIRST_RESPONSE, KpiKey.SERVICE_LEVEL})


class CallDay:
    """What is counted of the calls of one day."""

    __slots__ = ("day", "excluded", "gave_up", "histogram", "left_out", "missed", "offered", "served")

    def __init__(self, day: int) -> None:
        self.day = day
        self.offered = self.missed = self.served = 0
        self.excluded: dict[int, tuple[int, int]] = {}
        self.left_out: dict[int, tuple[int, int]] = {}
        self.histogram: dict[int, int] = {}
        self.gave_up: dict[int, int] = {}

    def count(self, mask: int, wait: int | None, outcome: str) -> None:
        """Count a call, which is offered when no reason is in `mask`."""
        missed = outcome != "answered"
        self._serve(mask, wait, outcome)
        if mask:
            n, of_them = self.excluded.get(mask, (0, 0))
            self.excluded[mask] = (n + 1, of_them + missed)
            return
        self.offered += 1
        if missed:
            self.missed += 1
        elif wait is not None:
            self.histogram[wait] = self.histogram.get(wait, 0) + 1

    def _serve(self, mask: int, wait: int | None, outcome: str) -> None:
        """Count a call for the service level, which keeps who gave up, and what it is not about."""
        if outcome not in _SERVED:
            mask |= exclusions.MISSED_OTHERWISE
        if wait is None:
            mask |= exclusions.NO_WAIT
        if mask:
            self.left_out[mask] = (self.left_out.get(mask, (0, 0))[0] + 1, 0)
            return
        self.served += 1
        if outcome == "abandoned" and wait is not None:
            self.gave_up[wait] = self.gave_up.get(wait, 0) + 1

    def rollups(self) -> Iterator[tuple[KpiKey, DayRollup]]:
        """Yield the day of each KPI of calls."""
        day = date.fromordinal(self.day)
        yield KpiKey.MISSED_CALL_RATE, DayRollup(day, self.offered, self.missed, self.offered, self.excluded)
        answered = self.offered - self.missed
        yield KpiKey.FIRST_RESPONSE, DayRollup(day, answered, histogram=self.histogram)
        yield (
            KpiKey.SERVICE_LEVEL,
            DayRollup(day, self.served, excluded=self.left_out, histogram=self.gave_up),
        )


def collect(found: Iterable[tuple[KpiKey, DayRollup]], into: Days) -> None:
    """Add days to those of an account."""
    for kpi, day in found:
        into.setdefault(kpi, []).append(day)


def rows(account_id: int, am_id: int, days: Days) -> Iterator[tuple[object, ...]]:
    """Yield the rows of one account's days."""
    for kpi, entries in days.items():
        is_duration = kpi in _OF_WAITS
        for entry in entries:
            if not entry.n and not entry.excluded:
                continue
            yield (
                account_id,
                kpi.value,
                entry.day.toordinal(),
                am_id,
                entry.n,
                None if is_duration else entry.numerator,
                None if is_duration else entry.denominator,
                _json(masks_to_json(entry.excluded)) if entry.excluded else None,
                _open_part(entry),
            )


def _open_part(entry: DayRollup) -> str | None:
    """Return the histogram of a duration, or the gaps of a rate of distinct records."""
    if entry.gaps:
        return _json(gaps_to_json(entry.gaps))
    return _json(histogram_to_json(dict(sorted(entry.histogram.items())))) if entry.histogram else None


def _json(document: Mapping[str, object]) -> str:
    """Write numbers by digits; what Python prints of those is JSON but for the quotes, and much quicker."""
    return repr(document).replace("'", '"')
