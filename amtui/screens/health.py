"""One account's health: what it is made of, and why it changed since another day."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from amtui.domain.change import Topic
from amtui.domain.health_difference import HealthDifference, PartChange, difference
from amtui.domain.health_records import HealthDay, HealthView
from amtui.domain.health_rules import Part
from amtui.domain.health_words import GLYPHS, change_words, known, part_why, rest_words, signed, standing
from amtui.domain.wording import rate, title
from amtui.screens.base import BaseScreen
from amtui.screens.hanging import hanging
from amtui.widgets.chart import Trend
from amtui.widgets.detail import Field
from amtui.widgets.text import safe
from amtui.widgets.trend_chart import TrendChart
from amtui.widgets.virtual_table import Column, ListSource, VirtualTable
from amtui.widgets.virtual_table.cells import Cell
from amtui.widgets.virtual_table.messages import CursorMoved

if TYPE_CHECKING:
    from amtui.screens.health_span import Span
    from amtui.services.backend import Backend

USUAL_DAYS = 30
WEEK = 7
TREND_DAYS, LEAST_TREND_DAYS = 90, 14
PLACES = {part: place for place, part in enumerate(Part)}


class HealthScreen(BaseScreen):
    """Why is this account as healthy as it is?"""

    name_ = "health"
    tab = "2"
    topics: ClassVar[frozenset[Topic]] = frozenset(Topic)

    def __init__(self, account_id: int) -> None:
        super().__init__()
        self.account_id = account_id
        self.view: HealthView | None = None
        self.then: date | None = None
        self.until: date | None = None
        self._since: date | None = None

    def body(self) -> ComposeResult:
        """Lay the parts between the sentence and the trend."""
        yield Static(id="strip", markup=False)
        yield Static(id="changed", markup=False)
        yield VirtualTable[PartChange](columns(), empty_text="", id="parts")
        yield Static(id="explained", markup=False)
        yield TrendChart(empty_text="Kept day by day from today on.", id="trend")

    def prepare(self) -> None:
        """Begin in the list of parts."""
        self.query_one("#parts").focus()

    def reload(self) -> None:
        """Read the account's health."""
        self.load("view", self._ask)

    async def _ask(self, backend: "Backend") -> HealthView:
        from amtui.data.queries.health import health_view

        return await backend.ask(health_view, account_id=self.account_id, since=self._since)

    def show_view(self, view: HealthView) -> None:
        """Show the account against the day compared with, a month before the day explained at first."""
        self.view = view
        if self.until is not None and self.until < view.days[0].day:
            self.app.say(
                f"There is no record up to {self.until}; the earliest is of {view.days[0].day}.",
                severity="warning",
            )
            self.until = None
        self.compare(self.then or (self.until or view.now.day) - timedelta(days=USUAL_DAYS))
        values = {day.day: None if day.score is None else float(day.score) for day in view.days}
        shown = min(TREND_DAYS, max(LEAST_TREND_DAYS, (view.now.day - view.days[0].day).days + 1))
        days = (view.now.day - timedelta(days=back) for back in reversed(range(shown)))
        self.query_one("#trend", TrendChart).trend = Trend(
            tuple((day, values.get(day)) for day in days), lambda score: f"{score:.0f}"
        )

    def compare(self, then: date) -> None:
        """Compare with what is known of a day; with the first record where it lies before."""
        if self.view is None:
            return
        before = self.view.on(then) or self.view.days[0]
        self.then = max(then, self.view.days[0].day)
        told = difference(before, self._after(self.view))
        self.query_one("#strip", Static).update(safe(_strip(self.view), newlines=False))
        self.query_one("#changed", Static).update(safe(_told(told), newlines=True))
        table = self.query_one("#parts", VirtualTable)
        table.set_source(ListSource(told.parts, lambda row: PLACES[row.part]), at=table.cursor)
        self.refresh_hints()

    def _after(self, view: HealthView) -> HealthDay:
        """Return the health of the day explained, the present one unless another was chosen."""
        return (self.until and view.on(self.until)) or view.now

    def on_virtual_table_cursor_moved(self, event: CursorMoved[Any]) -> None:
        """Say in full what is different beneath the part under the cursor."""
        if isinstance(event.row, PartChange):
            field = Field(title(event.row.part), part_why(event.row))
            block = hanging((field,), self.size.width - 4, label_cells=27)
            self.query_one("#explained", Static).update(block)

    def _shift(self, days: int) -> None:
        if self.view is not None and self.then is not None:
            self.compare(min(self.then + timedelta(days=days), self.until or self.view.now.day))

    def do_health_week_earlier(self) -> None:
        """Compare with a week earlier."""
        self._shift(-WEEK)

    def do_health_week_later(self) -> None:
        """Compare with a week later."""
        self._shift(WEEK)

    def do_health_day_earlier(self) -> None:
        """Compare with the day before."""
        self._shift(-1)

    def do_health_day_later(self) -> None:
        """Compare with the day after."""
        self._shift(1)

    def do_health_compare(self) -> None:
        """Ask for both days."""
        from amtui.screens.health_span import SpanDialog

        self.app.push_screen(SpanDialog(self.then, self.until), self._compare_both)

    def _compare_both(self, answer: "Span | None") -> None:
        if answer is not None:
            self.then, self.until = answer
            # What was read at first is of half a year; the days chosen may lie before.
            self._since = date.min
            self.reload()

    def do_health_rules(self) -> None:
        """Show the rules, with a look at what others would change."""
        from amtui.screens.health_rules import ask_rules

        self.app.begin(ask_rules(self.app))


def _strip(view: HealthView) -> str:
    now = view.now
    return f"{view.account} · {GLYPHS[now.band]} health {standing(now.score, now.band)} · {known(now)}"


def _told(told: HealthDifference) -> str:
    return "\n".join((title(change_words(told)), *rest_words(told)))


def columns() -> tuple[Column[Any], ...]:
    """Return the part, its value, its points then and now, and why they changed."""
    return (
        Column[PartChange]("part", "Part", lambda row: title(row.part), least=14, most=28, priority=10),
        Column[PartChange]("value", "Now", _value, width=6, align="right", priority=7, value="after.value"),
        Column[PartChange](
            "weight", "Weight", _weight, width=6, align="right", priority=4, value="after.weight"
        ),
        Column[PartChange](
            "points",
            "Points then → now",
            _points,
            width=17,
            align="right",
            priority=8,
            value="after.points",
            also=(("Points then", "before.points"),),
        ),
        Column[PartChange]("change", "Change", _change, width=7, align="right", priority=9, value="points"),
        Column[PartChange]("why", "Why", part_why, least=12, weight=3, priority=6),
    )


def _value(row: PartChange) -> Cell:
    return ("–", "dim") if row.after.value is None else rate(row.after.value, 0)


def _weight(row: PartChange) -> Cell:
    return ("–", "dim") if row.after.value is None else f"{row.after.weight:.1f}"


def _points(row: PartChange) -> Cell:
    return f"{row.before.points:.1f} → {row.after.points:.1f}"


def _change(row: PartChange) -> Cell:
    text = signed(row.points, 1)
    if text == "±0":
        return (text, "dim")
    return (text, "good" if row.points > 0 else "bad")
