"""What accounts themselves ask for: KPIs, contacts, cadence, somebody to look after them."""

from collections.abc import Iterator

from amtui.data.queries.account_facts import AccountFacts, days_since
from amtui.data.queries.today_common import Sight, of_account, standing
from amtui.data.queries.today_money import money_candidates
from amtui.domain.cadence import CadenceGap
from amtui.domain.kpi.state_words import attention
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.people import UNASSIGNED
from amtui.domain.today_rules import STANDARD, TodayRules
from amtui.domain.triage import Candidate
from amtui.domain.vocabulary import KpiState, Source
from amtui.domain.wording import counted, label, listed

MONTH_DAYS = 30
"""Each further month without a contact is worse."""
WANTING = {KpiState.OFF_TARGET, KpiState.REGRESSED}


def account_candidates(sight: Sight) -> Iterator[Candidate]:
    """Yield what active accounts ask for by themselves."""
    for own in sight.own.values():
        yield from own


def candidates_of(facts: AccountFacts, rules: TodayRules = STANDARD) -> Iterator[Candidate]:
    """Yield what one account asks for; one without an account manager needs that first."""
    yield from _kpis(facts)
    yield from money_candidates(facts)
    if facts.account.am_id == UNASSIGNED:
        yield of_account(facts, Source.UNASSIGNED, "No account manager")
        return
    if facts.gaps:
        missing = listed([label(gap.kind) for gap in facts.gaps], "or")
        words = f"No {missing} planned in time"
        since = map(_since, facts.gaps)
        yield of_account(facts, Source.CADENCE_GAP, words, *since, grade=len(facts.gaps))
    if (quiet := _quiet(facts, rules.last_touch_days)) is not None:
        months = (facts.days_since_touch or 0) // MONTH_DAYS
        yield of_account(facts, Source.LAST_TOUCH, quiet, grade=months)
    balance = facts.touches.balance
    if balance.flagged:
        words = f"The client starts the contacts: {balance.client} of {balance.total} in 30 days"
        yield of_account(facts, Source.REACTIVE, words)


def wanting(facts: AccountFacts) -> tuple[KpiFigure, ...]:
    """Return the figures that are off target or have regressed."""
    return tuple(figure for figure in facts.figures if figure.state in WANTING)


def _kpis(facts: AccountFacts) -> Iterator[Candidate]:
    for figure in wanting(facts):
        yield Candidate(
            source=Source.KPI,
            ref=f"{figure.kpi}:{figure.account_id}",
            account_id=figure.account_id,
            account=figure.account,
            what=attention(figure),
            goal_tied=True,
            target_id=figure.account_id,
            grade=int(figure.state is KpiState.REGRESSED),
            **standing(facts),
        )


def _since(gap: CadenceGap) -> str:
    held = f"last {label(gap.kind)} on {gap.last_held}" if gap.last_held else f"no {label(gap.kind)} held yet"
    return f"{held}, next only on {gap.next_planned}" if gap.next_planned else held


def _quiet(facts: AccountFacts, most: int) -> str | None:
    """Word how long nobody has spoken with the client, where that is so many days or more."""
    days = facts.days_since_touch
    if days is not None:
        return f"No contact for {counted(days, 'day')}" if days >= most else None
    known = days_since(facts.account.created_at, facts.account.zone, facts.today)
    return "No contact recorded yet" if (known or 0) >= most else None
