"""The playbooks: those that come with amtui and those of the team, with the steps of the one chosen."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from amtui.domain.change import Topic
from amtui.domain.improvement_changes import AddPlaybook, EditPlaybook, RemovePlaybook
from amtui.domain.kpi.definitions import definition
from amtui.domain.playbooks import Playbook
from amtui.domain.wording import title
from amtui.screens.base import BaseScreen
from amtui.screens.dialogs.base import Choice
from amtui.screens.dialogs.playbook import PlaybookDialog, Written
from amtui.screens.playbook_words import described
from amtui.widgets.virtual_table import Column, ListSource, VirtualTable
from amtui.widgets.virtual_table.messages import CursorMoved

if TYPE_CHECKING:
    from amtui.data.queries.own_kpis import Named
    from amtui.services.backend import Backend

REMOVE = "remove"


class PlaybooksScreen(BaseScreen):
    """What usually helps when a KPI is off."""

    name_ = "playbooks"
    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.ACTIONS, Topic.KPIS})

    def __init__(self) -> None:
        super().__init__()
        self.names: Named = {}

    def body(self) -> ComposeResult:
        """Lay the steps beside the list."""
        with Container(id="playbook-columns"):
            yield VirtualTable[Playbook](_columns(), empty_text="", id="playbooks")
            with VerticalScroll(id="playbook"):
                yield Static(id="playbook-words", markup=False)

    def prepare(self) -> None:
        """Begin in the list."""
        self.query_one("#playbook").can_focus = False
        self.table.focus()

    @property
    def table(self) -> VirtualTable[Playbook]:
        """The list."""
        return self.query_one("#playbooks", VirtualTable)

    def reload(self) -> None:
        """Read the playbooks."""
        self.load("playbooks", _ask)

    def show_playbooks(self, answer: "tuple[tuple[Playbook, ...], Named]") -> None:
        """Show the list; the cursor stays on its own."""
        found, self.names = answer
        place = {playbook.key: number for number, playbook in enumerate(found)}
        self.table.set_source(ListSource(found, lambda one: one.id or -1 - place[one.key]))
        self._tell(self.table.current or found[0])

    def on_virtual_table_cursor_moved(self, event: CursorMoved[Any]) -> None:
        """Let the steps follow the cursor."""
        if event.row is not None:
            self._tell(event.row)
            self.refresh_hints()

    def selected(self) -> object | None:
        """Return the playbook under the cursor."""
        return self.table.current

    def do_playbook_add(self) -> None:
        """Write a playbook."""
        self.app.begin(self._write(None))

    def do_playbook_edit(self) -> None:
        """Rewrite the playbook under the cursor."""
        self.app.begin(self._write(self.table.current))

    def do_playbook_remove(self) -> None:
        """Take the playbook under the cursor away."""
        if (playbook := self.table.current) is not None:
            self.app.begin(self._remove(playbook))

    def on_resize(self) -> None:
        """Break the lines anew once the pane has its width."""
        self.call_after_refresh(self._tell_again)

    def _tell_again(self) -> None:
        if (playbook := self.table.current) is not None:
            self._tell(playbook)

    def _tell(self, playbook: Playbook) -> None:
        pane = self.query_one("#playbook", VerticalScroll)
        room = pane.scrollable_content_region.width
        self.query_one("#playbook-words", Static).update(described(playbook, room))

    async def _write(self, playbook: Playbook | None) -> None:
        answer: Written | None = await self.app.push_screen_wait(PlaybookDialog(self.names, playbook))
        if answer is None:
            return
        parts: dict[str, Any] = {
            "name": answer.name,
            "kpis": answer.kpis,
            "steps": answer.steps,
            "evidence": answer.evidence,
            "proof": answer.proof,
        }
        if playbook is None or playbook.id is None or playbook.version is None:
            await self.app.change(AddPlaybook(**parts))
        else:
            seen: dict[str, Any] = {"playbook_id": playbook.id, "expected_version": playbook.version}
            await self.app.change(EditPlaybook(**seen, **parts))

    async def _remove(self, playbook: Playbook) -> None:
        question = f"Take away the playbook “{playbook.name}”? Actions that follow it keep its name."
        options = [("n", "No, keep it", ""), ("t", "Take it away", REMOVE)]
        chosen: str | None = await self.app.push_screen_wait(Choice(question, options))
        if chosen == REMOVE and playbook.id is not None and playbook.version is not None:
            await self.app.change(RemovePlaybook(playbook_id=playbook.id, expected_version=playbook.version))


def _columns() -> tuple[Column[Playbook], ...]:
    return (
        Column("name", "Playbook", lambda one: title(one.name), least=16, weight=2, priority=10),
        Column("kpi", "For", lambda one: title(definition(one.kpis[0]).short), width=12, priority=8),
        Column("from", "From", _origin, width=9, priority=7),
    )


def _origin(playbook: Playbook) -> str:
    return "the team" if playbook.is_own else "amtui"


async def _ask(backend: "Backend") -> "tuple[tuple[Playbook, ...], Named]":
    from amtui.data.queries.own_kpis import kpi_names
    from amtui.data.queries.playbooks import playbooks

    return await backend.ask(playbooks), await backend.ask(kpi_names)
