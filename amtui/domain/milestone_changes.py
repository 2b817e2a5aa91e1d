"""Changes of milestones."""

from datetime import date

from amtui.domain.change import Change
from amtui.domain.frozen import dataclass
from amtui.domain.milestones import Rag


@dataclass(frozen=True, slots=True, kw_only=True)
class AddMilestone(Change):
    """Enter a milestone of an account."""

    account_id: int
    title: str
    due_on: date
    project: str = ""
    rag: Rag = Rag.GREEN
    blocker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditMilestone(Change):
    """Change what a milestone says; what is None stays."""

    milestone_id: int
    expected_version: int
    title: str | None = None
    due_on: date | None = None
    project: str | None = None
    rag: Rag | None = None
    blocker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachMilestone(Change):
    """Say that a milestone is reached, or that it is not after all."""

    milestone_id: int
    expected_version: int
    reached: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DropMilestone(Change):
    """Take a milestone off without its being reached."""

    milestone_id: int
    expected_version: int
