"""The keys of a table, each with the id by which it can be remapped."""

from textual.binding import Binding

TABLE_BINDINGS = [
    Binding("j,down", "move(1)", "Down", id="table.down", show=False),
    Binding("k,up", "move(-1)", "Up", id="table.up", show=False),
    Binding("g,home", "home", "First row", id="table.home", show=False),
    Binding("G,end", "end", "Last row", id="table.end", show=False),
    Binding("ctrl+d", "half_page(1)", "Half a page down", id="table.half_down", show=False),
    Binding("ctrl+u", "half_page(-1)", "Half a page up", id="table.half_up", show=False),
    Binding("pagedown", "page(1)", "Page down", id="table.page_down", show=False),
    Binding("pageup", "page(-1)", "Page up", id="table.page_up", show=False),
    Binding("enter", "open", "Open", id="table.open", show=False),
    Binding("space", "mark_toggle", "Mark", id="table.mark", show=False),
    Binding("v", "mark_range", "Mark up to here", id="table.mark_range", show=False),
    Binding("V", "mark_invert", "Invert marks", id="table.mark_invert", show=False),
]
