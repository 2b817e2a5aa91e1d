"""The open-ended parts of daily figures: small documents that are read only when somebody looks into them."""

import json
from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from typing import Any, TypeVar

from amtui.domain.errors import Unavailable
from amtui.domain.kpi.stored import UNREADABLE

K = TypeVar("K")
V = TypeVar("V")


class KeptJson(Mapping[K, V]):
    """A mapping in the text of a document, parsed at the first look.

    Args:
        text: a JSON object.
        read: makes the mapping of the parsed object.

    Raises:
        Unavailable: at the first look, if it is not what was written.
    """

    __slots__ = ("_known", "_read", "_text")

    def __init__(self, text: str, read: Callable[[Any], dict[K, V]]) -> None:
        self._text = text
        self._read = read
        self._known: dict[K, V] | None = None

    def _looked(self) -> dict[K, V]:
        if self._known is None:
            try:
                self._known = self._read(json.loads(self._text))
            except UNREADABLE as error:
                raise Unavailable(
                    "the daily figures are damaged",
                    next="Work them out again with `amtui db check --repair`.",
                ) from error
        return self._known

    def __getitem__(self, key: K) -> V:
        return self._looked()[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._looked())

    def __len__(self) -> int:
        return len(self._looked())

    def items(self) -> ItemsView[K, V]:
        """Return the pairs, without a look-up for each."""
        return self._looked().items()

    def values(self) -> ValuesView[V]:
        """Return the values, without a look-up for each."""
        return self._looked().values()
