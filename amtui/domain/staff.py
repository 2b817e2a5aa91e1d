"""Users as administration lists them."""

from amtui.domain.frozen import dataclass
from amtui.domain.people import UserRow

STAYS = "has worked here, and the record keeps their name"
INSTEAD = "Deactivate the user instead."
"""Why a user is not deleted, to stand behind their name, and what to do."""


@dataclass(frozen=True, slots=True)
class StaffRow(UserRow):
    """One user in the list of administration.

    Attributes:
        manager: the name of whom they report to; empty for nobody.
        manager_login: their login.
        reports: the first few names of those who report to them.
        n_reports: how many those are altogether.
    """

    manager: str = ""
    manager_login: str = ""
    reports: tuple[str, ...] = ()
    n_reports: int = 0
