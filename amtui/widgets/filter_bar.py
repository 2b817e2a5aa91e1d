"""One line in which a filter is typed, what could be typed next, and telling once the typing pauses."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from amtui.widgets.candidates import Candidates
from amtui.widgets.coalesce import Coalesced
from amtui.widgets.steady import SteadyInput
from amtui.widgets.text import safe

if TYPE_CHECKING:
    from amtui.domain.filter_complete import Completion

QUIET = 0.08
"""Seconds without a key after which the filter is told."""


Complete = Callable[[str, int], "Sequence[Completion]"]
"""Gives what the word at a place of a text may become."""


class FilterBar(Vertical):
    """A filter as one types it; hidden until opened.

    Args:
        complete: gives what could be typed next; None offers nothing.
        prompt: what stands before the input.
        placeholder: what the empty input says.
        id: as of any widget.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Clear the filter", id="filter.cancel", show=False),
        Binding("tab", "complete", "Take the completion", id="filter.complete", show=False),
        Binding("down,ctrl+n", "step(1)", "Next completion", id="filter.next", show=False),
        Binding("up,ctrl+p", "step(-1)", "Previous completion", id="filter.previous", show=False),
    ]
    DEFAULT_CSS: ClassVar[str] = """
    FilterBar {
        height: auto;
        display: none;
        &.-open { display: block; }
        & > Horizontal { height: 1; }
        & Static { width: auto; padding: 0 1; color: $text-accent; }
        & Input { width: 1fr; height: 1; border: none; padding: 0; background: transparent; }
        & Input:focus { border: none; }
    }
    """

    class FilterMessage(Message):
        """What the filter says."""

        def __init__(self, bar: "FilterBar", text: str) -> None:
            super().__init__()
            self.bar = bar
            self.text = text

        @property
        def control(self) -> "FilterBar":
            """The bar, for selectors of handlers."""
            return self.bar

    class Changed(FilterMessage):
        """The typing paused."""

    class Submitted(FilterMessage):
        """Enter was pressed: the filter stays and the list gets the focus."""

    class Cancelled(FilterMessage):
        """Escape was pressed: no filter any more."""

    def __init__(
        self,
        complete: Complete | None = None,
        *,
        prompt: str = "/",
        placeholder: str = "",
        id: str | None = None,  # noqa: A002 - every widget's name for it
    ) -> None:
        super().__init__(id=id)
        self._complete = complete
        self._candidates = Candidates()
        self._prompt = prompt
        self._input = SteadyInput(placeholder=placeholder, compact=True)
        self._typed: Coalesced[str] = Coalesced(self, QUIET, self._tell)
        self._told = ""

    def _fill(self) -> None:
        """Make, when first wanted, what could be typed next and below it the prompt and the input."""
        if self._input.is_attached:
            return
        line = Horizontal()
        self.mount(*(() if self._complete is None else (self._candidates,)), line)
        line.mount(Static(safe(self._prompt), markup=False), self._input)

    @property
    def text(self) -> str:
        """What is typed."""
        return self._input.value

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen."""
        return self.has_class("-open")

    def open(self, text: str | None = None) -> None:
        """Show it and type there; with a text, start from that one."""
        self._fill()
        if text is not None:
            self._told = text
            self._input.value = text
        self.add_class("-open")
        # At once, not by a message: the next key may be waiting already.
        self.screen.set_focus(self._input)
        self._offer()

    def close(self) -> None:
        """Hide it; what was typed stays in force."""
        self._typed.cancel()
        self.remove_class("-open")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what could come next, and wait for a pause."""
        event.stop()
        self._offer()
        self._typed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell at once, and that it is done."""
        event.stop()
        self._typed.cancel()
        self._tell(event.value)
        self.post_message(self.Submitted(self, event.value))

    def _offer(self) -> None:
        if self._complete is not None:
            self._candidates.offer(self._complete(self._input.value, self._input.cursor_position))

    def action_complete(self) -> None:
        """Put the chosen completion in the place of the word that is typed."""
        if (chosen := self._candidates.chosen) is not None:
            self._input.replace(chosen.text, chosen.start, chosen.end)
            self._input.cursor_position = chosen.start + len(chosen.text)
            self._offer()

    def action_step(self, by: int) -> None:
        """Choose another completion."""
        self._candidates.step(by)

    def action_cancel(self) -> None:
        """Clear the filter and say so."""
        self._typed.cancel()
        self._told = ""
        with self.prevent(Input.Changed):
            self._input.value = ""
        self.post_message(self.Cancelled(self, ""))

    def _tell(self, text: str) -> None:
        if text != self._told:
            self._told = text
            self.post_message(self.Changed(self, text))
