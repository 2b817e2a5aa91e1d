"""The public keys of users, as far as they may be seen."""

from sqlalchemy import select

from amtui.data.models import user_keys, users
from amtui.data.reading import Reading
from amtui.domain.people import KeyRow


def keys_of(reading: Reading, *, login: str | None = None) -> tuple[KeyRow, ...]:
    """Return the keys of a user, or of all, by login: everybody sees their own, administrators all."""
    keys = (
        select(user_keys, users.c.login)
        .join(users, users.c.id == user_keys.c.user_id)
        .order_by(users.c.login, user_keys.c.id)
    )
    if login is not None:
        keys = keys.where(users.c.login == login)
    if reading.scope.am_ids is not None:
        keys = keys.where(user_keys.c.user_id == reading.user_id)
    return tuple(
        KeyRow(row.login, row.fingerprint, row.kind, row.comment, row.added_at) for row in reading.rows(keys)
    )
