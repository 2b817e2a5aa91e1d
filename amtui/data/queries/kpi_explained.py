"""A figure with everything that made it: exclusions, files, goals."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select

from amtui.data.models import imports
from amtui.data.queries.evidence import NO_REASONS, tally_of, wanted
from amtui.data.queries.evidence_ask import Tally, Wanted
from amtui.data.queries.goals import goals
from amtui.data.queries.kpi_figure import Ways
from amtui.data.queries.kpis import pooled_figure
from amtui.data.reading import Reading
from amtui.domain.kpi import exclusions
from amtui.domain.kpi.definitions import Definition, definition
from amtui.domain.kpi.settings import KpiSettings
from amtui.domain.kpi_explained import Exclusion, Explained, SourceFile, Tries
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.vocabulary import KpiKey, Statistic

MOST_FILES = 20


def explain(
    reading: Reading,
    *,
    account_id: int,
    kpi: KpiKey,
    first: date,
    last: date,
    statistic: Statistic | None = None,
    switched_off: frozenset[str] = NO_REASONS,
) -> Explained:
    """Return a figure and what made it.

    Raises:
        NotFound: if there is no such account that this person may see.
        UsageError: as `pooled_figure`.
    """
    figure = pooled_figure(
        reading,
        account_id=account_id,
        kpi=kpi,
        first=first,
        last=last,
        statistic=statistic,
        ways=Ways(switched_off, projected=True),
    )
    asked = wanted(reading, account_id, kpi, first, last, switched_off)
    known = definition(asked.kpi)
    tally = tally_of(reading, asked)
    masks = tally.masks
    switches = _switches(known, masks, asked.switched_off)
    others = _set_apart(figure, masks, asked.switched_off)
    history = goals(reading, account_id=account_id, history=True)
    return Explained(
        figure=figure,
        formula=_formula(known, asked.settings),
        rule=known.source,
        exclusions=(*switches, *others),
        files=_files(reading, tally.imports),
        goals=tuple(goal for goal in reversed(history) if goal.kpi == kpi),
        tries=_tries(reading, asked, figure, tally),
    )


def _tries(reading: Reading, asked: Wanted, figure: KpiFigure, tally: Tally) -> Tries | None:
    """Return how many records went over at once, and how many attempts were made for the others."""
    if figure.kpi is not KpiKey.SYNC_SUCCESS:
        return None
    at_once = pooled_figure(
        reading,
        account_id=figure.account_id,
        kpi=KpiKey.FIRST_ATTEMPT_SYNC,
        first=asked.first,
        last=asked.last,
        ways=Ways(frozenset(figure.included)),
    )
    left_out = sum(n for bits, n in tally.masks.items() if bits & ~asked.switched_off)
    return Tries(at_once.value, sum(tally.imports.values()) - left_out - figure.n)


def _formula(known: Definition, settings: KpiSettings) -> str:
    """Return how a figure is made; of a service level, how its method makes it."""
    is_level = known.key == KpiKey.SERVICE_LEVEL
    return f"{settings.service_method.formula}." if is_level else known.formula


def _switches(known: Definition, masks: Mapping[int, int], off: int) -> tuple[Exclusion, ...]:
    """Count what each reason leaves out, or would if it were not switched off."""
    return tuple(
        Exclusion(name, exclusions.words(name), _times(name, masks.items(), off), not bit & off)
        for name in known.switches
        for bit in (exclusions.mask_of((name,)),)
    )


def _set_apart(figure: KpiFigure, masks: Mapping[int, int], off: int) -> Iterable[Exclusion]:
    """Yield what cannot be counted in, as there is nothing of it to count."""
    apart = {name: n for name, n in figure.excluded if name not in definition(figure.kpi).switches}
    if n := _times("no_wait", masks.items(), off):
        apart["no_wait"] = n
    for name, n in apart.items():
        yield Exclusion(name, exclusions.evidence_words(name), n, can_switch=False)


def _times(name: str, masks: Iterable[tuple[int, int]], off: int) -> int:
    bit = exclusions.mask_of((name,))
    if bit & off:
        return sum(n for mask, n in masks if mask & bit and not mask & ~off)
    return sum(n for mask, n in masks if exclusions.first_reason(mask & ~off) == name)


def _files(reading: Reading, by_import: Mapping[int | None, int]) -> tuple[SourceFile, ...]:
    """Return the files that brought what was counted, each with how much of it, the youngest first."""
    i = imports.c
    statement = (
        select(i.id, i.file_name, i.at)
        .where(i.id.in_([import_id for import_id in by_import if import_id is not None]))
        .order_by(i.at.desc(), i.id.desc())
        .limit(MOST_FILES)
    )
    return tuple(SourceFile(row.file_name, row.at, by_import[row.id]) for row in reading.rows(statement))
