"""Changes that administrators make: users and settings."""

from typing import Any

from sqlalchemy import delete, insert, select, update

from amtui.data.models import credentials, settings, users
from amtui.domain.change import Receipt, Topic
from amtui.domain.changes import AddUser, SaveSetting
from amtui.domain.errors import FieldClash, Invalid
from amtui.services import passwords
from amtui.services.handlers.common import active_user
from amtui.services.handlers.overtaken import check_seen
from amtui.services.handlers.user_fields import parsed
from amtui.services.known_settings import KNOWN, read_setting
from amtui.services.setting_rows import setting_text
from amtui.services.writing import Writing


def add(writing: Writing, change: AddUser) -> Receipt:
    """Enter a user, who can log in at once; with a first password, to be changed then."""
    texts: dict[str, str | None] = {
        "login": change.login,
        "name": change.name,
        "email": change.email,
        "role": change.role,
    }
    more = {"employee_id": change.employee_id, "zone": change.zone}
    texts |= {**more, "phone": change.phone, "mobile": change.mobile}
    fields = _checked(writing, texts, change.password)
    if change.manager_id is not None:
        active_user(writing, change.manager_id)
    values = {
        **fields,
        "manager_id": change.manager_id,
        "active": True,
        "created_at": writing.now,
        "updated_at": writing.now,
        "version": 1,
    }
    user_id = writing.insert(users, values, Topic.PEOPLE)
    if change.password is not None:
        first = {"failures": 0, "must_change": True, "changed_at": writing.now}
        kept = insert(credentials).values(user_id=user_id, hash=passwords.hashed(change.password), **first)
        writing.connection.execute(kept)
    return writing.receipt(f"{values['name']} ({change.login}) added as {values['role']}", user_id, 1)


def _checked(writing: Writing, texts: dict[str, str | None], password: str | None) -> dict[str, Any]:
    """Return the columns of a new user.

    Raises:
        Invalid: with a sentence for each field that is wrong, the password's among them.
    """
    fields: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    try:
        fields = parsed(writing, None, texts)
    except Invalid as error:
        wrong |= error.fields
    if password is not None:
        try:
            passwords.check(password, *((texts[name] or "").strip() for name in ("login", "name", "email")))
        except Invalid as error:
            wrong |= error.fields
    if wrong:
        raise Invalid(wrong)
    return fields


def save_setting(writing: Writing, change: SaveSetting) -> Receipt:
    """Change one setting; what holds without it is not stored, and nothing where it holds already.

    Raises:
        Conflict: its author saw another value than holds by now.
        Invalid: it does not take such a value.
    """
    value = read_setting(change.key, change.value)
    usual = setting_text(KNOWN[change.key][1])
    kept = select(settings.c.value).where(settings.c.key == change.key)
    stored = writing.connection.execute(kept).scalar_one_or_none()
    now = usual if stored is None else setting_text(stored)
    if change.seen is not None and now != change.seen:
        clash = FieldClash(change.key, change.value, now)
        check_seen(writing, settings, (clash,), lambda values: values.get("key") == change.key)
    told = setting_text(value)
    if told == now:
        return writing.receipt(f"{change.key} is {told or 'empty'} already")
    store_setting(writing, change.key, None if told == usual else value)
    return writing.receipt(f"{change.key} is now {told or 'empty'}{', as usual' if told == usual else ''}")


def store_setting(writing: Writing, key: str, value: object) -> bool:
    """Store a setting with its audit row, or tell that nothing differs.

    Args:
        writing: the transaction.
        key: of the setting.
        value: as the setting is stored; None takes the setting away, so that its default holds.
    """
    table = settings
    row = writing.connection.execute(select(table).where(table.c.key == key)).mappings().first()
    version = row["version"] if row is not None else 0
    before = row["value"] if row is not None else None
    if before == value:
        return False
    if row is None:
        writing.connection.execute(insert(table).values(key=key, value=value, version=1))
    elif value is None:
        writing.connection.execute(delete(table).where(table.c.key == key))
    else:
        changed = update(table).where(table.c.key == key)
        writing.connection.execute(changed.values(value=value, version=version + 1))
    writing.topics.add(Topic.SETTINGS)
    old, new = ({"key": key, "value": side} for side in (before, value))
    writing.record(table, 0, "setting", old, None, new, 0 if value is None else version + 1)
    return True
