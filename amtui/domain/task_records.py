"""Tasks and the plan of a day, as lists show them."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from amtui.domain.business_calendar import Span
from amtui.domain.delegates import NOBODY, GivenTo
from amtui.domain.frozen import dataclass


class Quadrant(StrEnum):
    """Where a task lies between urgent and important, in the order in which to do them."""

    NOW = "now"
    SOON = "soon"
    PLAN = "plan"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One thing to do.

    Attributes:
        account_id, account: what it is about; None and empty for no account.
        am_id: in whose book it lies.
        due_on: the day by whose end it is to be done; None without one.
        delegate: the name of who does it instead; empty for nobody else.
        given_to: them; nobody where the name was only ever written down.
        block_at, block_minutes: the time set aside for it; both or neither.
        carried: how many times it went to a later day undone.
        for_viewer: whether whoever looks is the one who does it instead.
        quadrant: by how soon it is due, and whether it is important.
    """

    id: int
    title: str
    account_id: int | None
    account: str
    am_id: int
    important: bool
    due_on: date | None
    delegate: str
    block_at: datetime | None
    block_minutes: int | None
    carried: int
    done_at: datetime | None
    created_at: datetime
    quadrant: Quadrant
    version: int
    given_to: GivenTo = NOBODY
    for_viewer: bool = False

    @property
    def given_away(self) -> bool:
        """Whether somebody other than whoever looks does it."""
        return bool(self.delegate) and not self.for_viewer

    @property
    def block(self) -> Span | None:
        """The time set aside for it."""
        if self.block_at is None or self.block_minutes is None:
            return None
        return self.block_at, self.block_at + timedelta(minutes=self.block_minutes)


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One stretch of a day's plan.

    Attributes:
        kind: `meeting`, `block` or `free`.
        problems: what is wrong with it, in words; nothing for most.
        task: the task that the time is set aside for.
        review_id, team_meeting_id: the meeting, with a client or of the team.
    """

    kind: str
    starts_at: datetime
    ends_at: datetime
    what: str
    account: str = ""
    problems: tuple[str, ...] = ()
    task: TaskRow | None = None
    review_id: int | None = None
    team_meeting_id: int | None = None


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What a day holds.

    Attributes:
        hours: the business hours of whose day it is.
        entries: meetings, time set aside and free time, in their order.
        unplanned: what is due by then and has no time set aside.
    """

    day: date
    hours: tuple[Span, ...]
    entries: tuple[PlanEntry, ...]
    unplanned: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class TaskBoard:
    """The screen of tasks: all that is open, and the plan of the day."""

    tasks: tuple[TaskRow, ...]
    plan: DayPlan
