"""Activating and deactivating accounts: the reason is kept, sub-accounts go with their parent."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, select

from amtui.data.models import accounts
from amtui.domain.change import Topic
from amtui.domain.errors import Refused
from amtui.domain.vocabulary import AccountStatus
from amtui.services.writing import Writing


def consequences(
    writing: Writing, row: RowMapping, values: dict[str, Any], reason: str | None
) -> tuple[RowMapping, ...]:
    """Complete `values` for a changed status; return the sub-accounts that are deactivated with it.

    Raises:
        Refused: deactivating without a reason, or with sub-accounts of books that are not visible;
            activating a sub-account below an inactive parent.
    """
    if values.get("status", row["status"]) is row["status"]:
        return ()
    if values["status"] is AccountStatus.ACTIVE:
        _check_parent(writing, {**row, **values})
        values["status_reason"] = (reason or "").strip() or None
        return ()
    if not (reason or "").strip():
        raise Refused("Deactivating an account needs a reason.", next="Say why in a few words; it is kept.")
    values["status_reason"] = (reason or "").strip()
    subs = tuple(_active_below(writing, row["id"]))
    if not all(writing.identity.scope.sees(sub["am_id"]) for sub in subs):
        raise Refused(
            f"Sub-accounts of {row['name']} that others manage would be deactivated with it",
            next="Ask a manager or an administrator to do it.",
        )
    return subs


def deactivate(writing: Writing, row: RowMapping, reason: str) -> None:
    """Deactivate a sub-account."""
    values = {"status": AccountStatus.INACTIVE, "status_reason": reason}
    writing.update(accounts, row, row["version"], values, Topic.ACCOUNTS)


def ancestors(writing: Writing, account_id: int | None) -> set[int]:
    """Return the ids of an account and all accounts above it."""
    found: set[int] = set()
    while account_id is not None and account_id not in found:
        found.add(account_id)
        above = select(accounts.c.parent_id).where(accounts.c.id == account_id)
        account_id = writing.connection.execute(above).scalar_one_or_none()
    return found


def _check_parent(writing: Writing, account: Mapping[str, Any]) -> None:
    wanted = select(accounts.c.name, accounts.c.status).where(accounts.c.id == account["parent_id"])
    parent = writing.connection.execute(wanted).first()
    if parent is not None and parent.status is AccountStatus.INACTIVE:
        raise Refused(f"its parent {parent.name} is inactive", next="Activate the parent first.")


def _active_below(writing: Writing, account_id: int) -> list[RowMapping]:
    """Return the active accounts below one, of any depth, whoever manages them."""
    level, seen, found = {account_id}, {account_id}, []
    while level:
        below = select(accounts).where(accounts.c.parent_id.in_(level), accounts.c.id.not_in(seen))
        rows = writing.connection.execute(below).mappings().all()
        found += [row for row in rows if row["status"] is AccountStatus.ACTIVE]
        level = {row["id"] for row in rows}
        seen |= level
    return found
