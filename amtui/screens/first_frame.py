"""A screen that gets to its first frame by styling and drawing each widget once."""

from pathlib import Path
from typing import Any, ClassVar

from textual.events import ScreenResume
from textual.screen import Screen

from amtui.screens.styles import LATER
from amtui.widgets.lean_compositor import LeanCompositor


class FirstFrame(Screen[Any]):
    """A screen as Textual has it, without what it does twice before a screen is first seen.

    Its width is told when it is made, not once it is laid out; it is not styled anew when it comes to
    the top right after it was made; nothing is drawn while the app holds updates back; and of the
    screen itself one line is drawn for all, as they are alike.
    """

    BLANK = True
    CSS_PATH: ClassVar[Path | None] = LATER

    def __init__(self) -> None:
        super().__init__(classes=self._breakpoint())
        # It will be styled with the colours of now; else it would be, and whatever is shown, once more.
        self._css_update_count = self.app._css_update_count  # noqa: SLF001 - told nowhere else
        self._was_left = False
        self._compositor = LeanCompositor()

    def _breakpoint(self) -> str:
        """Return the class of the width that the screen will have."""
        cells, steps = self.app.size.width, self.app.HORIZONTAL_BREAKPOINTS or []
        return next((name for least, name in sorted(steps, reverse=True) if cells >= least), "")

    def _on_screen_resume(self, event: ScreenResume) -> None:
        # What comes back from below a dialog looks as before; Textual says so in the event.
        event.refresh_styles = event.refresh_styles and self._was_left

    def _on_screen_suspend(self) -> None:
        self._was_left = True

    def _compositor_refresh(self) -> None:
        # What is drawn now would be thrown away; what has changed stays noted for the next time.
        if not self.app._batch_count:  # noqa: SLF001 - Textual tells it nowhere else
            super()._compositor_refresh()
