"""What could be typed next, on one line, with the one that tab takes first."""

from typing import TYPE_CHECKING, ClassVar

from amtui.widgets.line import Line
from amtui.widgets.text import one_line
from amtui.widgets.virtual_table.cells import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amtui.domain.filter_complete import Completion


class Candidates(Line):
    """A line of completions; `chosen` is the one that is taken."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"candidates--chosen", "candidates--other"}
    """
    | Class | What |
    | :- | :- |
    | `candidates--chosen`, `candidates--other` | the completion that is taken, and the others |
    """

    DEFAULT_CSS: ClassVar[str] = """
    Candidates {
        & > .candidates--chosen { color: $text-accent; text-style: bold; }
        & > .candidates--other { color: $text-muted; }
        &:ansi > .candidates--other { text-style: dim; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._offered: tuple[Completion, ...] = ()
        self._at = 0

    @property
    def chosen(self) -> "Completion | None":
        """The completion that is taken, or None where there is none."""
        return self._offered[self._at] if self._offered else None

    def offer(self, completions: "Sequence[Completion]") -> None:
        """Show these, the first of them chosen."""
        self._offered, self._at = tuple(completions), 0
        self._draw()

    def step(self, by: int) -> None:
        """Choose another one."""
        if self._offered:
            self._at = (self._at + by) % len(self._offered)
            self._draw()

    def _draw(self) -> None:
        chosen = self.chosen
        if chosen is None:
            self.show_parts(())
            return
        parts = [Part(" tab ", "candidates--other"), Part(one_line(chosen.text), "candidates--chosen")]
        if chosen.what:
            parts.append(Part(f" {one_line(chosen.what)}", "candidates--other"))
        others = (*self._offered[self._at + 1 :], *self._offered[: self._at])
        parts += [Part(f"  {one_line(other.text)}", "candidates--other") for other in others]
        self.show_parts(parts)
