"""Leave: who may cover whom when, and whether a leave lies ahead, runs or is over."""

from collections.abc import Iterable
from datetime import date

from amtui.domain.frozen import dataclass
from amtui.domain.people import Leave

LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """One leave in a list.

    Attributes:
        accounts: of the book, as far as the viewer may see it.
        note: what the cover should know.
    """

    id: int
    user_id: int
    user: str
    cover_id: int
    cover: str
    first: date
    last: date
    note: str
    accounts: int
    version: int

    def state(self, today: date) -> str:
        """Return “ahead”, “away” or “over”."""
        if today < self.first:
            return "ahead"
        return "away" if today <= self.last else "over"


def overlaps(leave: Leave, first: date, last: date) -> bool:
    """Tell whether a leave and a stretch of days share a day."""
    return leave.first <= last and first <= leave.last


def wrong_days(first: date, last: date, today: date) -> dict[str, str]:
    """Return what is wrong with the days of a new leave, by field."""
    if last < first:
        return {"last": "a leave ends before it starts"}
    if last < today:
        return {"last": "that leave is over already"}
    if (last - first).days > LONGEST_DAYS:
        return {"last": "a leave is no longer than a year; hand the accounts over for good instead"}
    return {}


def in_the_way(leaves: Iterable[Leave], user_id: int, cover_id: int, first: date, last: date) -> Leave | None:
    """Return a leave of the user, or of who is to cover, that shares a day with a new one."""
    return next(
        (leave for leave in leaves if leave.user_id in {user_id, cover_id} and overlaps(leave, first, last)),
        None,
    )
