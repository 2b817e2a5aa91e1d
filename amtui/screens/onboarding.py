"""The accounts in onboarding, by the step at which each stands."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from amtui.domain.change import Topic
from amtui.domain.filters import Completion, FilterError, completions
from amtui.domain.onboarding import STEP_WORDS, Step
from amtui.domain.onboarding_filter import ONBOARDING, onboarding_filtered
from amtui.domain.onboarding_records import OnboardingRow
from amtui.screens import onboarding_words as words
from amtui.screens.hanging import hanging
from amtui.screens.list_screen import ListScreen
from amtui.screens.viewer import zone_of
from amtui.widgets.detail import Field, stacked
from amtui.widgets.detail import title as heading
from amtui.widgets.text import safe
from amtui.widgets.virtual_table import Column, ListSource
from amtui.widgets.virtual_table.messages import Opened

if TYPE_CHECKING:
    from amtui.services.backend import Backend


class OnboardingScreen(ListScreen):
    """Who is being onboarded, and what comes next for each?"""

    name_ = "onboarding"
    tab = "2"
    topics: ClassVar[frozenset[Topic]] = frozenset(Topic)
    noun = ("account in onboarding", "accounts in onboarding")
    empty_text = "Nobody is being onboarded. On an account press K, then R when its kickoff is asked for."

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[OnboardingRow, ...] = ()

    def above(self) -> ComposeResult:
        """Yield the strip of steps with how many accounts stand at each."""
        yield Static(id="strip", markup=False)

    def columns(self) -> tuple[Column[Any], ...]:
        """Return the account, its step, what is missing, its progress, and its dates."""
        return (
            Column[OnboardingRow](
                "step", "Next", lambda row: words.step_words(row.step), width=17, priority=9, value="step"
            ),
            Column[OnboardingRow](
                "account", "Account", lambda row: row.account, least=14, most=26, priority=10
            ),
            Column[OnboardingRow]("why", "Missing", lambda row: row.why, least=18, weight=3, priority=8),
            Column[OnboardingRow](
                "progress",
                "Steps",
                words.progress,
                width=12,
                priority=4,
                value="done",
                also=(("Steps of", "total"),),
            ),
            Column[OnboardingRow](
                "due",
                "Kickoff due",
                self._due,
                width=12,
                align="right",
                priority=7,
                value="kickoff_due_at",
                also=(("Kickoff held", "held"),),
            ),
            Column[OnboardingRow](
                "live",
                "Go-live",
                lambda row: str(row.go_live_on or "–"),
                width=10,
                align="right",
                priority=2,
                value="go_live_on",
            ),
        )

    def _due(self, row: OnboardingRow) -> Any:
        return words.due(row, self.app.clock.now())

    def reload(self) -> None:
        """Read the board."""
        self.load("rows", _ask)

    def show_rows(self, rows: tuple[OnboardingRow, ...]) -> None:
        """Show the accounts that match, by step; the cursor stays on its account."""
        self._rows = rows
        self.wrong = ""
        try:
            kept = self._filtered(self.filter_text)
        except FilterError as error:
            self.wrong = error.message
        else:
            self.table.set_source(ListSource(kept, lambda row: row.account_id), at=self.table.cursor)
        at_step = Counter(row.step for row in rows)
        pieces = [safe(f"{at_step[step]} {STEP_WORDS[step]}") for step in Step if at_step[step]]
        self.query_one("#strip", Static).update(Content("   ").join(pieces))

    def _filtered(self, text: str) -> list[OnboardingRow]:
        return onboarding_filtered(self._rows, text, self.app.clock.now(), zone_of(self.app))

    async def matcher(self, text: str) -> Callable[[Any], bool]:
        """Return what tells whether a filter asks for an account."""
        kept = {row.account_id for row in self._filtered(text)}
        return lambda row: row.account_id in kept

    def complete(self, text: str, cursor: int) -> Sequence[Completion]:
        """Return what could be typed next into the filter."""
        names, people = ({row.account for row in self._rows}, {row.am for row in self._rows})
        return completions(text, cursor, ONBOARDING, {"account": sorted(names), "am": sorted(people)})

    def list_again(self) -> None:
        """Filter what is already here."""
        self.show_rows(self._rows)

    def describe(self, row: object) -> Content:
        """Say how the account stands at each gate and step."""
        if not isinstance(row, OnboardingRow):
            return Content("")
        now, cells = self.app.clock.now(), self.pane_cells()
        facts = (Field("AM", row.am), Field("Kickoff", words.kickoff(row, now)))
        closed = [Field(f"▼ {gate.what}", gate.why) for gate in row.gates if not gate.met]
        steps = [
            Field(f"{'●' if state.done else '◌'} {words.step_words(state.step)}", state.why)
            for state in row.steps[1:]
        ]
        blocks = (hanging(part, cells, label_cells=19) for part in (facts, closed, steps) if part)
        return stacked((heading(row.account), *blocks, safe("enter opens the sheet", "$text-muted")))

    def on_virtual_table_opened(self, event: Opened[Any]) -> None:
        """Open the sheet of the account."""
        self.app.open_onboarding(event.row.account_id)

    def do_onboarding_request(self) -> None:
        """Say when the kickoff of the account was asked for, or by when it is due."""
        from amtui.screens.onboarding_actions import ask_kickoff

        if isinstance(row := self.selected(), OnboardingRow):
            self.app.begin(ask_kickoff(self.app, row.account_id))


async def _ask(backend: "Backend") -> tuple[OnboardingRow, ...]:
    from amtui.data.queries.onboarding import onboarding_board

    return await backend.ask(onboarding_board)
