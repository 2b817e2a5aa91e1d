"""A drop-down list that letters move in: arrows work too, but nothing needs them."""

from collections.abc import Iterable
from time import monotonic

from textual import events
from textual.content import Content
from textual.widgets import OptionList, Select

MOVES = {"j": 1, "k": -1}
FORGOTTEN_AFTER = 1.0
"""Seconds after which a letter begins a new word."""


class ChoiceList(Select[str]):
    """A choice of a few: in the open list j and k move, other letters go to the words that hold them."""

    def __init__(self, options: Iterable[tuple[Content, str]], *, value: str | None) -> None:
        super().__init__(
            options,
            value=Select.NULL if value is None else value,
            allow_blank=value is None,
            type_to_search=False,
            compact=True,
        )
        self._typed = ""
        self._typed_at = 0.0

    def on_key(self, event: events.Key) -> None:
        """Move in the open list."""
        if not self.expanded:
            self._typed = ""
            return
        if event.character is None or not event.is_printable:
            return
        event.stop()
        if monotonic() - self._typed_at > FORGOTTEN_AFTER:
            self._typed = ""
        if not self._typed and event.character in MOVES:
            self._move(MOVES[event.character])
            return
        self._typed, self._typed_at = self._typed + event.character.casefold(), monotonic()
        self._go_to(self._typed)

    def _move(self, step: int) -> None:
        shown = self.query_one(OptionList)
        self._show((shown.highlighted or 0) + step)

    def _go_to(self, typed: str) -> None:
        """Go to the option that holds what was typed, the one where it stands foremost."""
        shown = self.query_one(OptionList)
        words = [_plain(option.prompt).casefold() for option in shown.options]
        found = [(text.find(typed), place) for place, text in enumerate(words) if typed in text]
        if found:
            self._show(min(found)[1])

    def _show(self, place: int) -> None:
        shown = self.query_one(OptionList)
        shown.highlighted = min(max(place, 0), shown.option_count - 1)
        shown.scroll_to_highlight()


def _plain(prompt: object) -> str:
    return prompt.plain if isinstance(prompt, Content) else str(prompt)
