"""Going to something by its name: accounts, requests, people."""

from collections.abc import Iterator

from sqlalchemy import Select, or_, select, true

from amtui.data.models import accounts, requests, users
from amtui.data.queries.text_match import begins, contains, escaped, key_contains
from amtui.data.reading import Reading
from amtui.domain.history_records import GoToHit
from amtui.domain.name_key import name_key
from amtui.domain.people import UNASSIGNED

LIMIT = 10
SEARCHED = 20_000
"""Subjects of so many open requests are looked into, the newest first: going somewhere must not wait."""
SEARCHED_FROM = 3
"""Shorter texts are looked for in names and references only: every subject has them."""


def go_to(reading: Reading, *, text: str, limit: int = LIMIT) -> tuple[GoToHit, ...]:
    """Return what is called so: accounts first, then requests, then people; each kind up to `limit`."""
    wanted = " ".join(text.split())
    if not wanted:
        return ()
    return (
        *_accounts(reading, wanted, limit),
        *_requests(reading, wanted, limit),
        *_people(reading, wanted, limit),
    )


def accounts_called(reading: Reading, *, text: str = "", limit: int = LIMIT) -> tuple[GoToHit, ...]:
    """Return the accounts that are called so, those whose name begins so first; of no text the first ones."""
    return tuple(_accounts(reading, " ".join(text.split()), limit))


def _accounts(reading: Reading, text: str, limit: int) -> Iterator[GoToHit]:
    c = accounts.c
    starts = c.name_key.like(f"{escaped(name_key(text))}%", escape="\\")
    statement = (
        select(c.id, c.name, users.c.name.label("am"))
        .join(users, users.c.id == c.am_id)
        .where(reading.visible(accounts), key_contains(c.name_key, text))
        .order_by(starts.desc(), c.name_key)
        .limit(limit)
    )
    for row in reading.rows(statement):
        yield GoToHit("account", row.id, row.name, row.name, row.am)


def _requests(reading: Reading, text: str, limit: int) -> Iterator[GoToHit]:
    """Yield requests of any status by reference, then open ones by subject, the youngest first."""
    seen: set[int] = set()
    for statement in _statements(reading, text):
        for row in reading.rows(statement.limit(limit - len(seen))):
            if row.id not in seen:
                seen.add(row.id)
                yield GoToHit("request", row.id, row.ref, row.subject, row.account)


def _statements(reading: Reading, text: str) -> Iterator[Select[int, str, str, str]]:
    r = requests.c
    mine = (
        select(r.id, r.ref, r.subject, accounts.c.name.label("account"))
        .join(accounts, accounts.c.id == r.account_id)
        .where(reading.visible(requests))
    )
    ref = text.upper() if text.upper().startswith("R-") else f"R-{text}"
    yield mine.where(r.ref == ref)
    if len(text) >= SEARCHED_FROM:
        yield mine.where(r.id.in_(_newest_with(reading, text))).order_by(r.created_at.desc(), r.id.desc())


def _newest_with(reading: Reading, text: str) -> Select[int]:
    """Return the ids of the newest open requests whose subject holds a text."""
    r = requests.c
    newest = (
        select(r.id, r.subject)
        .where(reading.visible(requests), r.is_open == true())
        .order_by(r.created_at.desc(), r.id.desc())
        .limit(SEARCHED)
        .subquery("newest")
    )
    return select(newest.c.id).where(contains(newest.c.subject, text))


def _people(reading: Reading, text: str, limit: int) -> Iterator[GoToHit]:
    u = users.c
    statement = (
        select(u.id, u.login, u.name, u.email)
        .where(u.id != UNASSIGNED, or_(begins(u.login, text), contains(u.name, text)))
        .order_by(u.name, u.id)
        .limit(limit)
    )
    for row in reading.rows(statement):
        yield GoToHit("person", row.id, row.login, row.name, row.email or "")
