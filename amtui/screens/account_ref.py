"""Whose account a row on any screen belongs to."""

from dataclasses import dataclass

from amtui.domain.account_records import AccountDetail, AccountRow
from amtui.domain.interaction_records import InteractionRow
from amtui.screens.base import BaseScreen


@dataclass(frozen=True, slots=True)
class AccountRef:
    """An account, and the person that the row is about where it names one."""

    id: int
    name: str
    contact_id: int | None = None


def account_of(screen: BaseScreen) -> AccountRef | None:
    """Return the account of the row under the cursor, or of the whole screen; None where there is none."""
    for value in (screen.selected(), getattr(screen, "detail", None)):
        if (found := _account_of(value)) is not None:
            return found
    return None


def _account_of(value: object) -> AccountRef | None:
    row = getattr(value, "row", value)
    if isinstance(value, AccountDetail) or isinstance(row, AccountRow):
        return AccountRef(row.id, row.name) if isinstance(row, AccountRow) else None
    account_id, name = getattr(row, "account_id", None), getattr(row, "account", None)
    if not isinstance(account_id, int) or not account_id or not isinstance(name, str):
        return None
    contact_id = row.contact_id if isinstance(row, InteractionRow) else None
    return AccountRef(account_id, name, contact_id)
