"""Changes that administrators make: users and settings."""

import re

from sqlalchemy import delete, insert, select, update

from amtui.data.models import settings, users
from amtui.domain.change import Receipt, Topic
from amtui.domain.changes import AddUser, SaveSetting
from amtui.domain.errors import Invalid
from amtui.domain.local_time import zone_named
from amtui.domain.vocabulary import Role
from amtui.services.handlers.common import active_user, said
from amtui.services.known_settings import read_setting
from amtui.services.writing import Writing

LOGIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def add(writing: Writing, change: AddUser) -> Receipt:
    """Enter a user, who can log in at once."""
    if wrong := _wrong(change):
        raise Invalid(wrong)
    if change.manager_id is not None:
        active_user(writing, change.manager_id)
    values = {
        "login": change.login,
        "name": said(change.name, "name"),
        "email": change.email.strip().casefold(),
        "employee_id": (change.employee_id or "").strip() or None,
        "role": Role(change.role),
        "zone": zone_named(change.zone).key,
        "manager_id": change.manager_id,
        "active": True,
        "created_at": writing.now,
        "updated_at": writing.now,
        "version": 1,
    }
    user_id = writing.insert(users, values, Topic.PEOPLE)
    return writing.receipt(f"{values['name']} ({change.login}) added as {values['role']}", user_id, 1)


def save_setting(writing: Writing, change: SaveSetting) -> Receipt:
    """Change one setting."""
    value = read_setting(change.key, change.value)
    if store_setting(writing, change.key, value):
        return writing.receipt(f"{change.key} is now {change.value.strip()}")
    return writing.receipt(f"{change.key} is {change.value.strip()} already")


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


def _wrong(change: AddUser) -> dict[str, str]:
    rules = (
        ("login", LOGIN.fullmatch(change.login), "is up to 64 letters, digits and _.@-"),
        ("name", change.name.strip(), "cannot be empty"),
        ("email", EMAIL.fullmatch(change.email.strip()), "is no email address"),
        ("role", change.role in set(Role), f"is one of {', '.join(Role)}"),
    )
    return {field: sentence for field, holds, sentence in rules if not holds}
