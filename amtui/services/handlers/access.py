"""Changes of passwords and keys."""

from sqlalchemy import RowMapping, delete, insert, select, update

from amtui.data.models import credentials, user_keys, users
from amtui.domain.access_changes import AddKey, RemoveKey, SetPassword
from amtui.domain.change import Receipt, Topic
from amtui.domain.errors import Invalid, NotFound, Refused
from amtui.domain.people import UNASSIGNED
from amtui.domain.ssh_keys import parse_key
from amtui.domain.vocabulary import Role
from amtui.services import passwords
from amtui.services.writing import Writing


def set_password(writing: Writing, change: SetPassword) -> Receipt:
    """Keep the hash of a password; the record tells that it was changed, not to what.

    Raises:
        Invalid: the password until now is wrong, or the new one is too easy.
        Refused: it is somebody else's.
    """
    user = _user(writing, change.user_id)
    own = change.user_id == writing.identity.user_id
    if not own and writing.identity.role is not Role.ADMIN:
        raise Refused(f"only admin may do this; you are {writing.identity.role.value}")
    kept = select(credentials.c.hash).where(credentials.c.user_id == user["id"])
    before = writing.connection.execute(kept).scalar_one_or_none()
    if own and before is not None and not passwords.matches(change.current or "", before):
        raise Invalid({"current": "the password until now is not right"})
    passwords.check(change.password, user["login"], user["name"], user["email"] or "")
    if before is not None and passwords.matches(change.password, before):
        raise Invalid({"password": "is the one until now; choose another"})
    values = {
        "hash": passwords.hashed(change.password),
        "must_change": not own,
        "failures": 0,
        "locked_until": None,
        "changed_at": writing.now,
    }
    if before is None:
        writing.connection.execute(insert(credentials).values(user_id=user["id"], **values))
    else:
        writing.connection.execute(
            update(credentials).where(credentials.c.user_id == user["id"]).values(**values)
        )
    return _recorded(writing, user, "password", f"The password of {user['name']} is set")


def add_key(writing: Writing, change: AddKey) -> Receipt:
    """Keep a public key of a user.

    Raises:
        Invalid: it is no public key, or a weak one.
        Refused: it belongs to a user already.
    """
    user, key = _user(writing, change.user_id), parse_key(change.line)
    writing.connection.execute(
        insert(user_keys).values(
            user_id=user["id"],
            fingerprint=key.fingerprint,
            kind=key.kind,
            blob=key.blob,
            comment=key.comment,
            added_at=writing.now,
        )
    )
    return _recorded(
        writing, user, f"key {key.fingerprint}", f"{user['name']} may log in with {key.fingerprint}"
    )


def remove_key(writing: Writing, change: RemoveKey) -> Receipt:
    """Take a key away.

    Raises:
        NotFound: the user has none of this fingerprint.
    """
    user = _user(writing, change.user_id)
    own = (user_keys.c.user_id == user["id"]) & (user_keys.c.fingerprint == change.fingerprint)
    if writing.connection.execute(delete(user_keys).where(own)).rowcount != 1:
        raise NotFound(f"{user['name']} has no key {change.fingerprint}")
    words = f"{user['name']} no longer logs in with {change.fingerprint}"
    return _recorded(writing, user, f"key {change.fingerprint} removed", words)


def _user(writing: Writing, user_id: int) -> RowMapping:
    found = writing.connection.execute(select(users).where(users.c.id == user_id)).mappings().first()
    if found is None or user_id == UNASSIGNED:
        raise NotFound(f"there is no user {user_id}")
    return found


def _recorded(writing: Writing, user: RowMapping, what: str, words: str) -> Receipt:
    """Record what was done, without any value."""
    writing.record(users, user["id"], what, {}, None, {}, None)
    writing.topics.add(Topic.PEOPLE)
    return writing.receipt(words, user["id"])
