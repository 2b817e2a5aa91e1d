"""What the rooms of administration have in common: a list, what it is searched in, and what may be done."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from amtui.domain.filters import Completion, FilterError, Grammar, completions, parse
from amtui.domain.paging import Order, SortValue
from amtui.screens.admin.paged import Paged, Queries
from amtui.widgets.virtual_table import Column

if TYPE_CHECKING:
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
        grammar: of its filter, by which the database is searched; None where the rows that were read are.
        in_lines: whether what is told of a row has lines of its own, which are cut rather than broken.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    noun: ClassVar[tuple[str, str]] = ("row", "rows")
    empty: ClassVar[str] = "Nothing here yet."
    offers: ClassVar[frozenset[str]] = frozenset()
    grammar: ClassVar[Grammar | None] = None
    in_lines: ClassVar[bool] = False
    sort_keys: ClassVar[Mapping[str, Callable[[Any], SortValue]]] = {}

    def __init__(self, screen: "AdminScreen") -> None:
        self.screen = screen
        self.names: Mapping[str, Sequence[str]] = {}

    @property
    def orders(self) -> tuple[str, ...]:
        """The columns that the list can be sorted by."""
        return tuple(self.sort_keys)

    def columns(self) -> tuple[Column[Any], ...]:
        """Return the columns of the list."""
        raise NotImplementedError

    async def ask(self, backend: "Backend", text: str) -> Sequence[Any]:
        """Read the rows; `text` is the filter, for a room that searches itself."""
        raise NotImplementedError

    def wrong(self, text: str) -> str:
        """Return what is wrong with a filter; nothing where it can be read. Words alone are never wrong."""
        try:
            parse(text, self.grammar) if self.grammar else None
        except FilterError as error:
            return error.message
        return ""

    def complete(self, text: str, cursor: int) -> Sequence[Completion]:
        """Return what could be typed next into the filter: fields, and names once they are read."""
        return completions(text, cursor, self.grammar, self.names) if self.grammar else ()

    async def read_names(self, backend: "Backend") -> None:
        """Read the names that the filter can offer."""

    def row_id(self, row: Any) -> int:
        """Return the id of a row."""
        return int(row.id)

    def searched(self, row: Any) -> str:
        """Return what the filter is looked for in."""
        return str(row)

    def told(self, row: Any) -> str:  # noqa: ARG002 - most rooms say all in their columns
        """Return what stands below the list about the row under the cursor."""
        return ""


class PagedRoom(Room):
    """A tab whose list may be long: it is read by stretches, searched and sorted where it is kept."""

    @property
    def orders(self) -> tuple[str, ...]:
        """The columns that the list can be sorted by."""
        return self.grammar.sorts if self.grammar else ()

    def queries(self) -> Queries:
        """Return what the list is asked."""
        raise NotImplementedError

    def source(self, backend: "Backend", text: str, order: Order | None) -> Paged:
        """Return the rows that a filter asks for; an order named in the filter counts first."""
        asked = parse(text, self.grammar) if self.grammar else parse("")
        return Paged(backend, self.queries(), asked, asked.order or order)
