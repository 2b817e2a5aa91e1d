"""Leaves, and the accounts that are covered for somebody who is away."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select, true

from amtui.data.models import accounts, leaves, users
from amtui.data.queries.account_facts import AccountFacts
from amtui.data.reading import Reading
from amtui.domain.leave_rules import LeaveRow, alone
from amtui.domain.people import Leave
from amtui.domain.today_records import TodayRow

L = leaves.c


def leave_list(reading: Reading, *, over: bool = False) -> tuple[LeaveRow, ...]:
    """Return the leaves that run or lie ahead, the first first, with those that are over if asked.

    Everybody sees who is away; how many accounts that concerns, as far as they may see the book.
    """
    away, cover = users.alias("away"), users.alias("cover")
    held = (
        select(accounts.c.am_id, func.count().label("n"))
        .where(reading.visible(accounts))
        .group_by(accounts.c.am_id)
        .subquery()
    )
    statement = (
        select(
            leaves,
            away.c.name.label("user"),
            cover.c.name.label("cover"),
            cover.c.active.label("works"),
            func.coalesce(held.c.n, 0).label("n"),
        )
        .join(away, away.c.id == L.user_id)
        .join(cover, cover.c.id == L.cover_id)
        .outerjoin(held, held.c.am_id == L.user_id)
        .where(true() if over else L.last >= reading.today)
        .order_by(L.first, L.id)
    )
    found = list(reading.rows(statement))
    known = {row.id: Leave(row.user_id, row.cover_id, row.first, row.last) for row in found}
    return tuple(
        LeaveRow(
            row.id, row.user_id, row.user, row.cover_id, row.cover, row.first, row.last, row.note or "",
            row.n, row.version,
            alone(known[row.id], known.values()) if row.works else (row.first, row.last),
        )
        for row in found
    )  # fmt: skip


def covered_until(reading: Reading) -> dict[int, tuple[str, date]]:
    """Return whose books the viewer covers today: their names, and the last day of each leave."""
    if reading.user_id is None:
        return {}
    statement = (
        select(L.user_id, users.c.name, L.last)
        .join(users, users.c.id == L.user_id)
        .where(L.cover_id == reading.user_id, L.first <= reading.today, L.last >= reading.today)
    )
    return {row.user_id: (row.name, row.last) for row in reading.rows(statement)}


def marked(
    reading: Reading, rows: Iterable[TodayRow], facts: Mapping[int, AccountFacts]
) -> tuple[TodayRow, ...]:
    """Return rows where those of covered books say for whom, as the last of their reasons."""
    covered = covered_until(reading)
    if not covered:
        return tuple(rows)
    return tuple(_marked(row, facts.get(row.account_id), covered) for row in rows)


def _marked(row: TodayRow, facts: AccountFacts | None, covered: dict[int, tuple[str, date]]) -> TodayRow:
    found = covered.get(facts.account.am_id) if facts is not None else None
    if found is None:
        return row
    name, last = found
    return replace(row, why=(*row.why, f"covered for {name} until {last}"))
