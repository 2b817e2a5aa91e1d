"""Changes of who is away, and who covers."""

from dataclasses import dataclass
from datetime import date

from amtui.domain.change import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class AddLeave(Change):
    """Give a user's book to somebody else for some days, both included.

    Attributes:
        note: what the cover should know.
    """

    user_id: int
    cover_id: int
    first: date
    last: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditLeave(Change):
    """Give a leave that is not over other days, another cover or another note; None leaves a field."""

    leave_id: int
    expected_version: int
    cover_id: int | None = None
    first: date | None = None
    last: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndLeave(Change):
    """Call a leave off, or end one that runs with yesterday."""

    leave_id: int
    expected_version: int
