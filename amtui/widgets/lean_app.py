"""Textual's app, without what it does for nothing or more than once."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual.app import App, ScreenStackError
from textual.await_remove import AwaitRemove
from textual.dom import DOMNode
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

import amtui.widgets.lean_strip  # noqa: F401 for every line that is drawn from here on
from amtui.widgets.deferred import deferred

_VALUES: dict[str, dict[str, str]] = {}
MOMENT = 0.002
"""Seconds between two looks at whether a screen is whole."""
READS = ("load-", "rows")
"""How the groups of workers are called that read what a screen shows."""


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

    def delay_update(self, delay: float = 0.05) -> None:
        """Paint a screen that is gone to once it shows what it has to show; Textual waits in any case.

        Args:
            delay: seconds after which it is painted as it is.
        """
        self.paint_with(self._whole, most=delay)

    async def _whole(self) -> None:
        """Return once the screen is laid out and what it reads has arrived."""
        screen = self.screen
        while not _is_there(screen) or self._is_reading(screen):  # noqa: ASYNC110 - Textual tells of it nowhere
            await asyncio.sleep(MOMENT)
        arrived = asyncio.Event()
        screen.call_later(arrived.set)
        await arrived.wait()

    def _is_reading(self, screen: Screen[object]) -> bool:
        under_way = (one for one in self.workers if one.group.startswith(READS) and not one.is_finished)
        return any(
            isinstance(one.node, Widget) and screen in one.node.ancestors_with_self for one in under_way
        )

    async def _paint_with(self, news: Callable[[], Awaitable[object]], most: float) -> None:
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(news(), most)
        finally:
            self._end_batch()
            if not self._batch_count:
                with suppress(ScreenStackError):  # the app was left meanwhile
                    self.screen.refresh()

    def _prune(self, *nodes: Widget, parent: DOMNode | None = None) -> AwaitRemove:
        # The screen below is whole and painted already; it would be laid out and painted once more.
        screens_only = all(isinstance(node, Screen) for node in nodes)
        for screen in nodes if screens_only else ():
            # What has the focus goes with its screen: it need not be styled for having lost it first.
            screen.set_reactive(Screen.focused, None)
        return super()._prune(*nodes, parent=None if screens_only else parent)


def _is_there(screen: Screen[object]) -> bool:
    """Tell whether all of a screen has been made."""
    return all(isinstance(one, Widget) and one._is_mounted for one in screen.walk_children(with_self=True))  # noqa: SLF001 - told nowhere else
