"""A list with one line in which its filter is typed: the way from the keys to the filter, and back."""

from typing import Any

from textual.widget import Widget

from amtui.widgets.filter_bar import FilterBar
from amtui.widgets.virtual_table import VirtualTable

NO_MATCH = "Nothing matches the filter. esc takes it away."
"""What a list says that a filter has emptied."""


def filter_note(in_force: str, wrong: str = "") -> str:
    """Return what narrows a list; and where something was typed since that cannot be read, what is wrong."""
    if not wrong:
        return f"filter: {in_force}" if in_force else ""
    # What is wrong is a sentence elsewhere; here it is one of several parts of a line.
    return f"still {f'filter: {in_force}' if in_force else 'no filter'} · {wrong.removesuffix('.')}"


class Filtered(Widget):
    """What holds a filter bar called `filter` and a list; named last among the bases.

    Attributes:
        wrong: why what was typed last cannot be read; the list is then as it was before.
    """

    wrong = ""

    @property
    def table(self) -> VirtualTable[Any]:
        """The list that is filtered."""
        raise NotImplementedError

    def filter_by(self, text: str) -> None:
        """Show only what matches."""
        raise NotImplementedError

    def filter_typed(self) -> None:
        """Go back to the list."""
        self.query_one("#filter", FilterBar).close()
        self.table.focus()

    def on_filter_bar_changed(self, event: FilterBar.Changed) -> None:
        """Filter while the user types."""
        self.filter_by(event.text)

    def on_filter_bar_submitted(self, event: FilterBar.Submitted) -> None:
        """Keep the filter and go back to the list; one that cannot be read is there to be mended."""
        self.filter_by(event.text)
        if not self.wrong:
            self.filter_typed()

    def on_filter_bar_cancelled(self, _event: FilterBar.Cancelled) -> None:
        """Take the filter away and go back to the list."""
        self.filter_by("")
        self.filter_typed()
