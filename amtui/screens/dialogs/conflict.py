"""Somebody was first: what they made of each field and what you wanted, and whose it shall be."""

from collections.abc import Callable
from datetime import tzinfo
from enum import Enum
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from amtui.domain.clash_answers import Side, may_keep_both
from amtui.domain.errors import Conflict, FieldClash
from amtui.domain.wording import label, title
from amtui.screens.dialogs.base import Dialog
from amtui.screens.hanging import wrapped
from amtui.widgets.text import many_lines

CELLS = 48
"""Cells of a line of a value, where the dialog has room for so many."""
HANGS = 12
"""Cells before a value: the bar, the mark, and whose it is."""
LINES = 6
"""So many lines of a long text are shown."""
FIELDS = {"owner_id": "owner", "external_ticket": "their ticket", "external_owner": "their owner"}
SIDES = {"m": Side.MINE, "t": Side.THEIRS, "b": Side.BOTH}


def spoken(value: object) -> str:
    """Return a field's value as a person reads it."""
    if isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return label(value) if isinstance(value, Enum) else str(value)


def beside(conflict: Conflict, what: str) -> str:
    """Say that somebody was first with a row, and that nothing of it has to be decided."""
    yours = "your changes are kept beside theirs" if conflict.kept else "nothing of yours differs from theirs"
    return f"{conflict.who or 'Somebody'} changed {what} meanwhile; {yours}."


class ConflictDialog(Dialog[dict[str, Side]]):
    """Answers with whose value each field shall have; left, all stays as the others made it.

    Args:
        what: the row's name.
        conflict: who was first, when, and with which fields.
        zone: the zone of the viewer.
        say: puts a field's value into words.
    """

    BINDINGS: ClassVar[list[Any]] = [
        *((letter, f"choose('{letter}')", side.value) for letter, side in SIDES.items()),
        ("j,down", "move(1)", "Down"),
        ("k,up", "move(-1)", "Up"),
    ]

    def __init__(
        self,
        what: str,
        conflict: Conflict,
        zone: tzinfo,
        say: Callable[[FieldClash, object], str] | None = None,
    ) -> None:
        both = " · b both" if any(map(may_keep_both, conflict.clashes)) else ""
        at = f" at {conflict.when.astimezone(zone):%H:%M}" if conflict.when else ""
        super().__init__(
            f"{conflict.who or 'Somebody'} changed {what} first{at}",
            f"m mine · t theirs{both} · esc leaves all as it is now",
        )
        self._clashes = conflict.clashes
        self._say = say or (lambda _clash, value: spoken(value))
        self._at = 0
        self._cells = CELLS
        self._answers: dict[str, Side] = {}

    def inputs(self) -> ComposeResult:
        """Yield the fields."""
        yield Static(self._told(), id="clashes", markup=False)

    def on_resize(self) -> None:
        """Break the lines anew once the dialog has its width, where that is another."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        cells = min(CELLS, self.query_one("#clashes", Static).size.width - HANGS)
        if cells != self._cells:
            self._cells = cells
            self._tell()

    def _tell(self) -> None:
        self.query_one("#clashes", Static).update(self._told())

    def _told(self) -> Content:
        if not self._clashes:
            return Content("Other fields than yours: what you wanted can still be done.")
        blocks = [self._field(number, clash) for number, clash in enumerate(self._clashes)]
        return Content("\n").join(blocks)

    def _field(self, number: int, clash: FieldClash) -> Content:
        bar = "▌" if number == self._at else " "
        name = title(FIELDS.get(clash.field, clash.field))
        chosen = self._answers.get(clash.field)
        lines = [Content.styled(f"{bar} {name}", "bold")]
        for side, value in ((Side.MINE, clash.mine), (Side.THEIRS, clash.theirs)):
            mark = "✓" if chosen in {side, Side.BOTH} else " "
            words = wrapped(many_lines(self._say(clash, value)), self._cells).split("\n")
            shown = [*words[:LINES], *(["…"] if len(words) > LINES else [])]
            lines.append(Content(f"  {mark} {side.value:<7} " + f"\n{' ' * HANGS}".join(shown)))
        return Content("\n").join(lines)

    def action_move(self, rows: int) -> None:
        """Go to another field."""
        self._at = max(0, min(self._at + rows, len(self._clashes) - 1))
        self._tell()

    def action_choose(self, letter: str) -> None:
        """Choose for the field under the bar and go on; after the last, answer."""
        side = SIDES[letter]
        if not self._clashes:
            self.dismiss({} if side is Side.MINE else None)
            return
        clash = self._clashes[self._at]
        if side is Side.BOTH and not may_keep_both(clash):
            return
        self._answers[clash.field] = side
        left = [number for number, one in enumerate(self._clashes) if one.field not in self._answers]
        if not left:
            self.dismiss(self._answers)
            return
        self._at = left[0]
        self._tell()
