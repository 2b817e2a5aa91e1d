"""What the bytes of a program look like on a terminal, by pyte and what pyte lacks."""

import re

import pyte

# Sequences that pyte would print as text or trip over; none of them changes what is seen.
INVISIBLE = re.compile(
    r"\x1b(?:\[[<=>][\d;:]*[ -/]*[@-~]|\[\?[\d;]*(?:[ -/]+[@-~]|[@-IL-gi-kmn-~])|\[[\d;]*[ -/]+[@-~]"
    r"|[P_^X][^\x1b]*\x1b\\|\][^\x07\x1b]*(?:\x07|\x1b\\))"
)
UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[P_^X\]][^\x07\x1b]*\x1b?|[ -/]*)?\Z")


class Screen:
    """The visible cells of a terminal as rows of text."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._rows = [" " * columns] * rows

    @property
    def cursor(self) -> tuple[int, int]:
        """Row and column of the cursor, from 1."""
        return self._screen.cursor.y + 1, self._screen.cursor.x + 1

    def feed(self, text: str) -> None:
        """Take whole sequences; unfinished ones are kept back by the caller."""
        self._stream.feed(INVISIBLE.sub("", text))

    def text(self) -> str:
        """Return the rows, joined by newlines; only changed rows are read anew."""
        screen = self._screen
        for row in [row for row in screen.dirty if row < screen.lines]:
            cells = screen.buffer[row]
            self._rows[row] = "".join(cells[column].data for column in range(screen.columns))
        screen.dirty.clear()
        return "\n".join(self._rows)


def split_unfinished(text: str) -> tuple[str, str]:
    """Return the text up to a sequence whose end has not arrived yet, and the rest."""
    tail = UNFINISHED.search(text)
    if tail is None or not tail[0]:
        return text, ""
    return text[: tail.start()], tail[0]
