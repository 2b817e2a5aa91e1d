"""Textual's compositor, which asks of each widget no lines but those that have changed.

Textual draws the least rectangle around everything that has changed, with all lines of all widgets in it:
a key that moves a cursor in a list and changes a line below would draw nearly the whole screen, only
to send a few of its lines.
"""

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip

Rendered = tuple[Region, Region, list[Strip]]


class LeanCompositor(Compositor):
    """A compositor whose small updates cost what they change."""

    def __init__(self) -> None:
        super().__init__()
        self._changed: tuple[Region, ...] = ()

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return what the changed parts of the screen look like; None where nothing has changed."""
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[Rendered]:
        if not self._changed:
            yield from super()._get_renders(crop)
            return
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            changed = [part for each in self._changed if (part := each.intersection(seen))]
            if changed:
                first, last = min(part.y for part in changed), max(part.bottom for part in changed)
                lines = Region(seen.x, first, seen.width, last - first)
                yield region, lines, widget.render_lines(lines.translate(-region.offset))
