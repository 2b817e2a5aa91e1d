"""Changes that administrators make: people, whose accounts are whose, calendars and service levels."""

from dataclasses import dataclass

from amtui.domain.change import Change
from amtui.domain.vocabulary import Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class EditUser(Change):
    """Change fields of a user, given as pairs of field name and text as a person types it."""

    user_id: int
    expected_version: int
    fields: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeactivateUser(Change):
    """Let a user work no more; what they hold goes to somebody else in the same step.

    Attributes:
        heir_id: who takes over their accounts and open requests; 0 leaves the accounts unassigned,
            None is only for users who hold none.
    """

    user_id: int
    expected_version: int
    heir_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivateUser(Change):
    """Let a user work again; what they held stays with those who have it."""

    user_id: int
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteUser(Change):
    """Take a user away who has never worked here; of the others the record keeps the name.

    Attributes:
        heir_id: as of `DeactivateUser`.
    """

    user_id: int
    expected_version: int
    heir_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferBook(Change):
    """Give all accounts of one account manager, or some of them, to another.

    Attributes:
        from_id, to_id: the account managers; 0 is nobody.
        account_ids: only these; without any the whole book.
    """

    from_id: int
    to_id: int
    account_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssociateAccounts(Change):
    """Give many accounts to one account manager at once, whoever holds them.

    Attributes:
        accounts: ids with the version that was seen of each.
        am_id: the account manager; 0 is nobody.
    """

    accounts: tuple[tuple[int, int], ...]
    am_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveCalendar(Change):
    """Write a business calendar, given as texts; figures and open requests of its accounts follow.

    Attributes:
        calendar_id: None makes a new one.
        expected_version: the version that was seen; 0 of a new one.
        fields: pairs of `name`, `zone`, `country`, `region`, `hours`, `holidays` and the text of each.
    """

    calendar_id: int | None
    expected_version: int
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteCalendar(Change):
    """Take a calendar away that no account uses."""

    calendar_id: int
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetServiceLevel(Change):
    """Say how soon requests of a plan and a priority are answered and resolved.

    Attributes:
        plan: its name; `*` is every plan that has none of its own.
        respond, resolve: business time as typed, such as `30m` or `2h`; both empty takes the level away.
        seen: both times that its author saw, as they would be typed; None overrules whatever holds.
    """

    plan: str
    priority: Priority
    respond: str
    resolve: str
    seen: tuple[str, str] | None = None
