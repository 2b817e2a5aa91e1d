"""Choosing the column that a list is sorted by."""

from collections.abc import Mapping, Sequence

from amtui.domain.paging import Order
from amtui.domain.wording import title
from amtui.screens.dialogs.base import Choice

MOVES = frozenset("jk")
"""Letters that move the cursor of the dialog."""


class SortDialog(Choice):
    """Offers each column by a letter of its name; answers with the column."""

    def __init__(self, orders: Sequence[str], labels: Mapping[str, str], now: Order | None) -> None:
        letters = letters_for(orders)
        options = [(letters[one], f"{_called(one, labels)}{_sign(one, now)}", one) for one in orders]
        super().__init__("Sort by", options)


def _called(column: str, labels: Mapping[str, str]) -> str:
    """Return a column's heading, or its name where the heading is a letter only."""
    heading = labels.get(column, "")
    return heading if len(heading) > 1 else title(column)


def letters_for(words: Sequence[str]) -> dict[str, str]:
    """Return a letter of its own for each word: its first that is still free."""
    given: dict[str, str] = {}
    for word in words:
        free = (letter for letter in (*word, *"abcdefghilmnopqrstuvwxyz") if letter not in MOVES)
        given[word] = next(letter for letter in free if letter not in given.values())
    return given


def _sign(column: str, now: Order | None) -> str:
    if now is None or now.column != column:
        return ""
    return f"  {'▼' if now.descending else '▲'} turns round"
