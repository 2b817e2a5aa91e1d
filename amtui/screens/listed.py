"""A screen that shows lists: which of them is meant, and writing it to a file."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual.screen import Screen

from amtui.screens.viewer import zone_of
from amtui.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from amtui.app import AmtuiApp


class Listed(Screen[Any]):
    """What lists have in common, whatever they list; named first among the bases."""

    name_: ClassVar[str]
    app: "AmtuiApp"

    def lists(self) -> tuple[VirtualTable[Any], ...]:
        """Return the list that is meant, or its parts: the one that has the keys, or the first shown."""
        if isinstance(self.focused, VirtualTable):
            return (self.focused,)
        return tuple(table for table in self.query(VirtualTable) if table.display)[:1]

    def list_name(self) -> str:
        """Return what the list is called, for a person and for a file."""
        return self.name_

    def list_zone(self) -> "ZoneInfo":
        """Return the zone whose clocks the list shows."""
        return zone_of(self.app)

    def do_list_export(self) -> None:
        """Write the list to a file."""
        from amtui.screens.exporting import write_list_of

        self.app.begin(write_list_of(self), asks=True)
