"""A dictionary that works out what it lacks; columns repeat their values a great deal."""

from collections.abc import Callable
from typing import Generic, TypeVar

V = TypeVar("V")
_MOST = 200_000


class Memo(dict[str, V], Generic[V]):
    """Values by text, made by a function on first use; starts anew when it has grown too large."""

    def __init__(self, make: Callable[[str], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> V:
        if len(self) >= _MOST:
            self.clear()
        value = self[text] = self._make(text)
        return value
