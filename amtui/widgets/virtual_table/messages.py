"""What a table tells; reachable as ``VirtualTable.<name>``."""

from typing import Generic, TypeVar

from textual.message import Message
from textual.widget import Widget

from amtui.domain.paging import Count
from amtui.widgets.virtual_table.marks import Marks

Shown = TypeVar("Shown")


class TableMessage(Message):
    """A message of a table; of several waiting ones of a kind only the last is handled."""

    def __init__(self, table: Widget) -> None:
        super().__init__()
        self.table = table

    @property
    def control(self) -> Widget:
        """The table, for selectors of handlers."""
        return self.table

    def can_replace(self, message: Message) -> bool:
        """Whether a newer waiting message makes this one needless."""
        return type(message) is type(self) and message.control is self.table


class CursorMoved(TableMessage, Generic[Shown], namespace="virtual_table"):
    """The cursor is on another row, or its row was read anew.

    Attributes:
        row: the row, or None when the list is empty.
        id: its id, or None.
        rank: how many rows stand before it.
    """

    def __init__(self, table: Widget, row: Shown | None, row_id: int | None, rank: int) -> None:
        super().__init__(table)
        self.row = row
        self.id = row_id
        self.rank = rank


class Opened(TableMessage, Generic[Shown], namespace="virtual_table"):
    """A row was chosen by enter or a double click."""

    def __init__(self, table: Widget, row: Shown) -> None:
        super().__init__(table)
        self.row = row


class MarksChanged(TableMessage, namespace="virtual_table"):
    """Other rows are marked; `n` is how many, in so far as the list's length is known."""

    def __init__(self, table: Widget, marks: Marks, n: int) -> None:
        super().__init__(table)
        self.marks = marks
        self.n = n


class SortRequested(TableMessage, namespace="virtual_table"):
    """A heading was clicked: the key of its column."""

    def __init__(self, table: Widget, column: str) -> None:
        super().__init__(table)
        self.column = column


class CountChanged(TableMessage, namespace="virtual_table"):
    """The list's length is known, or better known; show ≈ before it until exact."""

    def __init__(self, table: Widget, count: Count) -> None:
        super().__init__(table)
        self.count = count


class LoadFailed(TableMessage, namespace="virtual_table"):
    """The source could not answer; `reload` tries again. Rows already here stay."""

    def __init__(self, table: Widget, error: Exception) -> None:
        super().__init__(table)
        self.error = error
