"""The floor: a bare Textual app with a header, a footer and one line that follows j and down."""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Footer, Header, Static


class Floor(App[None]):
    """What any Textual program costs before it does anything."""

    BINDINGS = [("d", "toggle_dark", "Dark")]
    row = 0

    def compose(self) -> ComposeResult:
        """Lay out the three widgets."""
        yield Header()
        yield Static("FLOOR row 0", id="line")
        yield Footer()

    def on_key(self, event: Key) -> None:
        """Count the moves, painting the one line only."""
        if event.key in {"down", "j"}:
            self.row += 1
            line = "FLOOR row " + str(self.row)
            self.query_one("#line", Static).update(line, layout=False)


if __name__ == "__main__":
    Floor().run()
