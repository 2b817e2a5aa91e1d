"""Who opens the app, and on what."""

from typing import TYPE_CHECKING, Protocol

from amtui.domain.clock import Clock
from amtui.domain.due_soon import USUAL_MINUTES
from amtui.domain.frozen import dataclass
from amtui.services.state import StateFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from amtui.domain.today_board import FirstLook
    from amtui.services.backend import Backend


class Ahead(Protocol):
    """What reads the first list before the app has the database open itself."""

    def look(self) -> "FirstLook | None":
        """Wait for the list, on a thread; None where it does not come."""

    def end(self) -> None:
        """Give it up."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who opens the app, and on what; the attributes are arguments of the app."""

    connect: "Callable[[], Backend] | None"
    clock: Clock
    state: StateFile
    beginnings: "dict[str, Callable[[], Backend]]"
    editor: bool
    files: bool
    remind: int = USUAL_MINUTES
    ahead: "Ahead | None" = None
