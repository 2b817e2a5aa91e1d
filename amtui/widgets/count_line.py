"""One line that says how many rows there are, how many are marked, and what is hidden."""

from typing import ClassVar

from textual.content import Content
from textual.widgets import Static

from amtui.domain.frozen import dataclass
from amtui.domain.paging import Count
from amtui.widgets.text import safe


@dataclass(frozen=True, slots=True)
class State:
    """What there is to say beside the number of rows.

    Attributes:
        marked: how many rows are marked.
        hidden: how many of those the list does not show.
        waiting: updates that wait until an input or dialog is closed.
        note: what narrows the list, such as the filter typed.
    """

    marked: int = 0
    hidden: int = 0
    waiting: int = 0
    note: str = ""


def count_words(count: Count | None, noun: str, nouns: str, state: State) -> str:
    """The words, such as ``23 requests · 12 marked, 4 hidden by the filter``.

    Args:
        count: how many rows; ≈ stands before it until exact; None is not known yet.
        noun: what one row is.
        nouns: what several are.
        state: what else there is to say.
    """
    words = [f"counting {nouns}" if count is None else _number(count, noun, nouns)]
    if state.marked:
        hidden = f", {state.hidden:,} hidden by the filter" if state.hidden else ""
        words.append(f"{state.marked:,} marked{hidden}")
    if state.waiting:
        words.append(f"{state.waiting:,} {'update' if state.waiting == 1 else 'updates'} waiting")
    if state.note:
        # The longest part: where the line is too short, it is the one to be cut.
        words.append(state.note)
    return " · ".join(words)


def _number(count: Count, noun: str, nouns: str) -> str:
    return f"{'' if count.exact else '≈'}{count.n:,} {noun if count.n == 1 else nouns}"


class CountLine(Static):
    """The line itself; `show` writes it only when its words changed, and never lays out.

    Args:
        noun: what one row is.
        nouns: what several are.
        id: as of any widget.
    """

    DEFAULT_CSS: ClassVar[str] = """
    CountLine {
        height: 1;
        color: $text-muted;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        &:ansi { text-style: dim; }
    }
    """

    def __init__(self, noun: str, nouns: str, *, id: str | None = None) -> None:  # noqa: A002 - every widget's name for it
        super().__init__(Content(""), markup=False, id=id)
        self._nouns = (noun, nouns)
        self._words = ""

    @property
    def words(self) -> str:
        """What the line says."""
        return self._words

    def call(self, noun: str, nouns: str) -> None:
        """Count something else from now on."""
        self._nouns = (noun, nouns)

    def show(
        self, count: Count | None, *, marked: int = 0, hidden: int = 0, waiting: int = 0, note: str = ""
    ) -> None:
        """Say this; `count` is None while it is not known, the rest is as in `State`."""
        words = count_words(count, *self._nouns, State(marked, hidden, waiting, note))
        if words != self._words:
            self._words = words
            self.update(safe(words, newlines=False), layout=False)
