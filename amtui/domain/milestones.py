"""Milestones of clients' projects: due days, red, amber or green, and what stands in the way."""

from datetime import date, timedelta
from enum import StrEnum

from amtui.domain.frozen import dataclass

SOON = timedelta(days=7)
"""What is due within this is something to look at, however well it stands."""


class Rag(StrEnum):
    """How well a milestone stands, as whoever runs the project says."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


SIGNS = {Rag.GREEN: "●", Rag.AMBER: "◐", Rag.RED: "▼"}
GRAVITY = {Rag.GREEN: 0, Rag.AMBER: 1, Rag.RED: 2}


@dataclass(frozen=True, slots=True)
class Milestone:
    """One milestone.

    Attributes:
        project: what it is a part of; empty for none by name.
        blocker: what it waits for, as “the client's decision”; empty for nothing.
        reached_on: None while it is ahead.
    """

    id: int
    account_id: int
    account: str
    project: str
    title: str
    due_on: date
    rag: Rag
    blocker: str
    reached_on: date | None
    version: int

    @property
    def name(self) -> str:
        """The title, behind its project."""
        return f"{self.project}: {self.title}" if self.project else self.title

    def at_risk(self, today: date) -> bool:
        """Tell whether it may not be reached in time: amber or red, waiting for something, or overdue."""
        is_open = self.reached_on is None
        return is_open and (self.rag is not Rag.GREEN or bool(self.blocker) or self.due_on < today)

    def state(self, today: date) -> str:
        """Return how it stands in words, with its sign."""
        if self.reached_on is not None:
            return f"✓ reached {self.reached_on}"
        if self.due_on < today:
            return f"▼ overdue, {self.rag}"
        return f"{SIGNS[self.rag]} {self.rag}"


def waiting_words(blocker: str) -> str:
    """Return what a milestone waits for; nothing where it waits for nothing."""
    return f"waiting for {blocker.removeprefix('waiting for ')}" if blocker else ""
