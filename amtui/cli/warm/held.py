"""An app that is drawn before there is a terminal: whoever is forked from here has only to write it down."""

import asyncio
import selectors
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size

from amtui.app import AmtuiApp
from amtui.cli.terminal_driver import TerminalDriver
from amtui.domain.clock import SystemClock
from amtui.screens.visitor import Visitor
from amtui.services.state import StateFile
from amtui.widgets.painted import painted

SIZE = (120, 40)
"""Cells of the terminal that is expected; for another the app is laid out once more."""
OTHER_COLOURS = frozenset({"NO_COLOR", "TEXTUAL_THEME"})
"""Variables that ask for other colours than the app is drawn in."""


class HeldLoop(asyncio.SelectorEventLoop):
    """A loop that may lie still in one process and go on in others: while it does, it has no file open."""

    def __init__(self) -> None:
        super().__init__(selectors.PollSelector())

    def lay_down(self) -> None:
        """Close what wakes the loop, which must not be shared."""
        self._close_self_pipe()  # type: ignore[attr-defined]

    def take_up(self) -> None:
        """Open what wakes the loop, in the process that goes on with it."""
        self._make_self_pipe()  # type: ignore[attr-defined]


class HeldDriver(HeadlessDriver):
    """Stands for the terminal until there is one, which the app is then driven in."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._settings = settings | {"size": None}
        self._terminal: TerminalDriver | None = None

    def meet_terminal(self) -> Size:
        """Take the terminal of this process; return its size."""
        self._app._driver = self._terminal = TerminalDriver(self._app, **self._settings)  # noqa: SLF001
        self._terminal.start_application_mode()
        return Size(*self._terminal._get_terminal_size())  # noqa: SLF001

    def stop_application_mode(self) -> None:
        """Let go of the terminal."""
        if self._terminal is not None:
            self._terminal.stop_application_mode()


class Held:
    """One app, drawn for nobody yet; each process that is forked from this one may run it once.

    Attributes:
        app: that is held.

    Raises:
        RuntimeError: it cannot be drawn.
    """

    def __init__(self) -> None:
        self._loop = HeldLoop()
        self._runner = asyncio.Runner(loop_factory=lambda: self._loop)
        self.app = AmtuiApp(None, clock=SystemClock(), state=StateFile(None))
        self.app.driver_class = HeldDriver
        with self._lying():
            self._runner.run(self._draw())

    @staticmethod
    def suits(environment: Mapping[str, str]) -> bool:
        """Tell whether the app looks as it would if it were made in some environment."""
        return OTHER_COLOURS.isdisjoint(environment)

    def run(self, visitor: Visitor) -> int | None:
        """Run the app in the terminal of this process until it is left; return what it returns."""
        self._loop.take_up()
        with self._printing():
            return self._runner.run(self._go_on(visitor))

    def close(self) -> None:
        """Let the app go, though nobody came."""
        self._loop.take_up()
        with self._printing():
            self._runner.close()

    @contextmanager
    def _lying(self) -> Iterator[None]:
        """Leave the loop and the standard streams to the process when the app lies still."""
        streams = sys.stdout, sys.stderr
        try:
            yield
        finally:
            self._captured = sys.stdout, sys.stderr
            sys.stdout, sys.stderr = streams
            self._loop.lay_down()

    @contextmanager
    def _printing(self) -> Iterator[None]:
        """Let the app have what is printed, as it had when it was drawn."""
        streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self._captured
        try:
            yield
        finally:
            sys.stdout, sys.stderr = streams

    async def _draw(self) -> None:
        drawn = asyncio.Event()

        async def see(_pilot: object) -> None:
            await painted(self.app)
            drawn.set()

        self._task = asyncio.create_task(self.app.run_async(size=SIZE, auto_pilot=see))
        await asyncio.wait((self._task, asyncio.create_task(drawn.wait())), return_when="FIRST_COMPLETED")
        if self._task.done():
            raise RuntimeError("the app ended before anybody came")

    async def _go_on(self, visitor: Visitor) -> int | None:
        self.app.call_later(self._meet, visitor)
        return await self._task

    def _meet(self, visitor: Visitor) -> None:
        self.app.meet_terminal()
        if isinstance(driver := self.app._driver, HeldDriver):  # noqa: SLF001
            self.app.receive(visitor, driver.meet_terminal())
