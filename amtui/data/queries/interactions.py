"""Contacts with clients: one by one, and added up by account and by person."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, func, select, true

from amtui.data.models import accounts, contacts, users
from amtui.data.models import interactions as table
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.places import chosen
from amtui.data.queries.review_dates import NONE_AT_ALL, review_dates
from amtui.data.queries.today_rules import limit_of, reactive_limit
from amtui.data.queries.touches import NO_TOUCHES, last_touch, touches
from amtui.data.reading import Reading
from amtui.domain.contact_balance import WINDOW_DAYS, ReactiveRatio
from amtui.domain.errors import NotFound
from amtui.domain.frozen import dataclass
from amtui.domain.interaction_records import InteractionRow, TouchRow
from amtui.domain.local_time import day_span
from amtui.domain.vocabulary import AccountStatus, Channel, InteractionDirection

I = table.c  # noqa: E741 - the columns of one table
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Asked:
    """Which contacts are asked for; None leaves a field open.

    Attributes:
        direction: who began it.
        first, last: whole days of the viewer, both included.
    """

    direction: InteractionDirection | None = None
    channel: Channel | None = None
    first: date | None = None
    last: date | None = None


EVERYTHING = Asked()


def interactions(
    reading: Reading,
    *,
    account_id: int | None = None,
    contact_id: int | None = None,
    asked: Asked = EVERYTHING,
    limit: int | None = MOST,
) -> tuple[InteractionRow, ...]:
    """Return the visible contacts with clients, the latest first; without a limit all of them."""
    statement = (
        _selected(reading)
        .where(
            true() if account_id is None else I.account_id == account_id,
            true() if contact_id is None else I.contact_id == contact_id,
            true() if asked.direction is None else I.direction == asked.direction,
            true() if asked.channel is None else I.channel == asked.channel,
            true() if asked.first is None else I.at >= day_span(asked.first, reading.zone)[0],
            true() if asked.last is None else I.at < day_span(asked.last, reading.zone)[1],
        )
        .order_by(I.at.desc(), I.id.desc())
        .limit(limit)
    )
    return tuple(map(_row, reading.rows(statement)))


def interaction(reading: Reading, *, interaction_id: int) -> InteractionRow:
    """Return one contact with a client.

    Raises:
        NotFound: if there is none that this person may see.
    """
    row = reading.connection.execute(_selected(reading).where(I.id == interaction_id)).first()
    if row is None:
        raise NotFound(f"there is no interaction {interaction_id}")
    return _row(row)


def account_touches(reading: Reading, *, account_ids: Collection[int] | None = None) -> tuple[TouchRow, ...]:
    """Return last touch and balance of the visible active accounts, or of those named, by name."""
    c = accounts.c
    is_meant = true() if account_ids is not None else c.status == AccountStatus.ACTIVE
    known, dates = touches(reading, account_ids), review_dates(reading, account_ids)
    statement = (
        select(c.id, c.name, c.zone).where(chosen(reading, account_ids), is_meant).order_by(c.name_key, c.id)
    )
    found = []
    for row in reading.rows(statement):
        own = known.get(row.id, NO_TOUCHES)
        last_at = last_touch(reading, own, dates.get(row.id, NONE_AT_ALL))
        found.append(TouchRow(row.id, row.name, row.zone, None, None, last_at, own.balance))
    return tuple(found)


def contact_touches(reading: Reading, *, account_id: int) -> tuple[TouchRow, ...]:
    """Return last touch and balance of each person of an account, those never spoken to included."""
    recent = and_(I.at > reading.now - timedelta(days=WINDOW_DAYS), I.at <= reading.now)
    by_client = and_(recent, I.direction == InteractionDirection.CLIENT)
    own = and_(I.contact_id == contacts.c.id, I.account_id == contacts.c.account_id, I.at <= reading.now)
    statement = (
        select(
            contacts.c.id,
            contacts.c.name,
            accounts.c.name.label("account"),
            accounts.c.zone,
            func.max(case((I.completed, I.at))).label("last_at"),
            func.sum(case((by_client, 1), else_=0)).label("client"),
            func.sum(case((recent, 1), else_=0)).label("total"),
            reactive_limit().label("flagged_above"),
        )
        .select_from(contacts)
        .join(accounts, accounts.c.id == contacts.c.account_id)
        .outerjoin(table, own)
        .where(contacts.c.account_id == account_id, reading.visible(contacts))
        .group_by(contacts.c.id, contacts.c.name, accounts.c.name, accounts.c.zone)
        .order_by(contacts.c.name, contacts.c.id)
    )
    return tuple(
        TouchRow(
            account_id, row.account, row.zone, row.id, row.name, row.last_at,
            ReactiveRatio(int(row.client or 0), int(row.total or 0), limit_of(row.flagged_above)),
        )
        for row in reading.rows(statement)
    )  # fmt: skip


def _selected(reading: Reading) -> Select[Any]:
    return (
        select(
            table,
            accounts.c.name.label("account"),
            contacts.c.name.label("contact"),
            users.c.name.label("who"),
        )
        .join(accounts, accounts.c.id == I.account_id)
        .outerjoin(contacts, contacts.c.id == I.contact_id)
        .outerjoin(users, users.c.id == I.user_id)
        .where(reading.visible(table))
    )


def _row(row: DbRow) -> InteractionRow:
    return InteractionRow(
        id=row.id,
        account_id=row.account_id,
        account=row.account,
        at=row.at,
        direction=row.direction,
        channel=row.channel,
        summary=row.summary,
        contact_id=row.contact_id,
        contact=row.contact,
        who=row.who,
        completed=row.completed,
        version=row.version,
    )
