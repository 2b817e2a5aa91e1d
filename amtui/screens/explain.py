"""Why a figure is what it is: its formula, each exclusion with its switch, and every call behind it."""

from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from amtui.domain.change import Topic
from amtui.domain.explained_words import facts
from amtui.domain.kpi.definitions import Feed, definition
from amtui.domain.kpi.exclusions import evidence_words
from amtui.domain.kpi.figures import format_value
from amtui.domain.kpi_explained import Evidence, Exclusion, Explained, Portion
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.paging import Around, Count, Frame, Page, Slice
from amtui.domain.wording import counted, duration, label, title
from amtui.screens import figures
from amtui.screens.base import BaseScreen
from amtui.screens.hanging import hanging
from amtui.widgets.bottom_line import KeyHint
from amtui.widgets.detail import Field
from amtui.widgets.reading import ReadingPane
from amtui.widgets.text import one_line, safe, shorten
from amtui.widgets.virtual_table import Column, ListSource, VirtualTable
from amtui.widgets.virtual_table.cells import Cell
from amtui.widgets.virtual_table.messages import CursorMoved, Opened

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from amtui.services.backend import Backend

LABEL_CELLS = 11
LEAST_NAME = 10
PANES = ("switches", "evidence", "reading")


class EvidenceSource:
    """The observations behind a figure, a stretch at a time."""

    def __init__(
        self, backend: "Backend", figure: KpiFigure, switched_off: frozenset[str], part: Portion | None
    ) -> None:
        self.backend = backend
        self.switched_off = switched_off
        self.asked: dict[str, Any] = {
            "account_id": figure.account_id,
            "kpi": figure.kpi,
            "first": figure.window.first,
            "last": figure.window.last,
            "part": part,
        }

    async def fetch(self, wanted: Slice, /) -> Page[Evidence]:
        """Return a stretch of the list."""
        from amtui.data.queries.evidence import evidence_page

        return await self.backend.ask(
            evidence_page, **self.asked, switched_off=self.switched_off, slice=wanted
        )

    async def count(self) -> Count:
        """Return how many observations there are."""
        from amtui.data.queries.evidence import evidence_count

        return await self.backend.ask(evidence_count, **self.asked)

    async def rank(self, _row_id: int, /) -> int | None:
        """Return None: a list that is opened anew begins with the latest."""
        return None

    async def around(self, _row_id: int, _frame: Frame, /) -> Around[Evidence] | None:
        """Return None, as no row is opened on."""
        return None

    def row_id(self, row: Evidence, /) -> int:
        """Return what a row is known by."""
        return row.id


class ExplainScreen(BaseScreen):
    """What a figure was made from."""

    name_ = "explain"
    tab = "2"
    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.KPIS, Topic.REQUESTS, Topic.SETTINGS})
    BINDINGS: ClassVar[list[Any]] = [
        ("l,right_square_bracket,tab", "pane(1)", "Next pane"),
        ("h,left_square_bracket,shift+tab", "pane(-1)", "Pane before"),
    ]

    def __init__(self, figure: KpiFigure, part: Portion | None = None) -> None:
        super().__init__()
        self.figure = figure
        self.part = part
        self.switched_off: frozenset[str] = frozenset(figure.included)
        self.told: Explained | None = None

    def body(self) -> ComposeResult:
        """Lay the facts above the exclusions, and those above the list of calls."""
        yield Static(id="strip", markup=False)
        with Vertical(id="explain"):
            with ReadingPane(id="reading"):
                yield Static(id="facts", markup=False)
            yield VirtualTable[Exclusion](_switch_columns(), empty_text="Nothing is left out.", id="switches")
            yield VirtualTable[Evidence](
                self._evidence_columns(), empty_text="Nothing was counted in this window.", id="evidence"
            )

    def list_name(self) -> str:
        """Return which of the two lists has the keys."""
        about = f"{definition(self.figure.kpi).label} of {self.figure.account}"
        return f"{'evidence' if self.query_one('#evidence').has_focus else 'exclusions'} for {about}"

    def list_zone(self) -> "ZoneInfo":
        """Return the account's zone."""
        return self.zone

    def prepare(self) -> None:
        """Begin with the exclusions."""
        self.query_one("#switches").focus()

    def reload(self) -> None:
        """Read what the figure was made from."""
        self.load("told", self._ask)

    async def _ask(self, backend: "Backend") -> Explained:
        from amtui.data.queries.kpi_explained import explain

        window = self.figure.window
        return await backend.ask(
            explain,
            account_id=self.figure.account_id,
            kpi=self.figure.kpi,
            first=window.first,
            last=window.last,
            statistic=self.figure.statistic,
            switched_off=self.switched_off,
        )

    def show_told(self, told: Explained) -> None:
        """Show figure, exclusions and calls."""
        self.told = told
        order = {each.name: place for place, each in enumerate(told.exclusions)}
        self.query_one("#strip", Static).update(_strip(told, self.figure, self.size.width - 2))
        listed = [Field("Listed", f"{self.part.words} alone")] if self.part is not None else []
        told_in_full = [*listed, *_facts(told, self.app.clock.now())]
        shown = hanging(told_in_full, self.size.width - 3, label_cells=LABEL_CELLS)
        self.query_one("#facts", Static).update(shown)
        switches = self.query_one("#switches", VirtualTable)
        switches.set_source(ListSource(told.exclusions, lambda row: order[row.name]))
        switches.styles.max_height = len(told.exclusions) + 1
        if self.app.backend is not None:
            source = EvidenceSource(self.app.backend, told.figure, self.switched_off, self.part)
            self.query_one("#evidence", VirtualTable).set_source(source, keep=False)
        self.refresh_hints()

    def _hints(self) -> tuple[KeyHint, ...]:
        """Name the keys of the panes too: on a small terminal some of them are not in sight."""
        return KeyHint("h l", "Panes"), *super()._hints()

    def selected(self) -> object | None:
        """Return the exclusion under the cursor while it is in their list, else the figure."""
        table = self.query_one("#switches", VirtualTable) if self.is_mounted else None
        return table.current if table is not None and table.has_focus else self.told

    def action_pane(self, step: int) -> None:
        """Go on from the exclusions to the calls, and to the facts where they are cut off; or back."""
        facts = self.query_one("#reading", ReadingPane)
        panes = [name for name in PANES if name != "reading" or facts.has_focus or facts.max_scroll_y]
        here = next((at for at, name in enumerate(panes) if self.query_one(f"#{name}").has_focus), 0)
        self._go_to(panes[(here + step) % len(panes)])

    def _go_to(self, name: str) -> None:
        for each in PANES:
            self.query_one("#explain").set_class(each == name, f"on-{each}")
        self.query_one(f"#{name}").focus()
        self.refresh_hints()

    def on_virtual_table_cursor_moved(self, event: CursorMoved[Any]) -> None:
        """Say what can be done about the row."""
        if isinstance(event.row, Exclusion):
            self.refresh_hints()

    def on_virtual_table_opened(self, event: Opened[Any]) -> None:
        """Switch an exclusion."""
        if isinstance(event.row, Exclusion):
            self._switch(event.row)

    def do_explain_switch(self) -> None:
        """Switch the exclusion under the cursor; show them first where they are not in sight."""
        table = self.query_one("#switches", VirtualTable)
        if not table.display:
            self._go_to("switches")
        elif isinstance(row := table.current, Exclusion):
            self._switch(row)

    def _switch(self, row: Exclusion) -> None:
        if not row.can_switch:
            self.app.say(f"“{row.words}” cannot be counted in: there is nothing to count.")
            return
        self.switched_off = self.switched_off ^ {row.name}
        self.reload()

    def _evidence_columns(self) -> tuple[Column[Any], ...]:
        return (
            Column[Evidence]("at", "When", self._when, width=16, priority=9, value="at"),
            Column[Evidence](
                "counted",
                "Counted",
                self._counted,
                width=30,
                priority=10,
                value="counted",
                also=(("Hit", "hit"), ("Not counted for", "why_not")),
            ),
            Column[Evidence](
                "outcome", "Outcome", lambda row: label(row.outcome), width=12, priority=8, value="outcome"
            ),
            Column[Evidence]("wait", "Wait", _wait, width=9, align="right", priority=7, value="seconds"),
            Column[Evidence]("what", "What", lambda row: row.what, least=10, weight=2, priority=5),
            Column[Evidence]("ref", "Id", lambda row: row.ref, least=8, most=20, priority=4),
        )

    def _when(self, row: Evidence) -> str:
        return f"{row.at.astimezone(self.zone):%Y-%m-%d %H:%M}"

    @property
    def zone(self) -> "ZoneInfo":
        """The account's zone, as the window is in it."""
        from amtui.domain.local_time import zone_named

        return zone_named(self.figure.window.zone)

    def _counted(self, row: Evidence) -> Cell:
        return counted_cell(self.told, row)


def counted_cell(told: Explained | None, row: Evidence) -> Cell:
    """Return whether an observation counts, and which way; a day of sums goes neither way."""
    if not row.counted:
        return (f"○ {evidence_words(row.why_not[0])}", "dim")
    if told is None or told.figure.numerator is None:
        return "● counted"
    known = definition(told.figure.kpi)
    if row.hit and known.feed is not Feed.KPI:
        return (f"▼ {known.hit}", "bad") if known.lower_is_better else (f"✓ {known.hit}", "good")
    return "● counted"


def _strip(told: Explained, before: KpiFigure, cells: int) -> Content:
    """Return the figure in a line of so many cells, with what it is usually where exclusions are off."""
    known, off = definition(told.figure.kpi), len(told.figure.included)
    usual = f"usually {format_value(known, before.value)}" if off and not before.included else ""
    value = format_value(known, told.figure.value)
    rests = [
        "".join(f" · {part}" for part in (title(name), value, switched, usual) if part)
        for name, switched in (
            (known.label, f"with {counted(off, 'exclusion')} switched off" if off else ""),
            (known.label, f"{off} off" if off else ""),
            (known.short, f"{off} off" if off else ""),
        )
    ]
    rest = one_line(next((rest for rest in rests if LEAST_NAME + cell_len(rest) <= cells), rests[-1]))
    name = shorten(one_line(told.figure.account), max(LEAST_NAME, cells - cell_len(rest)))
    return safe(shorten(name + rest, cells), newlines=False)


def _facts(told: Explained, now: "datetime") -> list[Field]:
    goal = f"{figures.reading(told.figure)}  {figures.state_words(told.figure)}"
    return [Field(name, words) for name, words in facts(told, goal, now)]


def _switch_columns() -> tuple[Column[Any], ...]:
    return (
        Column[Exclusion]("state", "Exclusions", _state, width=14, priority=10),
        Column[Exclusion]("n", "n", lambda row: f"{row.n:,}", width=9, align="right", priority=8, value="n"),
        Column[Exclusion]("words", "Which", lambda row: row.words, least=20, weight=1, priority=9),
    )


def _state(row: Exclusion) -> Cell:
    if not row.can_switch:
        return ("◌ set apart", "dim")
    return "● leaves out" if row.on else ("○ counted in", "warn")


def _wait(row: Evidence) -> Cell:
    return ("–", "dim") if row.seconds is None else duration(row.seconds)
