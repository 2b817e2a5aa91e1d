"""What may need the account manager today, in one order, and the counts above it."""

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select, true

from amtui.data.models import requests, reviews
from amtui.data.queries.account_facts import AccountFacts, account_facts
from amtui.data.queries.business_days import days_until
from amtui.data.queries.calendars import Calendars, all_calendars
from amtui.data.queries.leaves import marked
from amtui.data.queries.today_accounts import account_candidates, wanting
from amtui.data.queries.today_actions import action_candidates
from amtui.data.queries.today_requests import request_candidates
from amtui.data.queries.today_reviews import kickoff_candidates, review_candidates
from amtui.data.reading import Reading
from amtui.domain.frozen import dataclass
from amtui.domain.local_time import day_span
from amtui.domain.today_records import TodayCounts, TodayRow
from amtui.domain.triage import Candidate, rank
from amtui.domain.vocabulary import ReviewStatus


@dataclass(frozen=True, slots=True)
class TodayBoard:
    """The Today screen: its rows and the strip of counts above them."""

    rows: tuple[TodayRow, ...]
    counts: TodayCounts


def today(reading: Reading) -> tuple[TodayRow, ...]:
    """Return everything that may need the account manager, what comes first first."""
    return _rows(reading, account_facts(reading))


def today_counts(reading: Reading) -> TodayCounts:
    """Return how much of each kind there is in the visible books."""
    return _counts(reading, account_facts(reading))


def today_board(reading: Reading) -> TodayBoard:
    """Return rows and counts, for less than both cost apart."""
    facts = account_facts(reading)
    return TodayBoard(_rows(reading, facts), _counts(reading, facts))


def _rows(reading: Reading, facts: Sequence[AccountFacts]) -> tuple[TodayRow, ...]:
    by_id = {each.account.id: each for each in facts}
    calendars = all_calendars(reading)
    found = _candidates(reading, by_id, calendars)
    ranked = rank(found, reading.now, days_until(calendars, by_id, reading.now), reading.zone)
    return marked(reading, ranked, by_id)


def _candidates(
    reading: Reading, by_id: dict[int, AccountFacts], calendars: Calendars
) -> Iterator[Candidate]:
    yield from request_candidates(reading, by_id)
    yield from review_candidates(reading, by_id)
    yield from kickoff_candidates(reading, by_id.values(), calendars)
    yield from action_candidates(reading, by_id)
    for facts in by_id.values():
        yield from account_candidates(facts)


def _counts(reading: Reading, facts: Sequence[AccountFacts]) -> TodayCounts:
    return TodayCounts(
        breached=sum(each.requests.breached for each in facts),
        at_risk=sum(each.requests.at_risk for each in facts),
        due_today=_due_today(reading),
        kpis_off_target=sum(len(wanting(each)) for each in facts),
        reviews_today=_reviews_today(reading),
        cadence_gaps=sum(bool(each.gaps) for each in facts),
    )


def _due_today(reading: Reading) -> int:
    r = requests.c
    begin, end = day_span(reading.today, reading.zone)
    statement = select(func.count()).where(
        reading.visible(requests), r.is_open == true(), r.next_due_at >= begin, r.next_due_at < end
    )
    return reading.connection.execute(statement).scalar_one()


def _reviews_today(reading: Reading) -> int:
    v = reviews.c
    begin, end = day_span(reading.today, reading.zone)
    statement = select(func.count()).where(
        reading.visible(reviews),
        v.starts_at >= begin,
        v.starts_at < end,
        v.status.in_([ReviewStatus.PLANNED, ReviewStatus.HELD]),
    )
    return reading.connection.execute(statement).scalar_one()
