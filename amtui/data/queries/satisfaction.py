"""What clients answered when they were asked how satisfied they are: one by one, and added up."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from amtui.data.models import accounts, contacts, requests, users
from amtui.data.models import satisfaction_answers as table
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.places import chosen
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound
from amtui.domain.frozen import dataclass
from amtui.domain.local_time import day_span
from amtui.domain.satisfaction import (
    CSAT_LOW_TO,
    DETRACTOR_TO,
    HEALTH_DAYS,
    SHOWN_DAYS,
    Answer,
    Heard,
    Satisfaction,
    added_up,
    by_score,
)

S = table.c
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Asked:
    """Which answers are asked for.

    Attributes:
        first, last: whole days of the viewer, both included; None leaves an end open.
        low: only those with a CSAT score of 1 or 2, or an NPS score of 0 to 6.
    """

    first: date | None = None
    last: date | None = None
    low: bool = False


EVERYTHING = Asked()


def answers(
    reading: Reading, *, account_id: int | None = None, asked: Asked = EVERYTHING, limit: int = MOST
) -> tuple[Answer, ...]:
    """Return the visible answers, the latest first."""
    statement = (
        _selected(reading)
        .where(
            true() if account_id is None else S.account_id == account_id,
            true() if asked.first is None else S.at >= day_span(asked.first, reading.zone)[0],
            true() if asked.last is None else S.at < day_span(asked.last, reading.zone)[1],
            low() if asked.low else true(),
        )
        .order_by(S.at.desc(), S.id.desc())
        .limit(limit)
    )
    return tuple(map(_row, reading.rows(statement)))


def answer(reading: Reading, *, answer_id: int) -> Answer:
    """Return one answer.

    Raises:
        NotFound: if there is none that this person may see.
    """
    row = reading.connection.execute(_selected(reading).where(S.id == answer_id)).first()
    if row is None:
        raise NotFound(f"there is no answer {answer_id}", next="`amtui satisfaction list` lists them.")
    return _row(row)


def satisfaction(reading: Reading, *, account_id: int, since: datetime, until: datetime) -> Satisfaction:
    """Return what the answers of a visible account after one moment and up to another add up to."""
    statement = (
        select(S.csat, S.nps, func.count())
        .where(S.account_id == account_id, reading.visible(table), S.at > since, S.at <= until)
        .group_by(S.csat, S.nps)
    )
    return added_up((csat, nps, n) for csat, nps, n in reading.connection.execute(statement))


def heard(reading: Reading, *, account_id: int) -> Heard:
    """Return what a visible account answered lately, and what it said last."""
    since = reading.now - timedelta(days=SHOWN_DAYS)
    found = satisfaction(reading, account_id=account_id, since=since, until=reading.now)
    told = (
        _selected(reading)
        .where(S.account_id == account_id, S.comment.is_not(None), S.at <= reading.now)
        .order_by(S.at.desc(), S.id.desc())
        .limit(1)
    )
    row = reading.connection.execute(told).first()
    return Heard(found, None if row is None else _row(row), SHOWN_DAYS)


def csat_scores(
    reading: Reading, account_ids: Collection[int] | None = None
) -> Mapping[int, tuple[int, ...]]:
    """Return how many answers gave each CSAT score of late, in one statement; those without are left out."""
    since = reading.now - timedelta(days=HEALTH_DAYS)
    statement = (
        select(S.account_id, S.csat, func.count())
        .select_from(accounts)
        .join(table, and_(S.account_id == accounts.c.id, S.am_id == accounts.c.am_id))
        .where(chosen(reading, account_ids), S.csat.is_not(None), S.at > since, S.at <= reading.now)
        .group_by(S.account_id, S.csat)
    )
    found: dict[int, dict[int, int]] = {}
    for account_id, score, n in reading.connection.execute(statement):
        found.setdefault(account_id, {})[score] = n
    return {account_id: by_score(counts) for account_id, counts in found.items()}


def low() -> ColumnElement[bool]:
    """Return the condition of an answer that is a complaint."""
    return or_(S.csat <= CSAT_LOW_TO, S.nps <= DETRACTOR_TO)


def _selected(reading: Reading) -> Select[Any]:
    is_about = and_(requests.c.id == S.request_id, reading.visible(requests))
    return (
        select(
            table,
            accounts.c.name.label("account"),
            contacts.c.name.label("contact"),
            requests.c.ref.label("request"),
            users.c.name.label("who"),
        )
        .join(accounts, accounts.c.id == S.account_id)
        .outerjoin(contacts, contacts.c.id == S.contact_id)
        .outerjoin(requests, is_about)
        .outerjoin(users, users.c.id == S.user_id)
        .where(reading.visible(table))
    )


def _row(row: DbRow) -> Answer:
    return Answer(
        id=row.id,
        account_id=row.account_id,
        account=row.account,
        at=row.at,
        csat=row.csat,
        nps=row.nps,
        comment=row.comment,
        contact=row.contact,
        request=row.request,
        source=row.source,
        who=row.who,
        version=row.version,
    )
