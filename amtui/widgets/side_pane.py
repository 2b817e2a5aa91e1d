"""The pane beside a list, which tells when its width changes, as its lines are broken for one width."""

from textual.containers import Vertical
from textual.events import Resize
from textual.message import Message


class SidePane(Vertical):
    """A container that says whenever it has another width, be it shown, moved or squeezed."""

    class Reshaped(Message):
        """The pane has another width."""

    _width = 0

    def on_resize(self, event: Resize) -> None:
        """Tell of another width."""
        if event.size.width != self._width:
            self._width = event.size.width
            self.post_message(self.Reshaped())
