"""The record of all changes, for those who look after the program."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, or_, select

from amtui.data.models import accounts, audit, users
from amtui.data.queries.audit_filter import conditions
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.kept_words import Kept, kept_words, names_of
from amtui.data.reading import Reading
from amtui.domain.local_time import instant
from amtui.domain.office_records import AuditRow, AuditWish

A = audit.c


def audit_rows(reading: Reading, *, wish: AuditWish) -> tuple[AuditRow, ...]:
    """Return the entries that are wanted of what this person may see, usually the youngest first."""
    statement = (
        select(audit, users.c.name.label("who"), users.c.login, accounts.c.name.label("account"))
        .join(users, users.c.id == A.actor_id)
        .outerjoin(accounts, accounts.c.id == A.account_id)
        .where(*_which(reading, wish))
        .order_by(A.id.desc() if _latest_first(wish) else A.id)
        .limit(wish.limit)
    )
    rows = reading.rows(statement)
    if not wish.local:
        return tuple(_entry(row, kept_words(row.before), kept_words(row.after)) for row in rows)
    told = names_of(reading, [each for row in rows for each in _told_of(row)])
    return tuple(
        _entry(
            row,
            told.words(row.entity, row.before),
            told.words(row.entity, row.after),
            told.of(row.entity, row.entity_id),
        )
        for row in rows
    )


def _told_of(row: DbRow) -> Iterator[tuple[str, int, Kept]]:
    yield row.entity, row.entity_id, row.before
    yield row.entity, row.entity_id, row.after


def _which(reading: Reading, wish: AuditWish) -> Iterator[ColumnElement[bool]]:
    if reading.scope.am_ids is not None:
        own = A.actor_id == reading.user_id
        yield or_(own, (A.account_id.is_not(None)) & reading.visible(accounts))
    if wish.login:
        yield users.c.login == wish.login
    if wish.entity:
        yield A.entity == wish.entity
    if wish.account:
        yield func.lower(accounts.c.name) == wish.account.casefold()
    if wish.first:
        yield A.at >= _midnight(reading, wish.first)
    if wish.last:
        yield A.at < _midnight(reading, wish.last + timedelta(days=1))
    if wish.after_id is not None:
        yield A.id < wish.after_id if _latest_first(wish) else A.id > wish.after_id
    yield from conditions(reading, wish.filter)


def _latest_first(wish: AuditWish) -> bool:
    return wish.filter.order is None or wish.filter.order.descending


def _midnight(reading: Reading, day: date) -> datetime:
    return instant(datetime.combine(day, time()), reading.zone)


def _entry(row: DbRow, before: str, after: str, called: str = "") -> AuditRow:
    return AuditRow(
        id=row.id,
        at=row.at,
        who=row.who,
        login=row.login,
        entity=row.entity,
        entity_id=row.entity_id,
        action=row.action,
        account=row.account or "",
        before=before,
        after=after,
        called=called,
    )
