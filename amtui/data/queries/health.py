"""The health of accounts now, as it was, and as other rules would have it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from amtui.data.queries.account_facts import AccountFacts, account_facts
from amtui.data.queries.health_days import health_weeks, recorded_by, recorded_days
from amtui.data.queries.portfolio import facts_of
from amtui.data.queries.portfolio_filter import accepts, in_order
from amtui.data.reading import Reading
from amtui.domain.filters import ACCOUNTS, parse
from amtui.domain.health_facts import judged
from amtui.domain.health_records import HealthDay, HealthMove, HealthPreview, HealthRow, HealthView
from amtui.domain.health_rules import HealthRules
from amtui.domain.paging import Order
from amtui.domain.vocabulary import HealthBand

KEPT_DAYS = 180
BY_HEALTH = Order("health")


def health_list(reading: Reading, *, since: date, filter_text: str = "") -> tuple[HealthRow, ...]:
    """Return the visible accounts that a filter asks for, with how their health changed since a day.

    Args:
        reading: whose books.
        since: compared with the latest record up to that day.
        filter_text: as in the portfolio; the least healthy come first unless it says otherwise.

    Raises:
        FilterError: the filter cannot be understood.
    """
    asked = parse(filter_text, ACCOUNTS)
    found = account_facts(reading, only_active=not asked.of("status"))
    before, weeks = recorded_by(reading, since), health_weeks(reading)
    kept = in_order(asked.order or BY_HEALTH, (facts for facts in found if accepts(reading, asked, facts)))
    return tuple(
        HealthRow(
            facts.account.name,
            facts.account.am,
            present(facts),
            before.get(facts.account.id),
            weeks.get(facts.account.id, ()),
        )
        for facts in kept
    )


def health_view(
    reading: Reading, *, account_id: int | None = None, name: str = "", since: date | None = None
) -> HealthView:
    """Return one account's health now and on the recorded days since one, or of the last half year.

    Raises:
        NotFound: if there is none that this person may see.
    """
    facts = facts_of(reading, account_id=account_id, name=name)
    now = present(facts)
    first, last = since or now.day - timedelta(days=KEPT_DAYS), now.day - timedelta(days=1)
    days = recorded_days(reading, account_id=facts.account.id, first=first, last=last)
    return HealthView(facts.account.id, facts.account.name, (*days, now))


def health_preview(reading: Reading, *, rules: HealthRules) -> HealthPreview:
    """Return what other rules would make of the visible active accounts."""
    found = account_facts(reading)
    moves = [move for facts in found if (move := _move(facts, rules)).before != move.after]
    counts: dict[HealthBand, list[int]] = {band: [0, 0] for band in HealthBand}
    for facts in found:
        counts[facts.health.band][0] += 1
        counts[judged(facts.health_facts, rules).band][1] += 1
    shown = [move for move in moves if move.before.score != move.after.score or _bands(move)]
    return HealthPreview(len(found), tuple(sorted(shown, key=_most_first)), _pairs(counts))


def present(facts: AccountFacts) -> HealthDay:
    """Return the health of an account as it is now."""
    found = facts.health
    return HealthDay(
        facts.account.id,
        facts.today,
        found.score,
        found.band,
        found.coverage,
        found.contributions,
        found.caps,
        facts.health_facts,
        recorded=False,
    )


def _move(facts: AccountFacts, rules: HealthRules) -> HealthMove:
    return HealthMove(facts.account.id, facts.account.name, facts.health, judged(facts.health_facts, rules))


def _bands(move: HealthMove) -> bool:
    return move.before.band is not move.after.band


def _most_first(move: HealthMove) -> tuple[bool, int, str]:
    return not _bands(move), -abs((move.after.score or 0) - (move.before.score or 0)), move.account


def _pairs(counts: Mapping[HealthBand, Sequence[int]]) -> dict[HealthBand, tuple[int, int]]:
    return {band: (both[0], both[1]) for band, both in counts.items()}
