"""The application: opens the database behind the first paint, holds the screens, carries changes out."""

import asyncio
import gc
import logging
import os
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.constants import DEFAULT_THEME
from textual.message import Message
from textual.reactive import Reactive

from amtui.domain.change import Change, Receipt, Topic
from amtui.domain.clock import Clock
from amtui.domain.errors import AmtuiError, Conflict, Unavailable
from amtui.domain.vocabulary import KpiKey
from amtui.screens.base import BaseScreen
from amtui.screens.modes import MODES
from amtui.screens.sentences import sentence
from amtui.services.state import StateFile
from amtui.widgets.lean_app import LeanApp
from amtui.widgets.painted import painted
from amtui.widgets.stylesheet import KeptStylesheet
from amtui.widgets.text import HostileFilter, Severity, notify
from amtui.widgets.themes import THEMES

if TYPE_CHECKING:
    from amtui.domain.kpi_records import KpiFigure
    from amtui.services.backend import Backend
    from amtui.services.live import Watcher

LOOK_SECONDS = 0.5
OFTEN = (700, 10, 10)
"""When garbage is looked for while keys are pressed: in steps too small to be felt."""
SETTLE_SECONDS = 1.0
"""Seconds after the database was opened, in which the first list is read and drawn."""
log = logging.getLogger("amtui.app")
HOSTILE = HostileFilter()


class Connected(Message):
    """The database is open."""

    def __init__(self, backend: "Backend") -> None:
        super().__init__()
        self.backend = backend


class ConnectFailed(Message):
    """The database could not be opened."""

    def __init__(self, error: AmtuiError) -> None:
        super().__init__()
        self.error = error


class AmtuiApp(LeanApp):
    """amtui in a terminal.

    Args:
        connect: opens the database; called on a thread once the first screen is painted.
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
        connect: "Callable[[], Backend]",
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
        self._connect = connect
        self.clock = clock
        self.state = state
        self.keys = keymap or {}
        self.start = start
        self.beginnings = beginnings or {}
        self.editor = editor
        self.files = files
        self.backend: Backend | None = None
        self.fault: AmtuiError | None = None
        self._take_theme()
        self.then_open: Callable[[], object] | None = None
        self.faults: list[Exception] = []
        self.repeatable: object | None = None
        self.insight_wish: tuple[int, KpiKey | None] | None = None
        self._watcher: Watcher | None = None

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

    def _open(self) -> None:
        self.run_worker(self._open_behind(), exit_on_error=False, group="connect")

    async def _open_behind(self) -> None:
        await painted(self)
        await asyncio.to_thread(self._open_on_thread)

    def _open_on_thread(self) -> None:
        try:
            backend = self._connect()
        except AmtuiError as error:
            self.post_message(ConnectFailed(error))
        else:
            self.post_message(Connected(backend))

    def _settle(self) -> None:
        """Collect garbage from here on, if that was put off: what the start made stays for good."""
        if not gc.isenabled():
            gc.freeze()
            gc.set_threshold(*OFTEN)
            gc.enable()

    def on_connected(self, event: Connected) -> None:
        """Hand the database to the screens."""
        self.set_timer(SETTLE_SECONDS, self._settle)
        self._let_go()
        self.backend = event.backend
        self._each_screen(lambda screen: screen.connected())
        for work in (self._watch, self._keep):
            self.run_worker(work, thread=True, exit_on_error=False, group="live")
        then, self.then_open = self.then_open, None
        if then is not None:
            then()

    def on_connect_failed(self, event: ConnectFailed) -> None:
        """Offer a way to begin where there is no database; else say what is wrong."""
        from amtui.screens.first_run import FirstRunScreen

        self._settle()
        self.fault = event.error
        self.push_screen(FirstRunScreen(event.error), self._begun)

    def _begun(self, connect: "Callable[[], Backend] | None") -> None:
        if connect is None:
            self.exit(self.fault.exit_code if self.fault else 0)
            return
        self._connect = connect
        self._open()

    def open_database(self, connect: "Callable[[], Backend]") -> None:
        """Leave the database in use for another one."""
        self._connect = connect
        self._open()

    def _each_screen(self, call: Callable[[BaseScreen], object]) -> None:
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, BaseScreen) and screen.is_attached:
                    call(screen)

    def touched(self, topics: frozenset[Topic]) -> None:
        """Let every screen that shows one of `topics` read again."""
        self._each_screen(lambda screen: screen.touched(topics))

    async def change(
        self,
        change: Change,
        then: Callable[[], object] | None = None,
        *,
        clashed: Callable[[Conflict], Awaitable[Change | None]] | None = None,
    ) -> Receipt | None:
        """Carry out a change, say what was done, and refresh what shows it.

        Args:
            change: what is to be done.
            then: called once it is done, before anything is read again.
            clashed: asked what to do instead where somebody was first.

        Returns:
            None where it was refused; the reason was said.
        """
        if self.backend is None:
            return None
        try:
            receipt = await self.backend.do(change)
        except Conflict as error:
            self.touched(frozenset(Topic))
            if clashed is None:
                self.say(sentence(error), severity="warning")
                return None
            again = await clashed(error)
            return None if again is None else await self.change(again, then, clashed=clashed)
        except AmtuiError as error:
            self.say(sentence(error), severity="error")
            return None
        if then is not None:
            then()
            await painted(self)  # the answer is seen before words are laid out and lists are read anew
        self.say(receipt.words)
        self.touched(receipt.topics)
        return receipt

    def begin_change(self, change: Change) -> None:
        """Carry out a change without waiting for it."""
        self.begin(self.change(change))

    def begin(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run a piece of work beside the keys."""
        self.run_worker(self._guarded(work), exit_on_error=False, group="changes")

    async def _guarded(self, work: Coroutine[Any, Any, Any]) -> None:
        try:
            await work
        except AmtuiError as error:
            self.say(sentence(error), severity="error")
        except Exception as error:  # noqa: BLE001 - a fault of the program must not end the session
            self.broke(error)

    def broke(self, error: Exception) -> None:
        """Say that the program itself went wrong; the session goes on."""
        log.error("unexpected", exc_info=error)
        self.faults.append(error)
        self.say(f"Something went wrong in the program: {type(error).__name__}: {error}", severity="error")

    def open_account(self, account_id: int) -> None:
        """Open the screen of an account above the one shown."""
        from amtui.screens.account import AccountScreen

        self.push_screen(AccountScreen(account_id))

    def explain(self, figure: "KpiFigure") -> None:
        """Open what a figure was made from above the screen shown."""
        from amtui.screens.explain import ExplainScreen

        self.push_screen(ExplainScreen(figure))

    def look_into(self, account_id: int, kpi: KpiKey | None = None) -> None:
        """Open Insights on an account, with a KPI or with the one looked into last."""
        self.insight_wish = (account_id, kpi)
        self.switch_mode("insights")

    def open_health(self, account_id: int) -> None:
        """Open the health of an account above the screen shown."""
        from amtui.screens.health import HealthScreen

        self.push_screen(HealthScreen(account_id))

    def open_above(self, screen: BaseScreen, name: str) -> None:
        """Open what the openers have under a name above a screen."""
        from amtui.screens.openers import OPENERS

        OPENERS[name](screen)

    def open_onboarding(self, account_id: int | None = None) -> None:
        """Open the accounts in onboarding, or the sheet of one, above the screen shown."""
        from amtui.screens.onboarding import OnboardingScreen
        from amtui.screens.onboarding_sheet import OnboardingSheetScreen

        self.push_screen(OnboardingScreen() if account_id is None else OnboardingSheetScreen(account_id))

    def open_request(self, request_id: int) -> None:
        """Open the screen of one request above the one shown."""
        from amtui.screens.request import RequestScreen

        self.push_screen(RequestScreen(request_id))

    def open_playbooks(self) -> None:
        """Open the playbooks above the screen shown."""
        from amtui.screens.playbooks import PlaybooksScreen

        self.push_screen(PlaybooksScreen())

    def open_import(self) -> None:
        """Open the screen that takes a file in above the one shown."""
        from amtui.screens.importing import ImportScreen

        self.push_screen(ImportScreen())

    def open_review(self, review_id: int) -> None:
        """Open the screen of one review above the one shown."""
        from amtui.screens.review import ReviewScreen

        self.push_screen(ReviewScreen(review_id))

    def log_contact(self, screen: BaseScreen) -> None:
        """Log a contact with the account that a screen is about."""
        from amtui.screens.account_ref import account_of
        from amtui.screens.contact_actions import ContactActions

        ContactActions(screen).log(account_of(screen))

    def open_contacts(self, screen: BaseScreen) -> None:
        """Open the contacts with the account that a screen is about."""
        from amtui.screens.account_ref import account_of
        from amtui.screens.contacts import ContactsScreen

        if (account := account_of(screen)) is None:
            self.say("There is no account here; move to a row of one.", severity="warning")
        elif screen.name_ != ContactsScreen.name_:
            self.push_screen(ContactsScreen(account))

    def undo(self) -> None:
        """Take back the user's latest change."""
        from amtui.domain.changes import Undo

        self.begin_change(Undo())

    def redo(self) -> None:
        """Bring back what the latest undo took."""
        from amtui.domain.changes import Redo

        self.begin_change(Redo())

    def say(self, text: str, *, severity: Severity = "information") -> None:
        """Show a message for a moment; its text may come from outside."""
        notify(self, text, severity=severity)

    def _watch(self) -> None:
        from amtui.services.live import Watcher

        if self.backend is None:
            return
        self._watcher = watcher = Watcher(
            self.backend.engine,
            self.backend.identity.user_id,
            lambda text: self.call_from_thread(self.say, text, severity="error"),
        )
        day = self.clock.now().date()
        while True:
            with suppress(Unavailable):
                if watcher.changed() or day != self.clock.now().date():
                    day = self.clock.now().date()
                    self._renew()
                    self.call_from_thread(self._each_screen, lambda screen: screen.outside_change())
            if watcher.wait(LOOK_SECONDS):
                return

    def _renew(self) -> None:
        """See what the user may see by now: a leave may have begun or ended."""
        from amtui.services.identity import renewed

        if (backend := self.backend) is not None:
            backend.identity = renewed(backend.engine, backend.clock, backend.identity)

    def _keep(self) -> None:
        """Work out, beside the keys, what lists show of a big book, and its health, if nobody has yet."""
        from amtui.services.health_days import keep_health
        from amtui.services.latest import WORTH_IT, keep_figures

        if (backend := self.backend) is not None:
            with suppress(AmtuiError):
                keep_figures(backend, least=WORTH_IT, stopped=lambda: self.backend is not backend)
            with suppress(AmtuiError):
                keep_health(backend, stopped=lambda: self.backend is not backend)

    def on_unmount(self) -> None:
        """Let the database go."""
        self._let_go()

    def _let_go(self) -> None:
        if self._watcher is not None:
            self._watcher.close()
        if self.backend is not None:
            self.backend.close()
        self._watcher = self.backend = None
