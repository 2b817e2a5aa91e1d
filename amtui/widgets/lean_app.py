"""Textual's app, without what it does for nothing or more than once."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual.app import App
from textual.await_remove import AwaitRemove
from textual.dom import DOMNode
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

import amtui.widgets.lean_strip  # noqa: F401 for every line that is drawn from here on
from amtui.widgets.deferred import deferred

_VALUES: dict[str, dict[str, str]] = {}


class LeanApp(App[int]):
    """An app whose screens go without a trace, and whose colours are worked out once for each theme."""

    def get_css_variables(self) -> dict[str, str]:
        """Return the values of the names in styles; one theme's are the same in every app of the process."""
        name = self.current_theme.name
        if name not in _VALUES:
            _VALUES[name] = super().get_css_variables()
        self.theme_variables = dict(_VALUES[name])
        return self.theme_variables

    def meet_terminal(self) -> None:
        """Take up the terminal of this process: which colours it has, and where its streams are."""
        console = self.console
        console._environ = dict(os.environ)  # noqa: SLF001 - rich looks at it only when a console is made
        console._color_system = console._detect_color_system()  # noqa: SLF001
        self._original_stdout, self._original_stderr = sys.__stdout__, sys.__stderr__

    def paint_anew(self, cells: Size) -> None:
        """Paint the whole screen, laid out for a terminal of some size."""
        screen = self.screen
        if cells == self.size:
            screen._compositor._dirty_regions.add(cells.region)  # noqa: SLF001 - told nowhere else
            screen._compositor_refresh()  # noqa: SLF001
        else:
            self._size = None  # or Textual waits whether the size goes on changing
            self.post_message(Resize(cells, cells))

    def paint_with(self, news: Callable[[], Awaitable[object]], *, most: float) -> None:
        """Paint nothing until something has come, then all in one go.

        Args:
            news: what is waited for.
            most: seconds after which it is not waited for any longer.
        """
        self._begin_batch()
        self.run_worker(deferred(self._paint_with, news, most), group="paint", exit_on_error=False)

    async def _paint_with(self, news: Callable[[], Awaitable[object]], most: float) -> None:
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(news(), most)
        finally:
            self._end_batch()

    def _prune(self, *nodes: Widget, parent: DOMNode | None = None) -> AwaitRemove:
        # The screen below is whole and painted already; it would be laid out and painted once more.
        screens_only = all(isinstance(node, Screen) for node in nodes)
        for screen in nodes if screens_only else ():
            # What has the focus goes with its screen: it need not be styled for having lost it first.
            screen.set_reactive(Screen.focused, None)
        return super()._prune(*nodes, parent=None if screens_only else parent)
