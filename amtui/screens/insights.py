"""Insights: why a figure is off, for one account or the whole book, and whether it changed."""

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Static

from amtui.domain.change import Topic
from amtui.domain.insight_records import Breakdown, Insight
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.dimensions import Dimension
from amtui.domain.kpi.heat import HeatCell, HeatMap
from amtui.domain.kpi.periods import Against
from amtui.domain.kpi.shortfall import Segment
from amtui.domain.vocabulary import KpiKey, Statistic
from amtui.screens import insight_words as words
from amtui.screens.base import BaseScreen, Loaded
from amtui.screens.explaining import explain_over
from amtui.screens.insight_asked import KPIS, Asked, same
from amtui.screens.insight_trend import trend_of
from amtui.screens.sentences import sentence
from amtui.widgets.heat_map import WeekMap, per_hour
from amtui.widgets.text import safe
from amtui.widgets.trend_chart import TrendChart
from amtui.widgets.virtual_table import ListSource, VirtualTable

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from amtui.domain.errors import AmtuiError
    from amtui.screens.base import Failed
    from amtui.screens.dialogs.days import Chosen
    from amtui.services.backend import Backend
    from amtui.widgets.virtual_table.messages import Opened

WIDE = 120
PATIENCE = 0.1
"""Seconds after which the figure and its days are shown alone."""
UNREAD = "Could not be read; r reads again."
FOCUS = {"week": "#week", "segments": "#segments"}


class InsightsScreen(BaseScreen):
    """Trend, hours of the week, segments and a comparison; one at a time where the room is short."""

    name_ = "insights"
    tab = "5"
    topics: ClassVar[frozenset[Topic]] = frozenset(Topic)
    BINDINGS: ClassVar[list[Any]] = [("l", "pane(1)", "Next pane"), ("h", "pane(-1)", "Pane before")]

    def __init__(self) -> None:
        super().__init__()
        self.asked = Asked()
        self.found: Insight | None = None
        self.by: Dimension | None = None
        self.only: Segment | None = None
        self.pane = words.PANES[0]

    def body(self) -> ComposeResult:
        """Lay the four panes below the sentence."""
        yield Static(id="strip", markup=False)
        yield Static(id="said", markup=False)
        yield Static(id="panes", markup=False)
        with Container(id="insight"):
            with Vertical(id="pane-trend", classes="pane"):
                yield Static(safe("Trend, weeks pooled day by day"), classes="heading", markup=False)
                yield TrendChart(id="trend")
            with Vertical(id="pane-segments", classes="pane"):
                yield Static(id="segments-title", classes="heading", markup=False)
                yield VirtualTable[Segment]((), empty_text="", id="segments")
            with Vertical(id="pane-week", classes="pane"):
                yield Static(id="week-title", classes="heading", markup=False)
                yield WeekMap(self._hour_words, id="week")
            with VerticalScroll(id="pane-compare", classes="pane", can_focus=False):
                yield Static(id="compare-title", classes="heading", markup=False)
                yield Static(id="compared", markup=False)

    def prepare(self) -> None:
        """Take up what was looked into last."""
        self.asked = Asked.from_state(self.app.state.get("insights", {}))
        self._show_pane()
        self.query_one("#segments").focus()
        self._take_wish()
        self.app.run_worker(self._keep, thread=True, exit_on_error=False, group="live")

    def _keep(self) -> None:
        """Count, beside the keys, the hours of accounts with many calls, for the next look at them."""
        from contextlib import suppress

        from amtui.domain.errors import AmtuiError
        from amtui.services.hours import keep_hours

        if (backend := self.app.backend) is not None:
            with suppress(AmtuiError):
                keep_hours(backend, stopped=lambda: self.app.backend is not backend)

    def on_screen_resume(self) -> None:
        """Look into what another screen asked for."""
        if self._take_wish():
            self.stale = True

    def _take_wish(self) -> bool:
        wish, self.app.insight_wish = self.app.insight_wish, None
        if wish is not None:
            account_id, kpi = wish
            self._ask(self.asked.of_account(account_id, kpi), read=False)
        return wish is not None

    def reload(self) -> None:
        """Read the figure and where it comes from."""
        self.load("insight", self._asking)

    async def _asking(self, backend: "Backend") -> Insight:
        from amtui.data.queries.insights import begun, finished
        from amtui.domain.errors import NotFound

        asked = self.asked
        wanted = {
            "kpi": asked.kpi, "statistic": asked.statistic, "days": asked.days, "against": asked.against,
            "window": asked.window, "other": asked.other if asked.against is Against.CHOSEN else None,
        }  # fmt: skip
        try:
            start = await backend.ask(begun, account_id=asked.account_id, **wanted)  # type: ignore[arg-type]
        except NotFound:
            self.asked = asked.of_account(None)
            start = await backend.ask(begun, account_id=None, **wanted)  # type: ignore[arg-type]
        return await self._meanwhile(backend.ask(finished, start=start), start.outline)

    async def _meanwhile(self, counting: "Coroutine[Any, Any, Insight]", outline: Insight) -> Insight:
        """Show what is known already where the hours and segments take longer than an eye notices."""
        whole = asyncio.ensure_future(counting)
        try:
            await asyncio.wait({whole}, timeout=PATIENCE)
            if not whole.done() and not same(self.found, outline):
                self.post_message(Loaded("insight", outline))
            return await whole
        finally:
            whole.cancel()

    def show_insight(self, found: Insight) -> None:
        """Show all panes."""
        kept = same(self.found, found)
        self.found = found
        self.only = None
        self.query_one("#strip", Static).update(words.strip(found, self.asked.span, self.size.width - 2))
        self.query_one("#said", Static).update(words.sentence(found, self.size.width - 2))
        trend = self.query_one("#trend", TrendChart)
        trend.empty_text = words.empty_words(found)
        trend.trend = trend_of(found)
        self._show_segments()
        self._show_week(keep=kept)
        self.query_one("#compare-title", Static).update(safe(words.compare_title(found)))
        self._show_compared()
        self.refresh_hints()

    def on_failed(self, event: "Failed") -> None:
        """Say what could not be read where the sentence stands."""
        self._say_failed(event.error)

    def _say_failed(self, error: "AmtuiError") -> None:
        if self.found is None or not self.found.sentence:
            self._show_nothing()
            self.query_one("#segments", VirtualTable).show_error(sentence(error))

    def _show_nothing(self) -> None:
        """Take away what was shown while the rest was counted."""
        self.found = None
        for name in ("strip", "segments-title", "week-title", "compare-title", "compared"):
            self.query_one(f"#{name}", Static).update("")
        self.query_one("#said", Static).update(UNREAD)
        trend, week = self.query_one("#trend", TrendChart), self.query_one("#week", WeekMap)
        trend.empty_text = week.empty_text = UNREAD
        trend.trend = None
        week.show(HeatMap())

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._show_pane()
        if self.found is not None:
            cells = self.size.width - 2
            self.query_one("#strip", Static).update(words.strip(self.found, self.asked.span, cells))
            self.query_one("#said", Static).update(words.sentence(self.found, cells))
            self.call_after_refresh(self._show_compared)

    # Panes

    def breakdown(self) -> Breakdown | None:
        """Return the breakdown that is shown."""
        return self.found.breakdown(self.by) if self.found is not None else None

    def _show_segments(self) -> None:
        found, breakdown = self.found, self.breakdown()
        table = self.query_one("#segments", VirtualTable)
        if found is None:
            return
        title = words.segments_title(found, breakdown)
        self.query_one("#segments-title", Static).update(safe(title, newlines=False))
        rows = breakdown.segments if breakdown is not None else ()
        table.empty_text = words.empty_words(found)
        if breakdown is not None:
            table.set_columns(words.segment_columns(found, breakdown))
        place = {id(row): index for index, row in enumerate(rows)}
        table.set_source(ListSource(rows, lambda row: place[id(row)]), keep=False)

    def _show_week(self, *, keep: bool = False) -> None:
        found = self.found
        if found is None:
            return
        title = words.week_title(found, self.breakdown(), self.only)
        self.query_one("#week-title", Static).update(safe(title, newlines=False))
        measure = words.mean_of_hour if found.statistic is Statistic.MEAN else per_hour
        week = self.query_one("#week", WeekMap)
        week.empty_text = words.empty_words(found)
        week.show(words.heat_of(found, self.breakdown(), self.only), measure, keep=keep)

    def _hour_words(self, cell: HeatCell) -> str:
        return words.hour_words(self.found, cell) if self.found is not None else ""

    def _show_compared(self) -> None:
        if self.found is not None:
            pane = self.query_one("#pane-compare")
            cells = pane.scrollable_content_region.width or self.size.width
            self.query_one("#compared", Static).update(words.compared(self.found, cells - 1))

    def action_pane(self, step: int) -> None:
        """Go to the next or the previous pane; side by side, to those with a cursor."""
        panes = tuple(FOCUS) if self.size.width >= WIDE else words.PANES
        now = panes.index(self.pane) if self.pane in panes else 0
        self._go_to(panes[(now + step) % len(panes)])

    def _go_to(self, pane: str) -> None:
        self.pane = pane
        self._show_pane()
        if self.pane in FOCUS:
            self.query_one(FOCUS[self.pane]).focus()
        else:
            self.set_focus(None)

    def _show_pane(self) -> None:
        self.query_one("#panes", Static).update(words.tabs(self.pane))
        for name in words.PANES:
            self.query_one(f"#pane-{name}").set_class(name == self.pane, "shown")

    def on_descendant_focus(self) -> None:
        """Note which pane has the keys."""
        focused = self.focused.id if self.focused is not None else None
        self.pane = next((name for name, place in FOCUS.items() if place == f"#{focused}"), self.pane)

    # What is looked into

    def _ask(self, asked: Asked, *, read: bool = True) -> None:
        self.asked = asked
        self.app.state.put("insights", asked.to_state())
        if read:
            self.reload()

    def selected(self) -> object | None:
        """Return the account that is looked into, or the one under the cursor."""
        return self._account_id()

    def _account_id(self) -> int | None:
        if self.asked.account_id is not None:
            return self.asked.account_id
        row = self.query_one("#segments", VirtualTable).current if self.is_mounted else None
        return row.account_id if isinstance(row, Segment) else None

    def on_virtual_table_cursor_moved(self) -> None:
        """Bring the keys up to date."""
        self.refresh_hints()

    def on_virtual_table_opened(self, event: "Opened[Any]") -> None:
        """Look into an account of the book, or at the hours of one segment alone."""
        row, breakdown = event.row, self.breakdown()
        if not isinstance(row, Segment) or breakdown is None or row.others:
            return
        if breakdown.dimension is Dimension.ACCOUNT:
            self._ask(self.asked.of_account(row.account_id))
            return
        self.only = None if self.only == row else row
        self._show_week()

    def do_app_back(self) -> None:
        """Show all hours again, then the whole book."""
        if self.only is not None:
            self.only = None
            self._show_week()
        elif self.asked.account_id is not None and len(self.app.screen_stack) == 1:
            self._ask(self.asked.of_account(None))
        else:
            super().do_app_back()

    def do_insights_account(self) -> None:
        """Ask for an account by name."""
        from amtui.screens.dialogs.choose_account import ChooseAccountDialog

        self.app.push_screen(ChooseAccountDialog(), self._account_chosen)

    def _account_chosen(self, answer: str | None) -> None:
        if answer is not None:
            self._ask(self.asked.of_account(int(answer) if answer.isdigit() else None))

    def open_account(self, account_id: int) -> None:
        """Look into an account that the palette went to."""
        self._ask(self.asked.of_account(account_id))

    def do_insights_book(self) -> None:
        """Look into the whole book."""
        self._ask(self.asked.of_account(None))

    def _kpis(self) -> tuple[KpiKey, ...]:
        return self.found.kpis if self.found is not None else KPIS

    def do_insights_next(self) -> None:
        """Go to the next KPI."""
        self._ask(self.asked.other_kpi(1, self._kpis()))

    def do_insights_previous(self) -> None:
        """Go to the KPI before."""
        self._ask(self.asked.other_kpi(-1, self._kpis()))

    def do_insights_statistic(self) -> None:
        """Make the figure another way, where there is one."""
        made = definition(self.asked.kpi).statistics
        if len(made) == 1:
            self.app.say(f"A {definition(self.asked.kpi).label} is made one way only.")
            return
        now = self.found.statistic if self.found is not None else made[0]
        self._ask(self.asked.by_statistic(made[(made.index(now) + 1) % len(made)]))

    def do_insights_longer(self) -> None:
        """Look at more days."""
        self._ask(self.asked.other_window(1))

    def do_insights_shorter(self) -> None:
        """Look at fewer days."""
        self._ask(self.asked.other_window(-1))

    def do_insights_against(self) -> None:
        """Compare with another period; where one pane is seen at a time, show the comparison first."""
        if self.size.width < WIDE and self.pane != "compare":
            self._go_to("compare")
        else:
            self._ask(self.asked.other_period())

    def do_insights_days(self) -> None:
        """Ask for the days, and for others to compare them with."""
        from amtui.screens.dialogs.days import DaysDialog

        if self.found is not None:
            dialog = DaysDialog(self.asked.window, self.asked.other, self.found.last)
            self.app.push_screen(dialog, self._days_chosen)

    def _days_chosen(self, answer: "Chosen | None") -> None:
        if answer is not None:
            self._ask(self.asked.between(*answer))

    def do_insights_by(self) -> None:
        """Break down by the next dimension that tells anything."""
        breakdown = self.breakdown()
        if self.found is None or breakdown is None:
            return
        made = [one.dimension for one in self.found.breakdowns]
        self.by = made[(made.index(breakdown.dimension) + 1) % len(made)]
        self.only = None
        self._show_segments()
        self._show_week()

    def do_insights_copy(self) -> None:
        """Copy the sentence."""
        if self.found is not None and not self.found.sentence:
            self.app.say("There is no sentence before all is counted.")
        elif self.found is not None:
            self.app.copy_to_clipboard(self.found.sentence)
            self.app.say("Copied the sentence.")

    def do_kpi_explain(self) -> None:
        """Explain the figure of the account that is looked into, or of the one under the cursor."""
        found, account_id = self.found, self._account_id()
        if found is not None and account_id is not None:
            days, part = (found.first, found.last), words.part_of(self.breakdown(), self.only)
            self.app.begin(explain_over(self.app, account_id, found.kpi, days, found.statistic, part))

    def do_insights_open(self) -> None:
        """Open the screen of the account."""
        account_id = self._account_id()
        if account_id is not None:
            self.app.open_account(account_id)

    def do_insights_act(self) -> None:
        """Open the improvement actions of the account."""
        if (account_id := self._account_id()) is not None:
            self.app.open_account(account_id, "actions")
