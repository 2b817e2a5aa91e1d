"""What the rooms of administration have in common: a list, what it is searched in, and what may be done."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from amtui.domain.paging import SortValue
from amtui.widgets.virtual_table import Column

if TYPE_CHECKING:
    from amtui.domain.filter_complete import Completion
    from amtui.screens.admin.screen import AdminScreen
    from amtui.services.backend import Backend


class Room:
    """One tab of administration.

    A room reads its rows in `ask`, says what they are called and searched by, and answers those of the
    screen's actions that it names in `offers` by a method of the action's last word.

    Attributes:
        key: of the tab.
        title: its words.
        noun: of one row, and of several.
        empty: what an empty list says.
        offers: last words of the actions that mean something here.
        searches: whether the database is searched rather than the rows that were read.
        in_lines: whether what is told of a row has lines of its own, which are cut rather than broken.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    noun: ClassVar[tuple[str, str]] = ("row", "rows")
    empty: ClassVar[str] = "Nothing here yet."
    offers: ClassVar[frozenset[str]] = frozenset()
    searches: ClassVar[bool] = False
    in_lines: ClassVar[bool] = False
    sort_keys: ClassVar[Mapping[str, Callable[[Any], SortValue]]] = {}

    def __init__(self, screen: "AdminScreen") -> None:
        self.screen = screen

    def columns(self) -> tuple[Column[Any], ...]:
        """Return the columns of the list."""
        raise NotImplementedError

    async def ask(self, backend: "Backend", text: str) -> Sequence[Any]:
        """Read the rows; `text` is the filter, for a room that searches itself."""
        raise NotImplementedError

    def wrong(self, text: str) -> str:  # noqa: ARG002 - words alone are never wrong
        """Return what is wrong with a filter; nothing where it can be read."""
        return ""

    def complete(self, text: str, cursor: int) -> "Sequence[Completion]":  # noqa: ARG002
        """Return what could be typed next into the filter."""
        return ()

    async def read_names(self, backend: "Backend") -> None:
        """Read what the filter can offer."""

    def row_id(self, row: Any) -> int:
        """Return the id of a row."""
        return int(row.id)

    def searched(self, row: Any) -> str:
        """Return what the filter is looked for in."""
        return str(row)

    def told(self, row: Any) -> str:  # noqa: ARG002 - most rooms say all in their columns
        """Return what stands below the list about the row under the cursor."""
        return ""
