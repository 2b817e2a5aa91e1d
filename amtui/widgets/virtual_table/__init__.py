"""The one list widget: a cursor, marks and columns over any number of rows."""

from amtui.widgets.virtual_table.cells import Cell, Part, Parts
from amtui.widgets.virtual_table.columns import Column
from amtui.widgets.virtual_table.list_source import ListSource
from amtui.widgets.virtual_table.marks import Marks
from amtui.widgets.virtual_table.source import RowSource
from amtui.widgets.virtual_table.table import VirtualTable

__all__ = ["Cell", "Column", "ListSource", "Marks", "Part", "Parts", "RowSource", "VirtualTable"]
