"""Asking before something is done; only `y` goes on."""

from typing import Any, ClassVar

from amtui.screens.dialogs.base import Dialog


class ConfirmDialog(Dialog[bool]):
    """A question that names its object; `does` is what `y` does."""

    BINDINGS: ClassVar[list[Any]] = [("y", "go_on", "Do it"), ("n,q,enter", "leave", "Leave it")]

    def __init__(self, question: str, does: str) -> None:
        super().__init__(question, f"y {does} · esc leaves it as it is")

    def action_go_on(self) -> None:
        """Answer yes."""
        self.dismiss(True)
