"""A list with one line in which its filter is typed: the way from the keys to the filter, and back."""

import re
from typing import Any

from textual.widget import Widget

from amtui.domain.wording import label
from amtui.widgets.filter_bar import FilterBar
from amtui.widgets.virtual_table import VirtualTable
from amtui.widgets.virtual_table.painter import sign

_TURN = re.compile(r"\. |, (?=which )|; ")
"""Where a sentence about a filter goes on from what is wrong to what can be written instead."""
NO_MATCH = "Nothing matches the filter. esc takes it away."
"""What a list says that a filter has emptied."""


def filter_note(in_force: str, wrong: str = "") -> str:
    """Return what narrows a list; before it, where what was typed since cannot be read, what is wrong."""
    narrowed = f"filter: {in_force}" if in_force else ""
    if not wrong:
        return narrowed
    # What is wrong is a sentence elsewhere; here it is one of several parts of a line, its end the least.
    what, *instead = _TURN.split(wrong.removesuffix("."), maxsplit=1)
    return " · ".join((what, f"still {narrowed or 'no filter'}", *instead))


def order_note(table: VirtualTable[Any]) -> str:
    """Return what a list is ordered by where none of its headings can say so."""
    order = table.order
    if order is None or table.has_heading(order.column):
        return ""
    named = next((one.label for one in table.columns if one.key == order.column and len(one.label) > 1), "")
    return f"by {(named or label(order.column)).lower()} {sign(descending=order.descending)}"


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
