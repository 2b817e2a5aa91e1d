"""Tasks by quadrant, and the plan of the day beside them."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.events import DescendantFocus
from textual.widgets import Static

from amtui.domain.change import Change, Topic
from amtui.domain.clock import local_day
from amtui.domain.paging import Count
from amtui.domain.task_changes import BlockTime, CarryOver, DropTask, EditTask, FinishTask
from amtui.domain.task_records import PlanEntry, Quadrant, TaskBoard, TaskRow
from amtui.domain.task_words import QUADRANTS, SHORT, plan_words
from amtui.screens import task_cells as cells
from amtui.screens.base import BaseScreen
from amtui.screens.task_actions import add_task, edit_task, set_aside
from amtui.screens.viewer import zone_of
from amtui.widgets.count_line import CountLine
from amtui.widgets.text import safe
from amtui.widgets.virtual_table import ListSource, VirtualTable
from amtui.widgets.virtual_table.messages import CursorMoved, Opened

if TYPE_CHECKING:
    from amtui.services.backend import Backend

PLAN = "plan-of-day"
ROOMY = 80
"""Cells from which a quadrant says what to do with it."""
PANES = (*(f"quadrant-{place.value}" for place in Quadrant), PLAN)
ADD = "Nothing. Press a to add."


class TasksScreen(BaseScreen):
    """What is there to do, and when?

    Args:
        at: the task to begin on.
    """

    name_ = "tasks"
    tab = "1"
    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.TASKS, Topic.REVIEWS, Topic.ACCOUNTS, Topic.PEOPLE, Topic.SETTINGS}
    )

    def __init__(self, at: int | None = None) -> None:
        super().__init__()
        self._made = at

    def made(self, row_id: int) -> None:
        """Go to a task that was written down here, once it is read."""
        self._made = row_id

    def body(self) -> ComposeResult:
        """Lay the four quadrants beside the day."""
        yield Static(id="strip", markup=False)
        with Horizontal(id="task-columns"):
            with Container(id="quadrants"):
                for place in Quadrant:
                    yield from self._quadrant(place)
            with Vertical(id="day"):
                yield VirtualTable[PlanEntry](cells.plan_columns(self._zone), empty_text="", id=PLAN)
        yield Static(id="task-line", markup=False)
        yield CountLine("open task", "open tasks", id="count")

    def _quadrant(self, place: Quadrant) -> ComposeResult:
        with Vertical(classes="quadrant"):
            words = QUADRANTS[place] if self.app.size.width >= ROOMY else SHORT[place]
            yield Static(safe(words), classes="heading", markup=False)
            columns = cells.task_columns(lambda: local_day(self.app.clock.now(), self._zone()))
            yield VirtualTable[TaskRow](columns, empty_text="", id=f"quadrant-{place.value}")

    def _zone(self) -> Any:
        return zone_of(self.app)

    def prepare(self) -> None:
        """Begin with what is urgent and important."""
        self._pane(PANES[0]).focus()

    def _pane(self, name: str) -> VirtualTable[Any]:
        return self.query_one(f"#{name}", VirtualTable)

    def lists(self) -> tuple[VirtualTable[Any], ...]:
        """Return the plan of the day where the keys are in it, else all quadrants."""
        focused = self.focused
        names = PANES[-1:] if focused is not None and focused.id == PLAN else PANES[:-1]
        return tuple(map(self._pane, names))

    def list_name(self) -> str:
        """Return what is listed where the keys are."""
        return "the plan of the day" if len(self.lists()) == 1 else "tasks"

    def reload(self) -> None:
        """Read tasks and the day."""
        self.load("board", _ask)

    def show_board(self, board: TaskBoard) -> None:
        """Show both; the cursors stay on their rows."""
        for place in Quadrant:
            table = self._pane(f"quadrant-{place.value}")
            table.empty_text = ADD if place is Quadrant.NOW else "Nothing."
            rows = [row for row in board.tasks if row.quadrant is place]
            new = any(row.id == self._made for row in rows)
            table.set_source(ListSource(rows, lambda row: row.id), at=self._made if new else table.cursor)
            if new:
                self._made = None
                table.focus()
        entries = self._pane(PLAN)
        entries.empty_text = "Nothing planned; no open hours left."
        entries.set_source(ListSource(board.plan.entries, _entry_id), at=entries.cursor)
        words = plan_words(board.plan, self._zone())
        late = sum(row.block_at is None for row in board.plan.unplanned)
        without = f" · {late} due unplanned" if late else ""
        self.query_one("#strip", Static).update(safe(words + without, newlines=False))
        self.query_one("#count", CountLine).show(Count(len(board.tasks)))
        self._tell()

    def selected(self) -> object | None:
        """Return the task under the cursor, or what else the day holds there."""
        focused = self.focused
        row = focused.current if isinstance(focused, VirtualTable) else None
        return row.task or row if isinstance(row, PlanEntry) else row

    def on_virtual_table_cursor_moved(self, _event: CursorMoved[Any]) -> None:
        """Tell of the row under the cursor."""
        self._tell()

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """Show the pane that the keys are in, where there is room for one only."""
        focused = self.focused
        self.query_one("#task-columns").set_class(focused is not None and focused.id == PLAN, "day")
        self._tell()

    def _tell(self) -> None:
        today = local_day(self.app.clock.now(), self._zone())
        told = cells.told(self.selected(), today, self._zone())
        self.query_one("#task-line", Static).update(safe(told, newlines=False), layout=False)
        self.refresh_hints()

    def on_virtual_table_opened(self, event: Opened[Any]) -> None:
        """Open the meeting, or change the task."""
        if isinstance(event.row, PlanEntry) and event.row.review_id is not None:
            self.open_review(event.row.review_id)
        elif isinstance(event.row, PlanEntry) and event.row.team_meeting_id is not None:
            from amtui.screens.team_actions import TeamActions

            TeamActions(self).begin("open", event.row.team_meeting_id)
        elif isinstance(self.selected(), TaskRow):
            self.action_run("task.edit")

    def do_task_next_pane(self) -> None:
        """Go to the next pane."""
        self._step(1)

    def do_task_previous_pane(self) -> None:
        """Go to the pane before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        here = self.focused.id if self.focused is not None else None
        at = PANES.index(here) if here in PANES else 0
        name = PANES[(at + by) % len(PANES)]
        # A pane that is not displayed takes no focus: it is shown first.
        self.query_one("#task-columns").set_class(name == PLAN, "day")
        self._pane(name).focus()

    def do_task_new(self) -> None:
        """Write something down."""
        add_task(self)

    def do_task_edit(self) -> None:
        """Change what the task says."""
        if isinstance(row := self.selected(), TaskRow):
            self.app.begin(edit_task(self.app, row))

    def do_task_block(self) -> None:
        """Set time aside."""
        if isinstance(row := self.selected(), TaskRow):
            self.app.begin(set_aside(self.app, row))

    def _change(self, kind: type[Change], **values: Any) -> None:
        if isinstance(row := self.selected(), TaskRow):
            self.app.begin_change(kind(task_id=row.id, expected_version=row.version, **values))  # type: ignore[call-arg]

    def do_task_done(self) -> None:
        """Say that it is done."""
        self._change(FinishTask)

    def do_task_drop(self) -> None:
        """Take it off the list."""
        self._change(DropTask)

    def do_task_clear(self) -> None:
        """Give the time back."""
        self._change(BlockTime, at=None)

    def do_task_important(self) -> None:
        """Mark it as important, or no longer."""
        if isinstance(row := self.selected(), TaskRow):
            self._change(EditTask, important=not row.important)

    def _shift(self, days: int) -> None:
        if isinstance(row := self.selected(), TaskRow):
            begin = row.due_on or local_day(self.app.clock.now(), self._zone())
            self._change(EditTask, due_on=begin + timedelta(days=days))

    def do_task_day_later(self) -> None:
        """Let it be due a day later."""
        self._shift(1)

    def do_task_day_earlier(self) -> None:
        """Let it be due a day earlier."""
        self._shift(-1)

    def do_task_week_later(self) -> None:
        """Let it be due a week later."""
        self._shift(7)

    def do_task_week_earlier(self) -> None:
        """Let it be due a week earlier."""
        self._shift(-7)

    def do_task_carry(self) -> None:
        """End the day."""
        self.app.begin_change(CarryOver())


def _entry_id(entry: PlanEntry) -> int:
    """Return a number that stays with a stretch of the day."""
    if entry.task is not None:
        return entry.task.id * 4
    if entry.review_id is not None:
        return entry.review_id * 4 + 1
    if entry.team_meeting_id is not None:
        return entry.team_meeting_id * 4 + 2
    return int(entry.starts_at.timestamp()) * 4 + 3


async def _ask(backend: "Backend") -> TaskBoard:
    from amtui.data.queries.day_plan import task_board

    return await backend.ask(task_board)
