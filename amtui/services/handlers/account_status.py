"""Activating and deactivating accounts: the reason is kept, sub-accounts go with their parent."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, select

from amtui.data.models import accounts
from amtui.domain.change import Topic
from amtui.domain.errors import Refused
from amtui.domain.vocabulary import AccountStatus
from amtui.services.handlers.family import family_of
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
    below = [one for one in family_of(writing, row["id"]).below(row["id"]) if one.active]
    if not all(one.seen for one in below):
        raise Refused(
            f"Sub-accounts of {row['name']} that others manage would be deactivated with it",
            next="Ask a manager or an administrator to do it.",
        )
    wanted = select(accounts).where(accounts.c.id.in_([one.id for one in below])).order_by(accounts.c.id)
    return tuple(writing.connection.execute(wanted).mappings())


def deactivate(writing: Writing, row: RowMapping, reason: str) -> None:
    """Deactivate a sub-account."""
    values = {"status": AccountStatus.INACTIVE, "status_reason": reason}
    writing.update(accounts, row, row["version"], values, Topic.ACCOUNTS)


def _check_parent(writing: Writing, account: Mapping[str, Any]) -> None:
    members = family_of(writing, account["id"]).members
    if account["parent_id"] not in members and account["parent_id"] is not None:
        members = family_of(writing, account["parent_id"]).members
    parent = members.get(account["parent_id"])
    if parent is None or parent.active:
        return
    wanted = select(accounts.c.name).where(accounts.c.id == parent.id, writing.reading.visible(accounts))
    name = writing.connection.execute(wanted).scalar_one_or_none()
    whose = f"its parent {name}" if name else "its parent"
    raise Refused(f"{whose} is inactive", next="Activate the parent first.")
