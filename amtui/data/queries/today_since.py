"""What became of the day's list since the last day on which the viewer looked at it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select

from amtui.data.models import audit, today_days, users
from amtui.data.queries.today import today_board
from amtui.data.queries.today_kept import Kept
from amtui.data.reading import Reading
from amtui.domain.today_board import TodayBoard
from amtui.domain.today_difference import Difference, Gone, Remembered, from_document, moved
from amtui.domain.today_records import TodayRow
from amtui.domain.vocabulary import Source

OWN_ROW = {
    Source.REQUEST: "requests",
    Source.REVIEW: "reviews",
    Source.TASK: "tasks",
    Source.INVOICE: "invoices",
    Source.MILESTONE: "milestones",
    Source.IMPROVEMENT: "improvements",
}
"""The tables that a change to the thing itself is a change of."""
OF_ACCOUNT = {
    Source.CADENCE_GAP: ("reviews", "review_series"),
    Source.KICKOFF: ("reviews", "accounts", "contacts", "kpi_goals"),
    Source.UNANSWERED: ("interactions", "reviews"),
    Source.LAST_TOUCH: ("interactions", "reviews"),
    Source.REACTIVE: ("interactions", "reviews"),
    Source.LOW_ANSWER: ("interactions", "reviews", "satisfaction_answers"),
    Source.UNASSIGNED: ("accounts",),
    Source.BILLING: ("accounts",),
    Source.RENEWAL: ("agreements", "accounts"),
    Source.KPI: ("kpi_goals", "improvements"),
}
"""The tables that answer what an account asks for."""
Key = tuple[str, int]
Author = tuple[str, str]


def today_difference(reading: Reading, *, kept: Kept | None = None) -> Difference:
    """Return what is new, worse, better and gone since the latest day before today that was remembered."""
    d = today_days.c
    latest = (
        select(d.day, d.at, d.rows)
        .where(d.user_id == reading.user_id, d.day < reading.today)
        .order_by(d.day.desc())
        .limit(1)
    )
    row = reading.connection.execute(latest).first()
    if row is None:
        return Difference(None)
    then, board = from_document(row.rows), today_board(reading, kept=kept)
    new, worse, better = moved(then, board.rows)
    return Difference(row.day, new, worse, better, _gone(reading, then, board, row.at))


def _gone(
    reading: Reading, then: Sequence[Remembered], board: TodayBoard, since: datetime
) -> tuple[Gone, ...]:
    here = {(row.source, row.ref) for row in board.rows}
    aside = {(row.source, row.ref): row for row in board.aside}
    missing = [each for each in then if (each.source, each.ref) not in here]
    authors = _authors(reading, missing, since)
    found = (_how(each, aside.get((each.source, each.ref)), authors) for each in missing)
    return tuple(each for each in found if each is not None)


def _how(row: Remembered, put_aside: TodayRow | None, authors: Mapping[Key, Author]) -> Gone | None:
    """Return how a row went; None for a request that merely no longer is among the first."""
    if put_aside is not None and put_aside.answer is not None:
        return Gone(row, f"{put_aside.answer.kind} until {put_aside.answer.until}", put_aside.answer.by)
    keys: Iterable[Key] = (
        [(OWN_ROW[row.source], row.target_id or 0)]
        if row.source in OWN_ROW
        else [(entity, -row.account_id) for entity in OF_ACCOUNT[row.source]]
    )
    author = max((authors[key] for key in keys if key in authors), default=None)
    if author is not None:
        return Gone(row, "answered", author[1])
    return None if row.source is Source.REQUEST else Gone(row, "no longer so", "")


def _authors(reading: Reading, rows: Sequence[Remembered], since: datetime) -> dict[Key, Author]:
    """Return who changed last, and when, by table and row, and by table and account as a negative number."""
    a = audit.c
    accounts = {row.account_id for row in rows if row.account_id}
    tasks = {row.target_id for row in rows if row.source is Source.TASK and row.target_id}
    if not accounts and not tasks:
        return {}
    wanted = (
        select(a.entity, a.entity_id, a.account_id, a.at, users.c.name)
        .join(users, users.c.id == a.actor_id)
        .where(
            or_(
                a.account_id.in_(sorted(accounts)), and_(a.entity == "tasks", a.entity_id.in_(sorted(tasks)))
            ),
            a.at >= since,
        )
        .order_by(a.id)
    )
    found: dict[Key, Author] = {}
    for row in reading.rows(wanted):
        author = (row.at.isoformat(), row.name)
        found[row.entity, row.entity_id] = author
        if row.account_id is not None:
            found[row.entity, -row.account_id] = author
    return found
