"""The single observations behind a figure, whatever it is counted from."""

from dataclasses import replace
from datetime import date

from amtui.data.queries import evidence_calls, evidence_others, evidence_sync
from amtui.data.queries.evidence_ask import Tally, Wanted
from amtui.data.queries.kpi_settings import kpi_settings
from amtui.data.queries.own_kpis import kpi_names
from amtui.data.queries.places import places
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound
from amtui.domain.kpi import exclusions
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.describing import Feed
from amtui.domain.kpi_explained import Evidence, Portion
from amtui.domain.paging import Count, Page, Slice
from amtui.domain.vocabulary import KpiKey

FIRST_PAGE = Slice()
NO_REASONS: frozenset[str] = frozenset()
PAGES = {
    Feed.CALLS: evidence_calls.call_evidence,
    Feed.SYNC: evidence_sync.sync_evidence,
    Feed.REQUESTS: evidence_others.request_evidence,
    Feed.KPI: evidence_others.day_evidence,
}
COUNTS = {
    Feed.CALLS: evidence_calls.call_count,
    Feed.SYNC: evidence_sync.sync_count,
    Feed.REQUESTS: evidence_others.request_count,
    Feed.KPI: evidence_others.day_count,
}
TALLIES = {
    Feed.CALLS: evidence_calls.call_tally,
    Feed.SYNC: evidence_sync.sync_tally,
    Feed.REQUESTS: evidence_others.request_tally,
    Feed.KPI: evidence_others.day_tally,
}


def evidence_page(
    reading: Reading,
    *,
    account_id: int,
    kpi: KpiKey,
    first: date,
    last: date,
    switched_off: frozenset[str] = NO_REASONS,
    part: Portion | None = None,
    slice: Slice = FIRST_PAGE,  # noqa: A002
) -> Page[Evidence]:
    """Return a stretch of the observations of a window, counted and left out, the latest first.

    A part is the segment that alone is wanted; None is all.

    Raises:
        NotFound: if there is no such account that this person may see.
    """
    asked = replace(wanted(reading, account_id, kpi, first, last, switched_off), part=part)
    return PAGES[definition(asked.kpi).feed](reading, asked, slice)


def evidence_count(
    reading: Reading, *, account_id: int, kpi: KpiKey, first: date, last: date, part: Portion | None = None
) -> Count:
    """Return how many observations a window has, counted and left out.

    Raises:
        NotFound: as `evidence_page`.
    """
    asked = replace(wanted(reading, account_id, kpi, first, last, NO_REASONS), part=part)
    return Count(COUNTS[definition(asked.kpi).feed](reading, asked))


def tally_of(reading: Reading, asked: Wanted) -> Tally:
    """Return how many observations each reason leaves out, and each import brought."""
    return TALLIES[definition(asked.kpi).feed](reading, asked)


def wanted(
    reading: Reading, account_id: int, kpi: KpiKey, first: date, last: date, switched_off: frozenset[str]
) -> Wanted:
    """Return which observations are meant.

    Raises:
        NotFound: if there is no such account that this person may see.
    """
    found = places(reading, (account_id,))
    if not found:
        raise NotFound(f"there is no account {account_id}")
    known = kpi_names(reading).get(kpi.value, kpi)
    off = exclusions.mask_of(switched_off & frozenset(definition(known).switches))
    return Wanted(found[0], known, first, last, off, kpi_settings(reading))
