"""Changes of what somebody means to do."""

from dataclasses import dataclass
from datetime import date, datetime

from amtui.domain.change import Change
from amtui.domain.delegates import NOBODY, GivenTo

USUAL_MINUTES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTask(Change):
    """Write down something to do; about an account it lies in the book of the account.

    Attributes:
        account_id: None where it is about no account.
        due_on: the day by whose end it is to be done; None without one.
        delegate: who does it instead.
    """

    title: str
    account_id: int | None = None
    due_on: date | None = None
    important: bool = False
    delegate: GivenTo = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTask(Change):
    """Change what a task says; what is None stays.

    Attributes:
        open_ended: whether it has no day any more, whatever `due_on` says.
    """

    task_id: int
    expected_version: int
    title: str | None = None
    due_on: date | None = None
    open_ended: bool = False
    important: bool | None = None
    delegate: GivenTo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTime(Change):
    """Set time aside for a task, or give the time back.

    Attributes:
        at: when it begins; None gives it back.
        anyway: whether time outside business hours, or taken already, is meant.
    """

    task_id: int
    expected_version: int
    at: datetime | None
    minutes: int = USUAL_MINUTES
    anyway: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishTask(Change):
    """Say that a task is done, or that it is not after all."""

    task_id: int
    expected_version: int
    done: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DropTask(Change):
    """Take a task off the list without its being done."""

    task_id: int
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver(Change):
    """Let all that is undone of a day, and of days before, go to the next business day.

    Attributes:
        day: the day that ends; today without.
    """

    day: date | None = None
