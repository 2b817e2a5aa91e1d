"""What is to be said of each account at a stand-up."""

from collections import Counter

from sqlalchemy import func, select

from amtui.data.models import tasks
from amtui.data.queries.account_facts import AccountFacts, account_facts
from amtui.data.queries.tasks import own_books
from amtui.data.queries.today_accounts import wanting
from amtui.data.reading import Reading
from amtui.domain.kpi.definitions import definition
from amtui.domain.standup import Standup, StandupFacts
from amtui.domain.standup import standup as in_order
from amtui.domain.wording import label

DAYS_AHEAD = 1
"""Reviews of today and tomorrow are said."""


def standup(reading: Reading) -> Standup:
    """Return the checklist over the books of whoever asks; over all visible ones where that is none."""
    known, mine = account_facts(reading), own_books(reading)
    own = [facts for facts in known if facts.account.am_id in mine]
    due = _due_tasks(reading)
    return in_order([_facts(reading, each, due) for each in own or known], reading.now)


def _facts(reading: Reading, facts: AccountFacts, due: Counter[int]) -> StandupFacts:
    return StandupFacts(
        account_id=facts.account.id,
        account=facts.account.name,
        health=facts.health.band,
        breached=facts.requests.breached,
        at_risk=facts.requests.at_risk,
        off_target=tuple(definition(figure.kpi).label for figure in wanting(facts)),
        missing=tuple(label(gap.kind) for gap in facts.gaps),
        next_review=_review(reading, facts),
        tasks=due[facts.account.id],
        p1=facts.requests.p1,
    )


def _review(reading: Reading, facts: AccountFacts) -> str:
    if facts.next_review is None:
        return ""
    at, kind = facts.next_review
    local = at.astimezone(reading.zone)
    ahead = (local.date() - reading.today).days
    if not 0 <= ahead <= DAYS_AHEAD:
        return ""
    return f"{label(kind)} {'tomorrow' if ahead else 'today'} {local:%H:%M}"


def _due_tasks(reading: Reading) -> Counter[int]:
    t = tasks.c
    statement = (
        select(t.account_id, func.count().label("n"))
        .where(
            reading.visible(tasks),
            t.account_id.is_not(None),
            t.done_at.is_(None),
            t.due_on <= reading.today,
        )
        .group_by(t.account_id)
    )
    return Counter({row.account_id: row.n for row in reading.rows(statement)})
