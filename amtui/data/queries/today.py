"""What may need the account manager today, in one order, and the counts above it."""

from collections.abc import Collection

from sqlalchemy import Select, func, select, true

from amtui.data.models import requests, reviews, today_days
from amtui.data.queries.account_facts import AccountFacts
from amtui.data.queries.leaves import marked
from amtui.data.queries.team_meetings import attended
from amtui.data.queries.today_accounts import wanting
from amtui.data.queries.today_answered import parted
from amtui.data.queries.today_common import Sight
from amtui.data.queries.today_kept import Facts, Kept, Own
from amtui.data.queries.today_rules import today_rules
from amtui.data.queries.today_sources import SOURCES
from amtui.data.reading import Reading
from amtui.domain.local_time import day_span
from amtui.domain.people import UNASSIGNED
from amtui.domain.today_board import TodayBoard
from amtui.domain.today_records import TodayCounts, TodayRow
from amtui.domain.today_rules import TodayRules
from amtui.domain.triage import rank
from amtui.domain.vocabulary import ReviewStatus


def today(reading: Reading) -> tuple[TodayRow, ...]:
    """Return everything that may need the account manager, what comes first first."""
    rules = today_rules(reading)
    kept = Kept()
    return _rows(reading, kept, *kept.look(reading, rules), rules)[0]


def today_board(reading: Reading, *, kept: Kept | None = None) -> TodayBoard:
    """Return rows and counts, for less than both cost apart.

    Args:
        reading: whose books.
        kept: what the viewer has of their last look; it is brought up to date.
    """
    rules = today_rules(reading)
    kept = kept or Kept()
    facts, own = kept.look(reading, rules)
    rows, aside = _rows(reading, kept, facts, own, rules)
    counts, remembered = _counts(reading, facts.values())
    meetings = attended(reading, reading.user_id, *day_span(reading.today, reading.zone))
    return TodayBoard(rows, counts, aside, rules, remembered, meetings)


def _rows(
    reading: Reading, kept: Kept, by_id: Facts, own: Own, rules: TodayRules
) -> tuple[tuple[TodayRow, ...], tuple[TodayRow, ...]]:
    """Return what is on the list, and what is put aside."""
    days = kept.business_days(reading)
    sight = Sight(reading, by_id, days.calendars, own, kept.requests)
    found = (candidate for source in SOURCES for candidate in source(sight))
    until, rates = days.until(by_id, reading.now), rules.rates
    here, aside = (
        rank(some, reading.now, until, reading.zone, renewal_days=rules.renewal_days, rates=rates)
        for some in parted(sight, found)
    )
    both = marked(reading, (*here, *aside), by_id)
    return both[: len(here)], both[len(here) :]


def _counts(reading: Reading, facts: Collection[AccountFacts]) -> tuple[TodayCounts, bool]:
    """Return the counts, and whether the viewer's day is remembered, which costs no statement of its own."""
    counted = (_due_today(reading), _reviews_today(reading), _remembered(reading))
    due_today, reviews_today, remembered = reading.connection.execute(
        select(*(each.scalar_subquery() for each in counted))
    ).one()
    counts = TodayCounts(
        breached=sum(each.requests.breached for each in facts),
        at_risk=sum(each.requests.at_risk for each in facts),
        due_today=due_today,
        kpis_off_target=sum(len(wanting(each)) for each in facts),
        reviews_today=reviews_today,
        cadence_gaps=sum(bool(each.gaps) and each.account.am_id != UNASSIGNED for each in facts),
    )
    return counts, bool(remembered)


def _remembered(reading: Reading) -> Select[int]:
    d = today_days.c
    return select(func.count()).where(d.user_id == reading.user_id, d.day == reading.today)


def _due_today(reading: Reading) -> Select[int]:
    r = requests.c
    begin, end = day_span(reading.today, reading.zone)
    return select(func.count()).where(
        reading.visible(requests), r.is_open == true(), r.next_due_at >= begin, r.next_due_at < end
    )


def _reviews_today(reading: Reading) -> Select[int]:
    v = reviews.c
    begin, end = day_span(reading.today, reading.zone)
    return select(func.count()).where(
        reading.visible(reviews),
        v.starts_at >= begin,
        v.starts_at < end,
        v.status.in_([ReviewStatus.PLANNED, ReviewStatus.HELD]),
    )
