"""What all screens share: reading without holding up keys, actions by id, and the two lines of chrome."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap
from textual.containers import Container
from textual.message import Message
from textual.screen import ModalScreen

from amtui.actions.base import Context
from amtui.actions.keymap import keys_of
from amtui.actions.registry import action, actions_of
from amtui.domain.change import Topic
from amtui.domain.errors import AmtuiError
from amtui.domain.vocabulary import Role
from amtui.screens.first_frame import FirstFrame
from amtui.screens.keys import printed
from amtui.screens.listed import Listed
from amtui.screens.viewer import now_of
from amtui.widgets.bottom_line import BottomLine, KeyHint
from amtui.widgets.deferred import deferred
from amtui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from amtui.actions.base import Action
    from amtui.app import AmtuiApp
    from amtui.domain.today_board import FirstLook
    from amtui.services.backend import Backend

TABS = (("1", "Today"), ("2", "Portfolio"), ("3", "Requests"), ("4", "Calendar"), ("5", "Insights"))
MODES = {"1": "today", "2": "portfolio", "3": "requests", "4": "calendar", "5": "insights", "6": "admin"}
ADMIN_TAB = ("6", "Admin")
Load = Callable[["Backend"], Awaitable[Any]]


class Loaded(Message):
    """A read has ended well."""

    def __init__(self, part: str, answer: Any) -> None:
        super().__init__()
        self.part = part
        self.answer = answer


class Failed(Message):
    """A read has failed, in words for a person."""

    def __init__(self, part: str, error: AmtuiError) -> None:
        super().__init__()
        self.part = part
        self.error = error


class BaseScreen(Listed, FirstFrame):
    """A screen of the application.

    A subclass gives `name_`, `topics` and `body`, starts reads with `load(part, ...)`, shows each
    answer in `show_<part>`, and answers each action of its own in `do_<id with underscores>`.
    """

    name_: ClassVar[str] = ""
    tab: ClassVar[str] = ""
    topics: ClassVar[frozenset[Topic]] = frozenset()
    BINDINGS: ClassVar[list[Any]] = []
    app: "AmtuiApp"

    def __init__(self) -> None:
        super().__init__()
        self.stale = False
        self._late: dict[str, Any] = {}

    def compose(self) -> ComposeResult:
        """Lay the body between the top and the bottom line."""
        yield TopLine("amtui", TABS, active=self.tab, where=self._who(), clock=self._clock_text)
        with Container(id="body"):
            yield from self.body()
        yield BottomLine()

    def body(self) -> ComposeResult:
        """Yield what the screen shows between its two lines."""
        yield from ()

    def on_mount(self) -> None:
        """Bind the live keys; read at once if the database is open."""
        self._bind_actions()
        self.prepare()
        self.refresh_hints()
        if self.app.backend is not None:
            self.connected()

    def prepare(self) -> None:
        """Set up widgets once they exist; nothing by default."""

    def received(self) -> None:
        """Take up what is known of a user who came once the screen was there."""
        self.refresh_hints()

    def foreseen(self, look: "FirstLook") -> None:  # noqa: ARG002 - a screen shows what it can of it
        """Show who works, before the database is open."""
        self._tell_viewer()

    def connected(self) -> None:
        """Take up the open database."""
        self._tell_viewer()
        self.refresh_hints()
        self.reload()

    def _tell_viewer(self) -> None:
        self.tell_who()
        top = self.query_one(TopLine)
        if self.app.viewer is not None and self.app.viewer.identity.role is Role.ADMIN:
            top.offer((*TABS, ADMIN_TAB))
        top.tell_time()

    def tell_who(self) -> None:
        """Show who works, or that the database is away, or how far a long change has come."""
        top = self.query_one(TopLine)
        top.where = self._who()
        top.alert = "▲ database lost" if self.app.lost else self.app.under_way

    def tell_time(self) -> None:
        """Show the minute that it is by now."""
        for top in self.query(TopLine):
            top.tell_time()

    def reload(self) -> None:
        """Start the reads of the screen; nothing by default."""

    def touched(self, topics: frozenset[Topic]) -> None:
        """Read again, now or when next shown, if the screen shows one of `topics`."""
        if topics & self.topics:
            self._catch_up(at_once=self.is_current)

    def _catch_up(self, *, at_once: bool) -> None:
        if at_once:
            self.reload()
        else:
            self.stale = True

    def answered(self, ids: Sequence[int]) -> None:
        """Take note that those requests were answered here; nothing by default."""

    def made(self, row_id: int) -> None:
        """Take note that a row was made here; nothing by default."""

    def outside_change(self) -> None:
        """Take note that somebody else changed the database."""
        # A screen that is seen behind a dialog counts as current, but is not to change under it.
        if self.topics:
            self._catch_up(at_once=self.app.screen is self)

    def on_screen_resume(self) -> None:
        """Catch up with what changed, or was read, while another screen was shown."""
        self._show_late()
        if self.stale:
            self.stale = False
            self.reload()

    def load(self, part: str, ask: Load) -> None:
        """Start a read; a newer one for the same part takes its place."""
        self.run_worker(
            deferred(self._load, part, ask), group=f"load-{part}", exclusive=True, exit_on_error=False
        )

    async def _load(self, part: str, ask: Load) -> None:
        if self.app.backend is None:
            return
        try:
            answer = await ask(self.app.backend)
        except AmtuiError as error:
            self.post_message(Failed(part, error))
        except Exception as error:  # noqa: BLE001 - a fault of the program must not end the session
            self.app.broke(error)
        else:
            self.post_message(Loaded(part, answer))

    def on_top_line_tab_clicked(self, event: TopLine.TabClicked) -> None:
        """Open the screen whose name was clicked."""
        self.app.go(MODES[event.key])

    def on_loaded(self, event: Loaded) -> None:
        """Hand an answer to the method that shows it, once no dialog lies above."""
        self._late[event.part] = event.answer
        self._show_late()

    def _show_late(self) -> None:
        if isinstance(self.app.screen, ModalScreen):
            return
        late, self._late = self._late, {}
        for part, answer in late.items():
            getattr(self, f"show_{part}")(answer)

    def on_failed(self, event: Failed) -> None:
        """Say what could not be read."""
        self.app.read_failed(event.error)

    def context(self) -> Context:
        """Return what actions look at."""
        backend = self.app.backend
        return Context(
            self.name_,
            self.selected(),
            self.marks(),
            backend.identity if backend else None,
            backend.read_only if backend else False,
            self.app.editor,
            self.app.files,
        )

    def selected(self) -> object | None:
        """Return the row under the cursor."""
        return None

    def marks(self) -> int:
        """Return how many rows are marked."""
        return 0

    def _bind_actions(self) -> None:
        bindings = [
            Binding(
                keys_of(known, self.app.keys),
                f"run('{known.id}')",
                known.words,
                id=known.id,
                show=known.shown,
            )
            for known in actions_of(self.name_)
        ]
        self._bindings = BindingsMap.merge([self._bindings, BindingsMap(bindings)])
        self.refresh_bindings()

    def action_run(self, action_id: str) -> None:
        """Carry out an action if it is allowed, else say why not."""
        if reason := action(action_id).why_not(self.context()):
            self.app.say(reason, severity="warning")
            return
        name = "do_" + action_id.replace(".", "_")
        getattr(self if hasattr(self, name) else self.helper, name)()

    @property
    def helper(self) -> object:
        """What answers the actions that the screen does not answer itself."""
        return self

    def refresh_hints(self) -> None:
        """Bring the bottom line up to date with what is allowed now."""
        self.query_one(BottomLine).show(self._hints())

    def _hints(self) -> tuple[KeyHint, ...]:
        context = self.context()
        return tuple(
            KeyHint(
                printed(keys_of(known, self.app.keys).split(",", maxsplit=1)[0]),
                known.words,
                reason is None,
                reason or "",
            )
            for known in actions_of(self.name_)
            if known.shown and self.hinted(known)
            for reason in (known.why_not(context),)
        )

    def hinted(self, known: "type[Action]") -> bool:  # noqa: ARG002 - a screen with tabs looks at it
        """Tell whether the bottom line has a place for an action now."""
        return True

    def _who(self) -> str:
        viewer = self.app.viewer
        if viewer is None:
            return "opening…"
        away = [f"{each.name} to {each.last:%d %b}" for each in viewer.identity.covering]
        mode = f" · covers {', '.join(away)}" if away else ""
        mode += " · read-only" if viewer.read_only else ""
        return f"{viewer.identity.name}{mode}"

    def _clock_text(self) -> str:
        return f"{now_of(self.app):%a %d %b %H:%M}" if self.app.viewer is not None else ""

    def do_go_today(self) -> None:
        """Open Today."""
        self.app.go("today")

    def do_go_portfolio(self) -> None:
        """Open Portfolio."""
        self.app.go("portfolio")

    def do_go_requests(self) -> None:
        """Open Requests."""
        self.app.go("requests")

    def do_go_calendar(self) -> None:
        """Open Calendar."""
        self.app.go("calendar")

    def do_go_insights(self) -> None:
        """Open Insights."""
        self.app.go("insights")

    def do_go_admin(self) -> None:
        """Open Administration."""
        self.app.go("admin")

    def do_app_stop(self) -> None:
        """Stop a long change."""
        self.app.stop_long_work()

    def do_app_help(self) -> None:
        """Show the help of this screen."""
        from amtui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.name_))

    def do_app_palette(self) -> None:
        """Show the palette."""
        from amtui.screens.palette import PaletteScreen

        self.app.push_screen(PaletteScreen(self.context()), self._chosen)

    def _chosen(self, choice: str | None) -> None:
        if choice is None:
            return
        kind, _, what = choice.partition(":")
        if kind == "action":
            self.action_run(what)
        elif kind == "account":
            self.open_account(int(what))
        elif kind == "request":
            self.open_request(int(what))

    def open_account(self, account_id: int) -> None:
        """Open the screen of an account above this one."""
        self.app.open_account(account_id)

    def open_request(self, request_id: int) -> None:
        """Open the screen of one request above this one."""
        self.app.open_request(request_id)

    def do_playbooks_open(self) -> None:
        """Open the playbooks above this screen."""
        if self.name_ != "playbooks":
            self.app.open_playbooks()

    def do_import_open(self) -> None:
        """Open the screen that takes a file in."""
        self.app.open_import()

    def open_review(self, review_id: int) -> None:
        """Open the screen of one review above this one."""
        self.app.open_review(review_id)

    def do_contact_log(self) -> None:
        """Log a contact with the account of the row."""
        self.app.log_contact(self)

    def do_contact_open(self) -> None:
        """Open the contacts with the account of the row."""
        self.app.open_contacts(self)

    def do_onboarding_open(self) -> None:
        """Open the accounts in onboarding."""
        self.app.open_onboarding()

    def do_leave_open(self) -> None:
        """Open who is away and who covers."""
        self.app.open_above(self, "leave")

    def do_task_open(self) -> None:
        """Open tasks and the day."""
        self.app.open_above(self, "tasks")

    def do_task_add(self) -> None:
        """Write down something to do."""
        self.app.open_above(self, "new_task")

    def do_standup_open(self) -> None:
        """Open the stand-up."""
        self.app.open_above(self, "standup")

    def do_edit_undo(self) -> None:
        """Undo."""
        self.app.undo()

    def do_edit_redo(self) -> None:
        """Redo."""
        self.app.redo()

    def do_app_refresh(self) -> None:
        """Read again."""
        self.reload()

    def do_app_back(self) -> None:
        """Go back to the screen below, if this one lies above another."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    def do_app_quit(self) -> None:
        """Leave."""
        self.app.exit(0)
