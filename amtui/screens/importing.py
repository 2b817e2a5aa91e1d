"""Import: the columns of a file on the left, the fields on the right, the first rows below."""

import asyncio
from collections.abc import Callable
from threading import Event
from time import perf_counter
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from amtui.domain.change import Topic
from amtui.domain.import_records import FieldState, FileColumn, FileLook, SeenRow
from amtui.screens import import_panes as panes
from amtui.screens.base import BaseScreen, Failed, Load
from amtui.screens.dialogs.import_file import ChosenFile, FileDialog
from amtui.screens.sentences import sentence
from amtui.widgets.text import safe
from amtui.widgets.virtual_table import ListSource, VirtualTable
from amtui.widgets.virtual_table.messages import CursorMoved, Opened

if TYPE_CHECKING:
    from pathlib import Path

    from amtui.services.backend import Backend
    from amtui.services.imports import ImportReport
    from amtui.services.imports.plan import ImportPlan

PANES = ("from", "to", "rows")
TELL_SECONDS = 0.2
MOST_WORDS = 12
Ended = Callable[["ImportReport"], None]


class Progress(Message):
    """So many rows of a file are read."""

    def __init__(self, done: int, total: int | None) -> None:
        super().__init__()
        self.done, self.total = done, total


class ImportScreen(BaseScreen):
    """What is in this file, and what would become of it?

    Args:
        plan: the file and what is known of it; None asks for it.
        ended: told the report of an import; None stays on the screen.
    """

    name_ = "import"
    asks_before_it_is_left = True
    DEFAULT_CSS: ClassVar[str] = """
    ImportScreen {
        & #about, & #state { padding: 0 1; height: auto; width: 1fr; }
        & #state { max-height: 5; }
        & #from { width: 1fr; height: 1fr; }
        & #to { width: 1fr; height: 1fr; border-left: solid $panel; }
        & #preview { padding: 0 1; height: 1; color: $text-muted; }
        & #rows { height: 40%; min-height: 4; }
    }
    """

    def __init__(self, plan: "ImportPlan | None" = None, ended: Ended | None = None) -> None:
        super().__init__()
        self.plan = plan
        self._known = plan
        """What was said when the file came, or was saved or imported last."""
        self.file: FileLook | None = None
        self._ended = ended
        self._stop: Event | None = None
        self._told = 0.0

    def body(self) -> ComposeResult:
        """Lay the lists out."""
        yield Static(id="about", markup=False)
        with Horizontal(id="columns"):
            yield VirtualTable[FileColumn](panes.of_columns(), empty_text="No file yet. Press o.", id="from")
            yield VirtualTable[FieldState](panes.of_fields(), empty_text=" ", id="to")
        yield Static(id="state", markup=False)
        yield Static(id="preview", markup=False)
        yield VirtualTable[SeenRow]((), empty_text=" ", id="rows")

    def pane(self, name: str) -> VirtualTable[Any]:
        """Return one of the three lists."""
        return self.query_one(f"#{name}", VirtualTable)

    def prepare(self) -> None:
        """Begin on the left."""
        self.pane("from").focus()

    def connected(self) -> None:
        """Ask for the file, unless it is known."""
        super().connected()
        if self.plan is None:
            self.app.begin(self._ask_file())

    def selected(self) -> object | None:
        """Return the column under the cursor."""
        return self.pane("from").current if self.is_mounted else None

    # The file

    def reload(self) -> None:
        """Look at the file again."""
        if self.plan is not None:
            self.load("look", _looking_at(self.plan))

    def show_look(self, look: FileLook) -> None:
        """Show columns, fields and first rows; the cursors stay."""
        self.file = look
        whose = f"account {look.account}" if look.account else "each row says whose"
        about = f"{look.name} · {look.kind}, read as {look.format} · {whose}"
        self.query_one("#about", Static).update(safe(about, "bold"))
        self.query_one("#preview", Static).update(safe(panes.preview_title(look)))
        self.say_state(*panes.state(look))
        self.pane("from").set_source(ListSource(look.columns, panes.index_of))
        self.pane("to").set_source(ListSource(look.fields, panes.index_of))
        self.pane("rows").set_columns(panes.of_rows(look))
        self.pane("rows").set_source(ListSource(look.rows, panes.line_of))
        self.refresh_hints()

    def on_failed(self, event: Failed) -> None:
        """Say what is wrong with the file, and let another be chosen."""
        self.say_state(panes.failed(sentence(event.error)), "$text-error")

    def say_state(self, words: str, style: str) -> None:
        """Say how things stand, between the columns and the first rows."""
        self.query_one("#state", Static).update(safe(words, style))

    async def _ask_file(self) -> None:
        from amtui.services.imports.plan import ImportPlan, kind_of

        plan = self.plan
        dialog = FileDialog() if plan is None else FileDialog(str(plan.path), plan.kind, plan.account or "")
        chosen: ChosenFile | None = await self.app.push_screen_wait(dialog)
        if chosen is None:
            return
        kind = kind_of(chosen.kind)
        same = plan is not None and plan.path == chosen.path
        base = plan.for_kind(kind) if plan is not None and same else ImportPlan(chosen.path, kind)
        if chosen.mapping is not None:
            base = await asyncio.to_thread(base.mapped_by, chosen.mapping)
        self.change(base.for_account(chosen.account or None))
        self._known = self._known if same and chosen.mapping is None else self.plan

    def change(self, plan: "ImportPlan") -> None:
        """Look at the file with something else said about it."""
        self.plan = plan
        self.reload()

    # Columns and fields

    def on_virtual_table_cursor_moved(self, event: CursorMoved[Any]) -> None:
        """Let the fields follow the columns."""
        if event.table.id == "from" and isinstance(event.row, FileColumn) and self.file is not None:
            place = panes.place_of(self.file.fields, event.row.field)
            if place is not None:
                self.pane("to").go_to(place)
        self.refresh_hints()

    async def on_virtual_table_opened(self, event: Opened[Any]) -> None:
        """Enter on a column goes to the fields; enter on a field takes it for the column."""
        if isinstance(event.row, FileColumn) and self.file is not None:
            self.pane("to").focus()
            # However quickly one types, the next key finds the cursor on the field of this column.
            if (place := panes.place_of(self.file.fields, event.row.field)) is not None:
                await self.pane("to").find(place)
        elif isinstance(event.row, FieldState):
            self._take(event.row)

    def _take(self, field: FieldState | None) -> None:
        column = self.pane("from").current
        if self.plan is None or not isinstance(column, FileColumn):
            return
        if not column.named:
            words = "Another column has the same name, or the format knows its columns by their place."
            self.app.say(words, severity="warning")
            return
        if field is not None and field.column not in {"", column.header}:
            self.app.say(f"{field.name} was from {field.column}, which is left out now.")
        self.change(self.plan.with_field(column.header, field.name if field is not None else ""))
        self.pane("from").focus()
        self.pane("from").move(1)

    def do_import_leave_out(self) -> None:
        """Leave the column out."""
        self._take(None)

    def do_import_next_pane(self) -> None:
        """Go on to the next list."""
        self._move_pane(1)

    def do_import_previous_pane(self) -> None:
        """Go back to the list before."""
        self._move_pane(-1)

    def _move_pane(self, by: int) -> None:
        here = next((at for at, name in enumerate(PANES) if self.pane(name).has_focus), 0)
        self.pane(PANES[max(0, min(here + by, len(PANES) - 1))]).focus()

    # Questions

    def do_import_file(self) -> None:
        """Choose another file, kind or account."""
        self.app.begin(self._ask_file())

    def do_import_how(self) -> None:
        """Say how the file is read."""
        self.app.begin(self._ask_how())

    async def _ask_how(self) -> None:
        from amtui.screens.dialogs.import_how import HowDialog
        from amtui.services.imports.plan import formats_of

        if (plan := self.plan) is None:
            return
        answer = await self.app.push_screen_wait(HowDialog(formats_of(plan.kind), plan.reading))
        if answer is not None:
            self.change(plan.read_so(answer))

    def do_import_words(self) -> None:
        """Say what the words of the column mean."""
        self.app.begin(self._ask_words())

    async def _ask_words(self) -> None:
        from amtui.screens.dialogs.import_how import WordsDialog
        from amtui.services.imports.looking import words_of

        column, plan = self.selected(), self.plan
        if plan is None or self.file is None or not isinstance(column, FileColumn):
            return
        field = next((one for one in self.file.fields if one.name == column.field), None)
        if field is None or not field.words:
            self.app.say(f"{column.header} holds no words that must mean something.", severity="warning")
            return
        known = await asyncio.to_thread(words_of, plan, field.name, MOST_WORDS)
        dialog = WordsDialog(field.name, tuple(known), field.words, known)
        answer = await self.app.push_screen_wait(dialog)
        if answer is not None:
            self.change(plan.with_words(field.name, answer))

    def do_import_save(self) -> None:
        """Save the mapping."""
        self.app.begin(self._save())

    async def _save(self) -> None:
        from amtui.screens.dialogs.import_how import SaveDialog
        from amtui.services.imports.plan import save_mapping

        if (plan := self.plan) is None or self.file is None:
            return
        path: Path | None = await self.app.push_screen_wait(SaveDialog(plan.mapping_file))
        if path is not None:
            self.app.say(await asyncio.to_thread(save_mapping, plan, self.file, path))
            self._known = plan

    # The import

    def do_import_try(self) -> None:
        """Find out what the import would do."""
        self.app.begin(self._import(dry_run=True))

    def do_import_run(self) -> None:
        """Import the file."""
        self.app.begin(self._import(dry_run=False))

    async def _import(self, *, dry_run: bool) -> None:
        from amtui.services.imports.plan import carry_out

        plan, backend = self.plan, self.app.backend
        if plan is None or backend is None or self.file is None or self._stop is not None:
            return
        if self.file.problem:
            problem = self.file.problem.removesuffix(".")
            end = "" if problem.endswith("?") else "."
            self.app.say(f"It cannot go in yet: {problem}{end}", severity="warning")
            return
        self._stop = stop = Event()
        self.say_state("◐ reading · esc stops", "$text-muted")
        try:
            report = await asyncio.to_thread(
                carry_out, backend, plan, dry_run=dry_run, on_progress=self._tell, stop=stop
            )
        finally:
            self._stop = None
            self.reload()
        self._known = self._known if dry_run else plan
        self._done(report)

    def _tell(self, done: int, total: int | None) -> None:
        """Called on the thread of the import."""
        if perf_counter() - self._told > TELL_SECONDS:
            self._told = perf_counter()
            self.post_message(Progress(done, total))

    def on_progress(self, event: Progress) -> None:
        """Say how far it is."""
        total = f" of ≈{event.total:,}" if event.total else ""
        self.say_state(f"◐ {event.done:,}{total} rows · esc stops", "$text-muted")

    def _done(self, report: "ImportReport") -> None:
        self.app.say(panes.after(report))
        if report.dry_run:
            return
        self.app.touched(frozenset(Topic))
        if self._ended is not None:
            self._ended(report)

    def do_app_back(self) -> None:
        """Stop the import; go back from the fields; leave."""
        if self._stop is not None:
            self._stop.set()
        elif not self.pane("from").has_focus:
            self.pane("from").focus()
        else:
            self._leave(self._go_back)

    def do_app_quit(self) -> None:
        """Leave."""
        self._leave(super().do_app_quit)

    def _go_back(self) -> None:
        if self._ended is not None:
            self.app.exit(0)
        else:
            super().do_app_back()

    def _leave(self, leave: Callable[[], None]) -> None:
        """Leave; what was said of the columns and kept nowhere is asked about first."""
        said, known = self.plan and self.plan.mapping, self._known and self._known.mapping
        if said == known:
            leave()
        else:
            self.app.begin(self._ask_leave(leave))

    async def _ask_leave(self, leave: Callable[[], None]) -> None:
        from amtui.screens.dialogs.confirm import ConfirmDialog

        name = self.plan.path.name if self.plan is not None else ""
        question = f"What you said about {name} is not saved. Leave it?"
        if await self.app.push_screen_wait(ConfirmDialog(question, "leaves it unsaved")):
            leave()

    def on_unmount(self) -> None:
        """An import under way stops; the database is as it was."""
        if self._stop is not None:
            self._stop.set()


def _looking_at(plan: "ImportPlan") -> Load:
    async def look(backend: "Backend") -> FileLook:
        from amtui.services.imports.looking import look_at_file

        return await asyncio.to_thread(look_at_file, backend, plan)

    return look
