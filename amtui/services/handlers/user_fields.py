"""The fields of a user as a person types them, each with its own rule."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import RowMapping, func, or_, select

from amtui.data.models import users
from amtui.domain.errors import Invalid, UsageError
from amtui.domain.local_time import zone_named
from amtui.domain.people import UNASSIGNED
from amtui.domain.vocabulary import Role
from amtui.services.writing import Writing

LOGIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{2,29}")
TAKEN = {
    "login": "this login is taken",
    "email": "this email address is taken",
    "employee_id": "this employee id is taken",
}
"""What is said where a value belongs to somebody else already."""


def parsed(writing: Writing, row: RowMapping | None, texts: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the columns that fields given as texts stand for.

    Args:
        writing: the transaction.
        row: the user as it is; None for a new one.
        texts: by field; `manager` is a login.

    Raises:
        Invalid: with a sentence for each field that is unknown, breaks a rule or is taken.
    """
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for field, text in texts.items():
        try:
            values |= _reader(field)((text or "").strip())
        except UsageError as error:
            wrong[field] = error.message
        except Invalid as error:
            wrong[field] = "; ".join(error.fields.values())
    wrong |= {field: TAKEN[field] for field in TAKEN if _taken(writing, row, field, values.get(field))}
    if "manager" in texts and "manager" not in wrong:
        login = (texts["manager"] or "").strip()
        values["manager_id"], why = _manager(writing, row, login)
        wrong |= {"manager": why} if why else {}
    if wrong:
        raise Invalid(wrong)
    return values


def why_not_below(writing: Writing, row: RowMapping | None, manager_id: int | None) -> str:
    """Return why a user cannot report to another, or nothing: a line of report has no circle."""
    if row is not None and manager_id == row["id"]:
        return "nobody reports to themselves"
    seen: set[int] = set()
    while row is not None and manager_id is not None and manager_id not in seen:
        if manager_id == row["id"]:
            return "reports to this user already; a line of report has no circle"
        seen.add(manager_id)
        above = select(users.c.manager_id).where(users.c.id == manager_id)
        manager_id = writing.connection.execute(above).scalar_one_or_none()
    return ""


def _manager(writing: Writing, row: RowMapping | None, login: str) -> tuple[int | None, str]:
    if not login:
        return None, ""
    wanted = select(users.c.id, users.c.active).where(users.c.login == login, users.c.id != UNASSIGNED)
    found = writing.connection.execute(wanted).first()
    if found is None:
        return None, f"there is no user “{login}”"
    if not found.active:
        return None, "is inactive"
    return found.id, why_not_below(writing, row, found.id)


def _taken(writing: Writing, row: RowMapping | None, field: str, value: str | None) -> bool:
    """Tell whether somebody else has a value, in whatever case: nobody tells `dan` from `Dan`."""
    if value is None:
        return False
    column = users.c[field]
    other = select(users.c.id).where(or_(column == value, func.lower(column) == value.lower()))
    if row is not None:
        other = other.where(users.c.id != row["id"])
    return writing.connection.execute(other).first() is not None


def _reader(field: str) -> Callable[[str], dict[str, Any]]:
    found = READERS.get(field)
    if found is None:
        raise UsageError(f"there is no such field; there are {', '.join(READERS)}")
    return found


def _like(field: str, shape: re.Pattern[str], rule: str) -> Callable[[str], dict[str, Any]]:
    def read(text: str) -> dict[str, Any]:
        if not shape.fullmatch(text):
            raise UsageError(rule if text else "cannot be empty")
        return {field: text}

    return read


def _phone(field: str) -> Callable[[str], dict[str, Any]]:
    def read(text: str) -> dict[str, Any]:
        if text and not PHONE.fullmatch(text):
            raise UsageError("is no phone number, such as +49 30 1234567")
        return {field: text or None}

    return read


def _name(text: str) -> dict[str, Any]:
    if not text:
        raise UsageError("cannot be empty")
    return {"name": " ".join(text.split())}


def _email(text: str) -> dict[str, Any]:
    if not EMAIL.fullmatch(text):
        raise UsageError("is no email address" if text else "cannot be empty")
    return {"email": text.casefold()}


def _role(text: str) -> dict[str, Any]:
    try:
        return {"role": Role(text.casefold())}
    except ValueError:
        raise UsageError(f"is one of {', '.join(Role)}") from None


READERS: dict[str, Callable[[str], dict[str, Any]]] = {
    "name": _name,
    "login": _like("login", LOGIN, "is up to 64 letters, digits and _.@-"),
    "employee_id": lambda text: {"employee_id": text or None},
    "email": _email,
    "phone": _phone("phone"),
    "mobile": _phone("mobile"),
    "role": _role,
    "zone": lambda text: {"zone": zone_named(text).key},
    "manager": lambda _text: {},
}
"""How the text of each field is read; whom a user reports to is looked up."""
