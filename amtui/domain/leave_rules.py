"""Leave: who may cover whom when, and whether a leave lies ahead, runs or is over."""

from collections.abc import Iterable
from datetime import date

from amtui.domain.errors import Refused
from amtui.domain.frozen import dataclass
from amtui.domain.people import Identity, Leave
from amtui.domain.vocabulary import Role

LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """One leave in a list.

    Attributes:
        accounts: of the book, as far as the viewer may see it.
        note: what the cover should know.
        alone: the first stretch of days on which the cover is away as well; all of them where that one
            works no more.
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
    alone: tuple[date, date] | None = None

    def state(self, today: date) -> str:
        """Return “ahead”, “away” or “over”."""
        if today < self.first:
            return "ahead"
        return "away" if today <= self.last else "over"


def refuse_others(identity: Identity, user_id: int) -> None:
    """Let people see to their own leave, managers to that of their line, administrators to any.

    Raises:
        Refused: it is of none of these.
    """
    leads = identity.role is not Role.AM and identity.scope.sees(user_id)
    if identity.user_id != user_id and not leads:
        raise Refused("you see to your own leave only", next="Ask them, their manager or an administrator.")


def overlaps(leave: Leave, first: date, last: date) -> bool:
    """Tell whether a leave and a stretch of days share a day."""
    return leave.first <= last and first <= leave.last


def alone(leave: Leave, leaves: Iterable[Leave]) -> tuple[date, date] | None:
    """Return the first days of a leave on which whoever covers it is away as well; None if always there."""
    away = [each for each in leaves if each.user_id == leave.cover_id]
    both = [each for each in away if overlaps(each, leave.first, leave.last)]
    if not both:
        return None
    first = min(both, key=lambda each: each.first)
    return max(first.first, leave.first), min(first.last, leave.last)


def alone_words(days: tuple[date, date], user: str, why: str) -> str:
    """Return that nobody has a book on some days."""
    return f"Nobody covers the book of {user} from {days[0]} to {days[1]}, as {why}"


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
