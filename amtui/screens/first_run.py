"""Where there is no database: look around, start empty, or import; where it is faulty: what is wrong."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from amtui.domain.errors import AmtuiError, Unreachable
from amtui.screens.sentences import AGAIN
from amtui.screens.styles import LATER
from amtui.widgets.text import safe

if TYPE_CHECKING:
    from amtui.app import AmtuiApp


AGAIN_SECONDS = 5.0
"""After which a server that cannot be reached is tried again."""


class FirstRunScreen(ModalScreen[Any]):
    """Answers with a way to open a database, or None to leave."""

    CSS_PATH = LATER
    BINDINGS: ClassVar[list[Any]] = [
        ("d", "begin('demo')", "Demo"),
        ("e", "begin('empty')", "Empty"),
        ("i", "begin('import')", "Import"),
        ("r", "begin('retry')", "Again"),
        ("q,escape", "leave", "Quit"),
    ]
    app: "AmtuiApp"

    def __init__(self, fault: AmtuiError) -> None:
        super().__init__()
        self._fault = fault

    def on_mount(self) -> None:
        """Go on by itself where nothing has to be decided."""
        if isinstance(self._fault, Unreachable):
            self.set_timer(AGAIN_SECONDS, lambda: self.action_begin("retry"))

    @property
    def missing(self) -> bool:
        """Whether there is simply no database yet, and one may be made here."""
        return "there is no database" in self._fault.message and self.app.files

    def compose(self) -> ComposeResult:
        """Yield the choices."""
        with Vertical(id="box"):
            yield Static(
                safe("Welcome to amtui" if self.missing else "The database cannot be used"),
                id="title",
                markup=False,
            )
            yield Static(safe(self._words()), markup=False)
            yield Static(safe(self._keys()), id="hint", markup=False)

    def _words(self) -> str:
        if not self.missing:
            again = f" {AGAIN}" if isinstance(self._fault, Unreachable) else ""
            return f"{self._fault.message}.\n{self._fault.next}{again}"
        return (
            "There is no database yet. Choose how to begin:\n\n"
            "  d  look around with demo data, in a file of its own\n"
            "  e  start empty; you become the administrator\n"
            "  i  start empty, and import your first file"
        )

    def _keys(self) -> str:
        if self.missing:
            return "d, e or i begins · q quits"
        demo = " · d opens the demo" if self.app.files else ""
        return f"r tries again{demo} · q quits"

    def action_begin(self, how: str) -> None:
        """Answer with the way chosen."""
        ways = self.app.beginnings
        if how == "import":
            self.app.then_open = self.app.open_import
        if how in ways:
            self.dismiss(ways[how])

    def action_leave(self) -> None:
        """Leave the program."""
        self.dismiss(None)
