"""Changes of users after they were entered: their fields, and the end of their work with its consequences."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import RowMapping, exists, func, select, true

from amtui.data.models import accounts, audit, credentials, requests, user_keys, users
from amtui.domain.admin_changes import ActivateUser, DeactivateUser, DeleteUser, EditUser
from amtui.domain.change import Receipt, Topic
from amtui.domain.errors import Invalid, NotFound, Refused
from amtui.domain.people import UNASSIGNED
from amtui.domain.staff import INSTEAD, STAYS
from amtui.domain.vocabulary import Role
from amtui.domain.wording import counted
from amtui.services.handlers.books import handed_over
from amtui.services.handlers.common import active_user, seen
from amtui.services.handlers.leaves import left_alone_by
from amtui.services.handlers.team_plan import left_planned_by
from amtui.services.handlers.timeline import tell
from amtui.services.handlers.user_fields import parsed
from amtui.services.writing import Writing


def edit(writing: Writing, change: EditUser) -> Receipt:
    """Change fields of a user.

    Raises:
        Invalid: a field breaks a rule; an administrator's own role, and the last administrator's, stay.
    """
    typed = {name: text or None for name, text in change.fields}
    row = _row(writing, change.user_id, change.expected_version, typed)
    values = parsed(writing, row, dict(change.fields))
    if values.get("role", row["role"]) is not row["role"] and row["role"] is Role.ADMIN:
        own = row["id"] == writing.identity.user_id
        if own or _is_last_admin(writing, row):
            why = "you cannot take this from yourself" if own else "somebody has to stay administrator"
            raise Invalid({"role": why})
    version = writing.update(users, row, row["version"], values, Topic.PEOPLE)
    name = values.get("name", row["name"])
    if version == row["version"]:
        return writing.receipt(f"{name} is like that already", row["id"], version)
    return writing.receipt(f"{name} saved", row["id"], version)


def deactivate(writing: Writing, change: DeactivateUser) -> Receipt:
    """End the work of a user: their accounts and requests go to the heir, their reports one step up."""
    row = _row(writing, change.user_id, change.expected_version)
    if not row["active"]:
        return writing.receipt(f"{row['name']} is inactive already", row["id"], row["version"])
    told = _settled(writing, row, change.heir_id)
    version = writing.update(users, row, row["version"], {"active": False}, Topic.PEOPLE)
    told = f"{row['name']} is inactive{told}"
    words = ". ".join((told, *left_alone_by(writing, row), *left_planned_by(writing, row)))
    return writing.receipt(words, row["id"], version)


def activate(writing: Writing, change: ActivateUser) -> Receipt:
    """Let a user work again."""
    row = _row(writing, change.user_id, change.expected_version)
    version = writing.update(users, row, row["version"], {"active": True}, Topic.PEOPLE)
    return writing.receipt(f"{row['name']} is active", row["id"], version)


def delete(writing: Writing, change: DeleteUser) -> Receipt:
    """Take a user away who has left no trace.

    Raises:
        Refused: they have worked here, so that the record needs their name.
    """
    row = _row(writing, change.user_id, change.expected_version)
    worked = select(exists().where(audit.c.actor_id == row["id"]))
    if writing.connection.execute(worked).scalar_one():
        raise Refused(f"{row['name']} {STAYS}", next=INSTEAD)
    told = _settled(writing, row, change.heir_id) + _ways_in(writing, row["id"])
    writing.delete(users, row, Topic.PEOPLE)
    return writing.receipt(f"{row['name']} is deleted{told}", row["id"], None)


def _row(
    writing: Writing,
    user_id: int,
    expected_version: int,
    typed: Mapping[str, str | None] = MappingProxyType({}),
) -> RowMapping:
    """Return a user as the author of a change saw them; `typed` is what they would have written."""
    if user_id == UNASSIGNED:
        raise NotFound(f"there is no user {user_id}")
    return seen(writing, users, user_id, expected_version, f"user {user_id}", typed)


def _settled(writing: Writing, row: RowMapping, heir_id: int | None) -> str:
    """Hand over what a user holds; return what was done, to stand behind another word.

    Raises:
        Refused: it is oneself or the last administrator, or nobody was named to take the accounts.
    """
    if row["id"] == writing.identity.user_id:
        raise Refused("You cannot end your own work", next="Ask another administrator.")
    if row["role"] is Role.ADMIN and row["active"] and _is_last_admin(writing, row):
        raise Refused(f"{row['name']} is the only active administrator", next="Make another one first.")
    held = select(func.count()).where(accounts.c.am_id == row["id"])
    n = writing.connection.execute(held).scalar_one()
    if n and heir_id is None:
        raise Refused(f"{row['name']} holds {counted(n, 'account')}", next="Name who takes them over.")
    if heir_id == row["id"]:
        raise Invalid({"heir": "is the user themselves"})
    heir = "nobody"
    if heir_id:
        heir = active_user(writing, heir_id)["name"]
    moved = handed_over(writing, row["id"], heir_id or UNASSIGNED) if n else 0
    parts = [f"{counted(moved, 'account')} to {heir}"] if moved else []
    if released := _release_requests(writing, row["id"], heir_id):
        parts.append(f"{counted(released, 'request')} of other books to {heir}")
    if raised := _raise_reports(writing, row):
        parts.append(f"{counted(raised, 'report')} one step up")
    return f"; {', '.join(parts)}" if parts else ""


def _ways_in(writing: Writing, user_id: int) -> str:
    """Return what goes with a user and does not come back by undo, to stand behind another word."""
    found = [
        writing.connection.execute(select(func.count()).where(table.c.user_id == user_id)).scalar_one()
        for table in (credentials, user_keys)
    ]
    parts = ["the password"] if found[0] else []
    parts += [counted(found[1], "key")] if found[1] else []
    verb = "is" if sum(found) == 1 else "are"
    return f"; {' and '.join(parts)} {verb} gone for good" if parts else ""


def _is_last_admin(writing: Writing, row: RowMapping) -> bool:
    others = select(users.c.id).where(
        users.c.role == Role.ADMIN, users.c.active == true(), users.c.id != row["id"]
    )
    return writing.connection.execute(others.limit(1)).first() is None


def _release_requests(writing: Writing, user_id: int, heir_id: int | None) -> int:
    """Give the open requests that a user owns in the books of others to the heir, or to nobody."""
    wanted = select(requests).where(requests.c.owner_id == user_id, requests.c.is_open)
    rows = writing.connection.execute(wanted).mappings().all()
    values: dict[str, Any] = {"owner_id": heir_id or None}
    for row in rows:
        writing.update(requests, row, row["version"], values, Topic.REQUESTS)
        tell(writing, row, values, "the owner left")
    return len(rows)


def _raise_reports(writing: Writing, row: RowMapping) -> int:
    """Let those who report to a user report to that user's manager."""
    wanted = select(users).where(users.c.manager_id == row["id"])
    rows = writing.connection.execute(wanted).mappings().all()
    for below in rows:
        values = {"manager_id": row["manager_id"]}
        writing.update(users, below, below["version"], values, Topic.PEOPLE)
    return len(rows)
