"""Keeping each day's health with what it was made of."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from amtui.data.models import health_days
from amtui.data.queries.account_facts import AccountFacts, account_facts
from amtui.data.queries.health import present
from amtui.data.queries.health_days import columns_of
from amtui.domain.change import Receipt, Topic
from amtui.domain.health_changes import RecordHealth
from amtui.domain.wording import counted
from amtui.services.writing import Writing

H = health_days.c


def record(writing: Writing, change: RecordHealth) -> Receipt:
    """Keep the present health of the accounts that this person may see and that take new work."""
    found = account_facts(writing.reading, change.account_ids)
    kept = _kept(writing, found)
    new = [_row(writing, facts) for facts in found if facts.account.id not in kept]
    again = [
        {**_row(writing, facts), "row_id": kept[facts.account.id]}
        for facts in found
        if facts.account.id in kept
    ]
    if new:
        writing.connection.execute(insert(health_days), new)
    if again:
        names = [name for name in again[0] if name not in {"row_id", "account_id", "am_id"}]
        rewritten = update(health_days).where(H.id == bindparam("row_id"))
        writing.connection.execute(
            rewritten.values({name: bindparam(name) for name in names}),
            [{name: row[name] for name in (*names, "row_id")} for row in again],
        )
    if found:
        writing.topics.add(Topic.HEALTH)
        after = {"accounts": len(found), "day": max(facts.today for facts in found)}
        writing.record(health_days, 0, "recorded", {}, None, after, None)
    return writing.receipt(f"Health of {counted(len(found), 'account')} recorded")


def _kept(writing: Writing, found: tuple[AccountFacts, ...]) -> Mapping[int, int]:
    """Return the rows that are there of the accounts' present days, by account."""
    days = {facts.account.id: facts.today for facts in found}
    wanted = select(H.id, H.account_id, H.day).where(
        H.account_id.in_(sorted(days)), H.day.in_(sorted(set(days.values())))
    )
    rows = writing.connection.execute(wanted).all()
    return {row.account_id: row.id for row in rows if days[row.account_id] == row.day}


def _row(writing: Writing, facts: AccountFacts) -> dict[str, Any]:
    account = facts.account
    return {
        "account_id": account.id,
        "am_id": account.am_id,
        "at": writing.now,
        **columns_of(present(facts)),
    }
