"""The application: opens the database behind the first paint and holds the screens."""

import asyncio
import gc
import os
from typing import TYPE_CHECKING, Any

from textual.constants import DEFAULT_THEME
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive

from amtui.domain.clock import Clock
from amtui.domain.errors import AmtuiError
from amtui.screens.announcing import Announcer
from amtui.screens.beside import Beside, listening
from amtui.screens.changing import ChangingApp
from amtui.screens.modes import MODES
from amtui.screens.styles import LATER
from amtui.screens.visitor import Visitor
from amtui.services.state import StateFile
from amtui.widgets.painted import painted
from amtui.widgets.stylesheet import KeptStylesheet
from amtui.widgets.text import HostileFilter
from amtui.widgets.themes import THEMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from amtui.services.backend import Backend
    from amtui.services.live import Watcher

OFTEN = (700, 10, 10)
"""When garbage is looked for while keys are pressed: in steps too small to be felt."""
SETTLE_SECONDS = 2.0
"""Seconds after the database was opened, in which the first list is there, also where many log in at once."""
HOSTILE = HostileFilter()


class Connected(Message):
    """The database is open, and listened to."""

    def __init__(self, backend: "Backend", watcher: "Watcher") -> None:
        super().__init__()
        self.backend = backend
        self.watcher = watcher


class ConnectFailed(Message):
    """The database could not be opened."""

    def __init__(self, error: AmtuiError) -> None:
        super().__init__()
        self.error = error


class AmtuiApp(ChangingApp):
    """amtui in a terminal.

    Args:
        connect: opens the database; called on a thread once the first screen is painted. None opens none
            until somebody comes.
        clock: tells the time.
        state: positions and drafts of the user.
        keymap: keys that the user chose, by action id; already checked.
        start: the screen to open.
        beginnings: ways to a database where there is none: `demo`, `empty`, `import`, `retry`.
        editor: whether the user's own editor may be started.
        files: whether files of this machine may be named.
    """

    CSS_PATH = "amtui.tcss"
    TITLE = "amtui"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (80, "-normal"),
        (120, "-wide"),
    ]
    MODES = MODES
    DEFAULT_MODE = "today"
    theme: Reactive[str] = Reactive(lambda: os.environ.get("TEXTUAL_THEME", DEFAULT_THEME))

    def __init__(
        self,
        connect: "Callable[[], Backend] | None",
        *,
        clock: Clock,
        state: StateFile,
        keymap: dict[str, str] | None = None,
        start: str = "today",
        beginnings: "dict[str, Callable[[], Backend]] | None" = None,
        editor: bool = False,
        files: bool = True,
    ) -> None:
        super().__init__()
        self._take(Visitor(connect, clock, state, beginnings or {}, editor=editor, files=files))
        self.keys = keymap or {}
        self.start = start
        self.fault: AmtuiError | None = None
        self.broken: Exception | None = None
        self._take_theme()
        self.then_open: Callable[[], object] | None = None
        self.repeatable: object | None = None
        self._beside: Beside | None = None

    @classmethod
    def of(cls, visitor: Visitor, keymap: dict[str, str] | None = None) -> "AmtuiApp":
        """Return an app that opens for somebody."""
        app = cls(visitor.connect, clock=visitor.clock, state=visitor.state, keymap=keymap)
        app._take(visitor)
        return app

    def get_line_filters(self) -> list[Any]:
        """Delete control characters from whatever is about to be written."""
        return [*super().get_line_filters(), HOSTILE]

    def _take_theme(self) -> None:
        """Choose the colours before anything is styled, as styles are read anew for other colours."""
        for theme in THEMES:
            self.register_theme(theme)
        if "ansi" not in self.theme:
            self.theme = THEMES[0].name
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())

    def on_mount(self) -> None:
        """Show the first screen; open the database behind it."""
        self.animation_level = "none"
        if self.start != self.current_mode:
            self.switch_mode(self.start)
        self._open()

    def _take(self, visitor: Visitor) -> None:
        self._connect, self.clock, self.state = visitor.connect, visitor.clock, visitor.state
        self.beginnings, self.editor, self.files = visitor.beginnings, visitor.editor, visitor.files
        self.announcer, self._ahead = Announcer(self, visitor.remind), visitor.ahead

    def receive(self, visitor: Visitor, cells: Size) -> None:
        """Open for somebody who comes to an app that was drawn for nobody, in a terminal of some size."""
        self._take(visitor)
        self.each_screen(lambda screen: screen.received())
        self.paint_anew(cells)
        self._open(seen=cells == self.size)

    def _open(self, *, seen: bool = False) -> None:
        if self._connect is not None:
            self.opening = True
            self.run_worker(self._open_behind(self._connect, seen=seen), exit_on_error=False, group="connect")

    async def _open_behind(self, connect: "Callable[[], Backend]", *, seen: bool) -> None:
        if not seen:
            await painted(self)
        self.call_later(self._read_later)
        if self._ahead is not None and (look := await asyncio.to_thread(self._ahead.look)):
            self.foreseen = look
            self.each_screen(lambda screen: screen.foreseen(look))
            await painted(self)
        self._end_ahead()
        await asyncio.to_thread(self._open_on_thread, connect)

    def _read_later(self) -> None:
        """Read the styles of the other screens while the database opens; what is shown needs none of them."""
        if not self.stylesheet.has_source(str(LATER), ""):
            self.stylesheet.read(LATER)
            self.stylesheet.parse()

    def _end_ahead(self) -> None:
        ahead, self._ahead = self._ahead, None
        if ahead is not None:
            ahead.end()

    def _open_on_thread(self, connect: "Callable[[], Backend]") -> None:
        try:
            backend = connect()
        except AmtuiError as error:
            self.post_message(ConnectFailed(error))
        except Exception as error:  # noqa: BLE001 - told by whoever runs the app, once the terminal is free again
            self.broken = error
            self.call_from_thread(self.exit, return_code=1)
        else:
            self.post_message(Connected(backend, listening(backend, self._warned)))

    def _settle(self) -> None:
        """Collect garbage from here on, if that was put off: what the start made stays for good."""
        if not gc.isenabled():
            gc.freeze()
            gc.set_threshold(*OFTEN)
            gc.enable()
        self.announcer.look(quietly=True)

    def on_connected(self, event: Connected) -> None:
        """Hand the database to the screens."""
        self.set_timer(SETTLE_SECONDS, self._settle)
        self._let_go()
        self.backend, self.foreseen = event.backend, None
        self.lost = self.opening = False
        event.backend.told = self.long_work.step
        self.each_screen(lambda screen: screen.connected())
        hearers = self._stirred, self._linked, self._minute_passed
        self._beside = beside = Beside(event.backend, event.watcher, self.clock, *hearers)
        for work in (beside.watch, beside.keep):
            self.run_worker(work, thread=True, exit_on_error=False, group="live")
        then, self.then_open = self.then_open, None
        if then is not None:
            then()

    def _warned(self, text: str) -> None:
        self.call_from_thread(self.say, text, severity="error")

    def _stirred(self) -> None:
        self.call_from_thread(self.each_screen, lambda screen: screen.outside_change())
        self.call_from_thread(self.announcer.look)

    def _minute_passed(self) -> None:
        self.call_from_thread(self.each_screen, lambda screen: screen.tell_time())

    def _linked(self, there: bool) -> None:
        self.call_from_thread(self.show_link, there=there)

    def on_connect_failed(self, event: ConnectFailed) -> None:
        """Offer a way to begin where there is no database; else say what is wrong."""
        from amtui.screens.first_run import FirstRunScreen

        self._settle()
        self.drop_held()
        self.fault, self.foreseen, self.opening = event.error, None, False
        self.push_screen(FirstRunScreen(event.error), self._begun)

    def _begun(self, connect: "Callable[[], Backend] | None") -> None:
        if connect is None:
            self.exit(self.fault.exit_code if self.fault else 0)
            return
        self._connect = connect
        self._open()

    def on_unmount(self) -> None:
        """Let the database go."""
        self._end_ahead()
        self._let_go()

    def _let_go(self) -> None:
        self.announcer.stop()
        if self._beside is not None:
            self._beside.stop()
        if self.backend is not None:
            self.backend.close()
        self._beside = self.backend = None
