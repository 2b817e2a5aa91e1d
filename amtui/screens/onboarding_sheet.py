"""One account's onboarding: gates, steps, the kickoff's agenda, the technical context, the criteria."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from amtui.domain.change import Topic
from amtui.domain.milestone_changes import DropMilestone, ReachMilestone
from amtui.domain.milestones import Milestone
from amtui.domain.onboarding import Agenda, Technical
from amtui.domain.onboarding_changes import ForgetTechnical, NoteAgenda
from amtui.domain.onboarding_records import OnboardingSheet
from amtui.screens import onboarding_actions as asking
from amtui.screens.base import BaseScreen
from amtui.screens.hanging import hanging
from amtui.screens.milestone_actions import ask_milestone
from amtui.screens.onboarding_words import SheetRow, Subject, sheet_rows, strip
from amtui.widgets.detail import Field
from amtui.widgets.text import safe
from amtui.widgets.virtual_table import Column, ListSource, VirtualTable
from amtui.widgets.virtual_table.messages import CursorMoved

if TYPE_CHECKING:
    from amtui.services.backend import Backend


class OnboardingSheetScreen(BaseScreen):
    """What is done, and what is missing?"""

    name_ = "onboarding_sheet"
    tab = "2"
    topics: ClassVar[frozenset[Topic]] = frozenset(Topic)

    def __init__(self, account_id: int) -> None:
        super().__init__()
        self.account_id = account_id
        self.sheet: OnboardingSheet | None = None
        self._on_line = False

    def body(self) -> ComposeResult:
        """Lay the lines below where the account stands."""
        yield Static(id="strip", markup=False)
        yield VirtualTable[SheetRow](columns(), empty_text="", id="list")
        yield Static(id="line", markup=False)

    def prepare(self) -> None:
        """Begin in the list."""
        self.query_one("#list").focus()

    def reload(self) -> None:
        """Read the sheet."""
        self.load("sheet", self._ask)

    async def _ask(self, backend: "Backend") -> OnboardingSheet:
        from amtui.data.queries.onboarding import onboarding_sheet

        return await backend.ask(onboarding_sheet, account_id=self.account_id)

    def show_sheet(self, sheet: OnboardingSheet) -> None:
        """Show the lines; the cursor stays on its line."""
        self.sheet = sheet
        self.query_one("#strip", Static).update(safe(strip(sheet, self.app.clock.now()), newlines=False))
        table = self.query_one("#list", VirtualTable)
        table.set_source(ListSource(sheet_rows(sheet), lambda row: row.place), at=table.cursor)
        self.refresh_hints()

    def selected(self) -> object | None:
        """Return the line under the cursor."""
        return self.query_one("#list", VirtualTable).current if self.is_mounted else None

    def on_virtual_table_cursor_moved(self, event: CursorMoved[Any]) -> None:
        """Show the line in full."""
        if not self._on_line:
            self._on_line = event.row is not None
            self.refresh_hints()
        if isinstance(event.row, SheetRow):
            field = Field(event.row.what, event.row.why or "nothing written yet")
            block = hanging((field,), self.size.width - 4, label_cells=28)
            self.query_one("#line", Static).update(block, layout=False)

    def do_onboarding_open(self) -> None:
        """Open the board."""
        self.app.open_onboarding()

    def do_onboarding_request(self) -> None:
        """Say when the kickoff was asked for, and by when it is due."""
        self.app.begin(asking.ask_kickoff(self.app, self.account_id))

    def do_onboarding_tick(self) -> None:
        """Tick the point of the agenda or the milestone, or say how the approval stands."""
        subject = self._subject()
        if isinstance(subject, Agenda):
            self.app.begin_change(
                NoteAgenda(
                    account_id=self.account_id,
                    item=subject.item,
                    expected_version=subject.version,
                    done=not subject.done,
                )
            )
        elif isinstance(subject, Technical):
            self.app.begin(asking.ask_approval(self.app, self.account_id, subject))
        elif isinstance(subject, Milestone):
            self.app.begin_change(
                ReachMilestone(
                    milestone_id=subject.id,
                    expected_version=subject.version,
                    reached=subject.reached_on is None,
                )
            )

    def do_onboarding_edit(self) -> None:
        """Write down what was said or how it is set up; on other lines, by when the kickoff is due."""
        row = self.selected()
        subject = row.subject if isinstance(row, SheetRow) else None
        if isinstance(subject, Agenda):
            self.app.begin(asking.ask_note(self.app, self.account_id, subject))
        elif isinstance(subject, Technical):
            self.app.begin(asking.ask_technical(self.app, self.account_id, subject))
        elif isinstance(subject, Milestone):
            self.app.begin(ask_milestone(self.app, self.account_id, subject))
        else:
            self.do_onboarding_request()

    def do_onboarding_add(self) -> None:
        """Describe another part of the set-up."""
        self.app.begin(asking.ask_technical(self.app, self.account_id, None))

    def do_milestone_add(self) -> None:
        """Enter a milestone."""
        self.app.begin(ask_milestone(self.app, self.account_id, None))

    def do_onboarding_remove(self) -> None:
        """Take the part of the set-up, or the milestone, off the sheet."""
        subject = self._subject()
        if isinstance(subject, Technical):
            self.app.begin_change(ForgetTechnical(technical_id=subject.id, expected_version=subject.version))
        elif isinstance(subject, Milestone):
            self.app.begin_change(DropMilestone(milestone_id=subject.id, expected_version=subject.version))

    def _subject(self) -> Subject | None:
        row = self.selected()
        subject = row.subject if isinstance(row, SheetRow) else None
        if subject is None:
            self.app.say(
                "This line is worked out; tick a point of the agenda, a part of the set-up, a milestone."
            )
        return subject


def columns() -> tuple[Column[Any], ...]:
    """Return the section, the line, its state and why."""
    return (
        Column[SheetRow]("section", "", lambda row: (row.heading, "dim"), width=17, priority=5),
        Column[SheetRow]("what", "What", lambda row: row.what, least=16, most=44, weight=2, priority=10),
        Column[SheetRow]("state", "State", lambda row: row.state, width=15, priority=9),
        Column[SheetRow]("why", "Why, or what is known", lambda row: row.why, least=18, weight=3, priority=8),
    )
