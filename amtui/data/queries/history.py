"""What was changed, by whom and when."""

from sqlalchemy import ColumnElement, select

from amtui.data.models import accounts, audit, requests, users
from amtui.data.queries.kept_words import kept_words
from amtui.data.reading import Reading
from amtui.domain.history_records import HistoryEntry

LIMIT = 200


def account_history(reading: Reading, *, account_id: int, limit: int = LIMIT) -> tuple[HistoryEntry, ...]:
    """Return the changes of an account and of all that belongs to it, the youngest first."""
    return _entries(reading, audit.c.account_id == account_id, limit)


def request_history(reading: Reading, *, request_id: int, limit: int = LIMIT) -> tuple[HistoryEntry, ...]:
    """Return the changes of one request, the youngest first."""
    which = (audit.c.entity == requests.name) & (audit.c.entity_id == request_id)
    return _entries(reading, which, limit)


def _entries(reading: Reading, which: ColumnElement[bool], limit: int) -> tuple[HistoryEntry, ...]:
    """Return changes of accounts that are visible now, whoever held them when the change was made."""
    a = audit.c
    statement = (
        select(audit, users.c.name.label("who"), accounts.c.name.label("account"))
        .join(accounts, accounts.c.id == a.account_id)
        .join(users, users.c.id == a.actor_id)
        .where(which, reading.visible(accounts))
        .order_by(a.id.desc())
        .limit(limit)
    )
    return tuple(
        HistoryEntry(
            id=row.id,
            at=row.at,
            who=row.who,
            entity=row.entity,
            entity_id=row.entity_id,
            action=row.action,
            before=None if row.before is None else kept_words(row.before),
            after=None if row.after is None else kept_words(row.after),
            account=row.account,
        )
        for row in reading.rows(statement)
    )
