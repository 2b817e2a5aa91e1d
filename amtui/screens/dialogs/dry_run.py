"""What a change of several requests would do, told before it is done."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from amtui.domain.request_plan import Plan
from amtui.screens.dialogs.base import Dialog
from amtui.widgets.text import safe


class DryRunDialog(Dialog[bool]):
    """Says how many will change and why others are refused; only `y` goes on."""

    BINDINGS: ClassVar[list[Any]] = [("y", "go_on", "Do it"), ("n,q", "leave", "Leave all as they are")]

    def __init__(self, plan: Plan) -> None:
        head, *self._reasons = plan.lines
        only = "" if not plan.refused else f"the {len(plan.will):,}" if plan.will else ""
        does = f"y does {only or 'it'}, one undo takes it back · " if plan.will else ""
        super().__init__(head, f"{does}esc leaves all as they are")
        self._plan = plan

    def inputs(self) -> ComposeResult:
        """Yield the reasons of those refused."""
        if self._reasons:
            yield Static(safe("\n".join(self._reasons)), markup=False)

    def action_go_on(self) -> None:
        """Answer yes, if there is anything to do."""
        if self._plan.will:
            self.dismiss(True)
