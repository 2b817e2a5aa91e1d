"""What all handlers ask of the rows and texts that they are given."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, Table, select

from amtui.data.models import accounts, contacts, users
from amtui.domain.errors import Invalid, NotFound, Refused
from amtui.domain.people import UNASSIGNED
from amtui.domain.vocabulary import AccountStatus
from amtui.services.writing import Writing


def seen(
    writing: Writing, table: Table, row_id: int, expected_version: int, what: str, wanted: Mapping[str, Any]
) -> RowMapping:
    """Return a visible row that still has the version its author saw.

    Looked at before any rule, so that a stale form hears of the other person first.

    Raises:
        NotFound: if there is none that this person may see.
        Conflict: if somebody changed it meanwhile.
    """
    row = writing.row(table, row_id, what)
    if row["version"] != expected_version:
        raise writing.conflict(table, row_id, expected_version, wanted)
    return row


def account_row(writing: Writing, account_id: int) -> RowMapping:
    """Return a visible account.

    Raises:
        NotFound: if there is none that this person may see.
    """
    return writing.row(accounts, account_id, f"account {account_id}")


def active_account(writing: Writing, account_id: int) -> RowMapping:
    """Return a visible account that takes new work.

    Raises:
        NotFound: if there is none that this person may see.
        Refused: if it is inactive.
    """
    row = account_row(writing, account_id)
    if row["status"] is not AccountStatus.ACTIVE:
        why = f" ({row['status_reason']})" if row["status_reason"] else ""
        raise Refused(
            f"{row['name']} is inactive{why}: only active accounts take new work", next="Activate it first."
        )
    return row


def active_user(writing: Writing, user_id: int) -> RowMapping:
    """Return a user who can be given work.

    Raises:
        NotFound: if there is no such user.
        Refused: if the user is inactive.
    """
    wanted = select(users).where(users.c.id == user_id, users.c.id != UNASSIGNED)
    row = writing.connection.execute(wanted).mappings().first()
    if row is None:
        raise NotFound(f"there is no user {user_id}")
    if not row["active"]:
        raise Refused(f"{row['name']} is inactive and cannot be given work")
    return row


def contact_row(writing: Writing, account: RowMapping, contact_id: int) -> RowMapping:
    """Return a contact of an account.

    Raises:
        NotFound: if the account has no such contact.
    """
    wanted = select(contacts).where(contacts.c.id == contact_id, contacts.c.account_id == account["id"])
    row = writing.connection.execute(wanted).mappings().first()
    if row is None:
        raise NotFound(f"{account['name']} has no contact {contact_id}")
    return row


def said(text: str | None, field: str, rule: str = "cannot be empty") -> str:
    """Return what a person wrote, without the white space around it.

    Raises:
        Invalid: if nothing is left.
    """
    stripped = (text or "").strip()
    if not stripped:
        raise Invalid({field: rule})
    return stripped
