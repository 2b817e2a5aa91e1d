"""Textual's lines of a screen, without the seven caches that each of them is made with and hardly uses.

A screen consists of thousands of lines, so those caches and their dictionaries take megabytes, and a good
part of the time in which a line is made. Here a cache comes when it is first looked into.
"""

from collections.abc import Iterable
from typing import Any

from rich.segment import Segment
from textual.cache import FIFOCache
from textual.strip import Strip

SIZES = {
    name: cache._maxsize  # noqa: SLF001 told nowhere else
    for name in Strip.__slots__
    if isinstance(cache := getattr(Strip([], 0), name), FIFOCache)
}
"""How much each cache of a line may hold."""


def _begin(self: Strip, segments: Iterable[Segment], cell_length: int | None = None) -> None:
    self._segments = list(segments)
    self._cell_length = cell_length
    self._render_cache = self._link_ids = self._cell_count = None


def _look_into(self: Strip, name: str) -> Any:
    """Return a cache that is not there yet; anything else of that name is missing."""
    if name not in SIZES:
        raise AttributeError(name)
    cache: FIFOCache[Any, Any] = FIFOCache(SIZES[name])
    setattr(self, name, cache)
    return cache


Strip.__init__ = _begin  # type: ignore[method-assign]
Strip.__getattr__ = _look_into  # type: ignore[attr-defined]
