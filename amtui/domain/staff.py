"""Users as administration lists them."""

from amtui.domain.frozen import dataclass
from amtui.domain.people import UserRow


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
