"""What every change has, and what one answers with."""

from dataclasses import field
from enum import StrEnum
from typing import ClassVar
from uuid import uuid4

from amtui.domain.frozen import dataclass


class Topic(StrEnum):
    """A kind of data that a change touches; screens that show it reload."""

    ACCOUNTS = "accounts"
    REQUESTS = "requests"
    REVIEWS = "reviews"
    KPIS = "kpis"
    PEOPLE = "people"
    INTERACTIONS = "interactions"
    SETTINGS = "settings"
    ACTIONS = "actions"
    VIEWS = "views"
    HEALTH = "health"
    ONBOARDING = "onboarding"
    TASKS = "tasks"
    TODAY = "today"


def new_op_id() -> str:
    """Return a fresh operation id."""
    return uuid4().hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What all changes have: the id that makes a retry harmless, and whether it can be taken back."""

    undoable: ClassVar[bool] = True
    op_id: str = field(default_factory=new_op_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Change):
    """Something told in passing, on which nobody's work depends: it is not audited and not undone."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a change did.

    Attributes:
        audit_id: the audit row; None when nothing changed.
        entity_id: the row that was made or changed.
        version: its version now.
        topics: what screens should reload.
        words: what was done, for the toast and the command line.
        group: names the operation for undo.
        counts: how many of what, by name, for those who say it in words of their own.
    """

    audit_id: int | None
    entity_id: int | None
    version: int | None
    topics: frozenset[Topic]
    words: str
    group: str
    counts: tuple[tuple[str, int], ...] = ()

    def count(self, name: str) -> int:
        """Return how many there are by that name; 0 where nothing is said of them."""
        return dict(self.counts).get(name, 0)
