"""Reading, once for many accounts, all that figures are made of."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from amtui.data.queries.counted_days import Asked, add_share, add_waits
from amtui.data.queries.day_rollups import Days, Span, add_stored
from amtui.data.queries.goals import Goals
from amtui.data.queries.kpi_figure import NOTHING, Material, Ways
from amtui.data.queries.kpi_settings import kpi_settings
from amtui.data.queries.kpi_sources import origins
from amtui.data.queries.own_kpis import add_own
from amtui.data.queries.places import Dates, Place, complete_days
from amtui.data.queries.reply_days import add_first_reply
from amtui.data.queries.service_days import add_service_level
from amtui.data.queries.sync_days import add_records
from amtui.data.reading import Reading
from amtui.domain.kpi import exclusions
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.describing import Feed, Pooling
from amtui.domain.kpi.settings import STANDARD
from amtui.domain.kpi.trend import TREND_DAYS
from amtui.domain.vocabulary import KpiKey

SET = frozenset({KpiKey.SERVICE_LEVEL, KpiKey.NET_MISSED_RATE})
"""The KPIs that can be counted in several ways."""


def window_of(place: Place, window: Dates | None) -> Dates:
    """Return the window that was asked for, or the account's last complete days."""
    return window or complete_days(place.today)


def load(
    reading: Reading,
    found: Collection[Place],
    account_ids: Collection[int] | None,
    goals: Goals,
    window: Dates | None,
    kpis: Sequence[KpiKey],
    ways: Ways = NOTHING,
    *,
    only_agreed: bool = False,
) -> Material:
    """Read the days, goals and sources that the figures of some accounts are made of.

    Args:
        reading: whose books.
        found: the accounts.
        account_ids: their ids; None is the whole book.
        goals: those in force.
        window: first and last day; None is the last complete days of each account.
        kpis: which ones.
        ways: which exclusions to switch off.
        only_agreed: count the days of KPIs without roll-ups only where there is a goal on them.
    """
    days = Days()
    settings = kpi_settings(reading) if SET.intersection(kpis) else STANDARD
    if found:
        span = _span(found, goals, window, ahead=ways.projected)
        switched_off = exclusions.mask_of(ways.switched_off)
        kept = [kpi for kpi in kpis if _is_kept(kpi, ways)]
        if counted := _with_reasons(kept, kpis):
            add_stored(days, reading, account_ids, counted, span)
        add_own(days, reading, account_ids, [kpi for kpi in kpis if not kpi.is_own], span)
        for kpi in kpis:
            if not kpi.is_own or kpi in kept:
                continue
            ids = _with_goal(found, goals, kpi) if only_agreed and not definition(kpi).stored else account_ids
            if ids is None or ids:
                _count(days, reading, found, kpi, Asked(ids, span, settings, switched_off))
    return Material(days, goals, origins(reading), settings, ways)


def _with_reasons(kept: Sequence[KpiKey], kpis: Sequence[KpiKey]) -> Sequence[KpiKey]:
    """Return what is read from roll-ups: for a first response also the reasons of what it leaves out."""
    needs = KpiKey.FIRST_RESPONSE in kpis and KpiKey.MISSED_CALL_RATE not in kept
    return [*kept, KpiKey.MISSED_CALL_RATE] if needs else kept


def _is_kept(kpi: KpiKey, ways: Ways) -> bool:
    """Tell whether the roll-ups of a KPI say all that is asked for."""
    known = definition(kpi)
    may_switch = known.pooling is Pooling.MASKS or not set(known.switches) & ways.switched_off
    return known.stored and may_switch


def _count(days: Days, reading: Reading, found: Collection[Place], kpi: KpiKey, asked: Asked) -> None:
    """Count the days of one KPI from what they are made of."""
    known = definition(kpi)
    if kpi is KpiKey.SERVICE_LEVEL:
        add_service_level(days, reading, asked)
    elif kpi is KpiKey.FIRST_RESPONSE:
        add_waits(days, reading, asked)
    elif kpi is KpiKey.REQUEST_FIRST_REPLY:
        chosen = found if asked.accounts is None else [place for place in found if place.id in asked.accounts]
        add_first_reply(days, reading, chosen, asked.span)
    elif known.feed is Feed.SYNC:
        add_records(days, reading, asked, kpi, found)
    else:
        add_share(days, reading, asked, kpi, found)


def _with_goal(found: Iterable[Place], goals: Goals, kpi: KpiKey) -> tuple[int, ...]:
    return tuple(place.id for place in found if (place.id, kpi) in goals)


def _span(found: Iterable[Place], goals: Goals, window: Dates | None, *, ahead: bool) -> Span:
    """Return the days to read; to look ahead takes those of the trend, however short the window is."""
    windows = [window_of(place, window) for place in found]
    first, last = min(window[0] for window in windows), max(window[1] for window in windows)
    if ahead:
        days = max((TREND_DAYS, *(goal.sustain_days for goal in goals.values())))
        first = min(first, min(window[1] for window in windows) - timedelta(days=days - 1))
    return Span(first, last, min((goal.agreed_on for goal in goals.values()), default=first))
