"""One account, a tab for each side of it, from the success criteria to all that happened."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import ContentSwitcher, Static, Tab, Tabs

from amtui.domain.account_records import AccountDetail
from amtui.domain.change import Topic
from amtui.domain.happenings import Happening
from amtui.domain.history_records import HistoryEntry
from amtui.domain.improvement_records import ImprovementBoard
from amtui.domain.improvement_row import ImprovementRow
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.figures import format_value
from amtui.domain.kpi_records import DayFigure, GoalRow, KpiFigure
from amtui.domain.request_records import RequestRow
from amtui.domain.review_records import ReviewRow
from amtui.domain.wording import title
from amtui.screens import account_words, figures
from amtui.screens.base import BaseScreen
from amtui.screens.explaining import explain_shown
from amtui.screens.goal_actions import GoalActions
from amtui.screens.hanging import hanging
from amtui.screens.improvement_actions import ImprovementActions
from amtui.screens.improvements_pane import ImprovementsPane
from amtui.screens.qbr_pack import make_pack
from amtui.screens.reports import make_brief
from amtui.screens.requests_pane import RequestsPane
from amtui.screens.review_actions import ReviewActions
from amtui.screens.reviews_pane import ReviewsPane
from amtui.screens.viewer import now_of
from amtui.widgets.chart import LAST_WEEK, Trend
from amtui.widgets.reading import ReadingPane
from amtui.widgets.text import safe
from amtui.widgets.trend_chart import TrendChart
from amtui.widgets.virtual_table import ListSource, VirtualTable
from amtui.widgets.virtual_table.messages import CursorMoved, Opened

if TYPE_CHECKING:
    from amtui.actions.base import Action
    from amtui.services.backend import Backend

TABS = (
    "overview", "kpis", "requests", "reviews", "actions", "technical", "money", "people", "timeline",
)  # fmt: skip
WORDS = {"kpis": "KPIs"}
FOCUSED = {
    "kpis": "#figures",
    "actions": "#improvements",
    "reviews": "#reviews",
    "requests": "#account-requests",
}
"""What has the focus on a tab whose pane is more than one thing."""
FILTERED: dict[str, type[ReviewsPane | RequestsPane]] = {"reviews": ReviewsPane, "requests": RequestsPane}
"""The panes that can be filtered, by tab."""
OF_ACTIONS = frozenset({"account.edit", "improvement.status", "improvement.evidence", "improvement.step"})
"""Ids of what is done to improvement actions."""
WITH_FIGURES = {"kpi.explain": ("overview", "kpis", "actions"), "goal.withdraw": ("kpis",)}
"""Ids of what is done to figures."""
TREND_DAYS = 90


class AccountScreen(BaseScreen):
    """Everything about one client."""

    name_ = "account"
    tab = "2"
    topics: ClassVar[frozenset[Topic]] = frozenset(Topic)
    BINDINGS: ClassVar[list[Any]] = [
        ("l,right_square_bracket", "tab(1)", "Next tab"),
        ("h,left_square_bracket", "tab(-1)", "Previous tab"),
    ]

    def __init__(self, account_id: int, at: str = "overview", kpi: str = "") -> None:
        super().__init__()
        self.account_id = account_id
        self._first = at
        self._first_kpi = kpi
        self.detail: AccountDetail | None = None
        self.figures: tuple[KpiFigure, ...] = ()
        self._goals: tuple[GoalRow, ...] = ()
        self.reviews = ReviewActions(self)
        self.goals = GoalActions(self)
        self.improvements = ImprovementActions(self)

    def body(self) -> ComposeResult:
        """Lay the tabs above what they show."""
        yield Static(id="strip", markup=False)
        tabs = (Tab(safe(WORDS.get(name, title(name))), id=name) for name in TABS)
        yield Tabs(*tabs, active=self._first, id="tabs")
        with ContentSwitcher(initial=f"pane-{self._first}", id="columns"):
            yield from _text("overview")
            with Vertical(id="pane-kpis"):
                yield VirtualTable[KpiFigure](
                    figures.columns(), empty_text="No KPI yet. Import calls.", id="figures"
                )
                yield Static(id="explained", markup=False)
                yield TrendChart(id="trend")
            yield RequestsPane(id="pane-requests")
            yield ReviewsPane(id="pane-reviews")
            yield ImprovementsPane(id="pane-actions")
            for name in ("technical", "money", "people", "timeline"):
                yield from _text(name)

    def prepare(self) -> None:
        """Begin with the tab that is asked for."""
        self.query_one("#tabs", Tabs).can_focus = False
        self._focus_on(self._first)

    def action_tab(self, step: int) -> None:
        """Go to the next or the previous tab."""
        tabs = self.query_one("#tabs", Tabs)
        now = TABS.index(tabs.active) if tabs.active in TABS else 0
        tabs.active = TABS[(now + step) % len(TABS)]

    def on_tabs_tab_activated(self, event: Tabs.TabActivated) -> None:
        """Show what the tab holds."""
        name = event.tab.id or TABS[0]
        self.query_one("#columns", ContentSwitcher).current = f"pane-{name}"
        self._focus_on(name)
        self.refresh_hints()

    def _focus_on(self, tab: str) -> None:
        self.query_one(FOCUSED.get(tab, f"#pane-{tab}")).focus()

    def reload(self) -> None:
        """Read every tab."""
        self.load("detail", self._ask_detail)
        self.load("goals", self._ask_goals)
        self.load("figures", self._ask_figures)
        self.load("reviews", self._ask_reviews)
        self.load("improvements", self._ask_improvements)
        self.load("story", self._ask_story)

    async def _ask_detail(self, backend: "Backend") -> AccountDetail:
        from amtui.data.queries.account_detail import account_detail

        return await backend.ask(account_detail, account_id=self.account_id)

    async def _ask_figures(self, backend: "Backend") -> tuple[KpiFigure, ...]:
        from amtui.data.queries.kpi_figure import Ways
        from amtui.data.queries.kpis import kpi_figures

        ways = Ways(projected=True)
        return await backend.ask(kpi_figures, account_ids=(self.account_id,), ways=ways)

    async def _ask_goals(self, backend: "Backend") -> tuple[GoalRow, ...]:
        from amtui.data.queries.goals import goals

        return await backend.ask(goals, account_id=self.account_id, history=True)

    async def _ask_reviews(self, backend: "Backend") -> tuple[ReviewRow, ...]:
        from amtui.data.queries.reviews import reviews

        today = self.app.clock.now().date()
        year = timedelta(days=366)
        return await backend.ask(reviews, first=today - year, last=today + year, account_id=self.account_id)

    async def _ask_improvements(self, backend: "Backend") -> ImprovementBoard:
        from amtui.data.queries.improvement_board import improvement_board

        return await backend.ask(improvement_board, account_id=self.account_id)

    async def _ask_story(self, backend: "Backend") -> tuple[Happening | HistoryEntry, ...]:
        from amtui.data.queries.account_story import account_story

        return await backend.ask(account_story, account_id=self.account_id)

    def show_detail(self, detail: AccountDetail) -> None:
        """Show the overview."""
        self.detail = detail
        self.query_one("#strip", Static).update(account_words.strip(detail))
        self._tell_detail(detail)
        if self.app.backend is not None:
            self.query_one(RequestsPane).show(self.app.backend, detail.row.name)
        self.refresh_hints()

    def _tell_detail(self, detail: AccountDetail) -> None:
        for tab, words in account_words.texts(detail, now_of(self.app), self.size.width).items():
            self.query_one(f"#{tab}", Static).update(words)

    def on_resize(self) -> None:
        """Break the lines anew for another width."""
        if self.detail is not None:
            self._tell_detail(self.detail)

    def show_goals(self, goals: tuple[GoalRow, ...]) -> None:
        """Keep what was agreed, the latest first, for the explanations."""
        self._goals = goals[::-1]
        if (figure := self.figure) is not None:
            self._tell(figure)

    @property
    def figure(self) -> KpiFigure | None:
        """The figure under the cursor."""
        found = self.query_one("#figures", VirtualTable).current
        return found if isinstance(found, KpiFigure) else None

    def show_figures(self, shown: tuple[KpiFigure, ...]) -> None:
        """Show the KPIs; the chart follows the cursor."""
        self.figures = shown
        order: dict[str, int] = {figure.kpi: index for index, figure in enumerate(shown)}
        at, self._first_kpi = order.get(self._first_kpi), ""
        source = ListSource(shown, lambda row: order[row.kpi])
        self.query_one("#figures", VirtualTable).set_source(source, at=at)
        if shown:
            self._explain(shown[at or 0])

    def show_reviews(self, rows: tuple[ReviewRow, ...]) -> None:
        """Show the reviews, the latest first."""
        self.query_one(ReviewsPane).show(rows, self.reviews.zone)

    def show_improvements(self, board: ImprovementBoard) -> None:
        """Show the improvement actions with their proofs."""
        self.actions.show(board)
        self.refresh_hints()

    def show_story(self, told: tuple[Happening | HistoryEntry, ...]) -> None:
        """Show what happened, and what was changed by whom."""
        self.query_one("#timeline", Static).update(account_words.story(told, self.app.clock.now()))

    def on_virtual_table_cursor_moved(self, event: CursorMoved[Any]) -> None:
        """Let chart and explanation follow the KPI under the cursor, and the hints an action."""
        if isinstance(event.row, ImprovementRow):
            self.refresh_hints()
        if isinstance(event.row, KpiFigure):
            self._explain(event.row)

    def _explain(self, figure: KpiFigure) -> None:
        self._tell(figure)
        self.load("series", _asking_series(figure))

    def _tell(self, figure: KpiFigure) -> None:
        goals = [goal for goal in self._goals if goal.kpi == figure.kpi]
        shown = figures.explained(figure, goals)
        self.query_one("#explained", Static).update(hanging(shown, self.size.width - 2, label_cells=18))

    def show_series(self, answer: tuple[KpiFigure, tuple[DayFigure, ...]]) -> None:
        """Draw one KPI, its weeks pooled day by day, against baseline and target."""
        figure, found = answer
        known = definition(figure.kpi)
        values = {day.day: day.value for day in found}
        days = (figure.window.last - timedelta(days=back) for back in reversed(range(TREND_DAYS)))
        self.query_one("#trend", TrendChart).trend = Trend(
            tuple((day, values.get(day)) for day in days),
            lambda value: format_value(known, value),
            figure.target,
            figure.baseline,
            LAST_WEEK,
        )

    def selected(self) -> object | None:
        """Return the improvement action under the cursor on its tab, elsewhere the account."""
        return self.actions.table.current if self.shown == "actions" else self.detail

    def on_virtual_table_opened(self, event: Opened[Any]) -> None:
        """Open a request or a review."""
        if isinstance(event.row, RequestRow):
            self.open_request(event.row.id)
        elif isinstance(event.row, ReviewRow):
            self.open_review(event.row.id)

    def lists(self) -> tuple[VirtualTable[Any], ...]:
        """Return the list of the tab, where it has one."""
        return (self.query_one(FOCUSED[self.shown], VirtualTable),) if self.shown in FOCUSED else ()

    def list_name(self) -> str:
        """Return what the tab lists, and of whom."""
        name = self.detail.row.name if self.detail else "an account"
        return f"{WORDS.get(self.shown, self.shown)} of {name}"

    @property
    def shown(self) -> str:
        """The tab that is shown."""
        return self.query_one("#tabs", Tabs).active or TABS[0]

    @property
    def actions(self) -> ImprovementsPane:
        """The tab of improvement actions."""
        return self.query_one(ImprovementsPane)

    def hinted(self, known: "type[Action]") -> bool:
        """Leave out what is done to improvement actions, or to figures, where none is shown."""
        if known.id in WITH_FIGURES:
            return self.shown in WITH_FIGURES[known.id]
        if known.id == "list.filter":
            return self.shown in FILTERED
        return known.id not in OF_ACTIONS or (self.shown == "actions" and self.actions.current is not None)

    def do_account_add(self) -> None:
        """Add what the tab shows: a goal, an improvement action; elsewhere plan a review."""
        if self.detail is None:
            return
        name, board = self.detail.row.name, self.actions.board
        if self.shown == "actions" and board is not None:
            self.improvements.propose(self.account_id, name, board, self.actions.go_to)
        elif self.shown == "kpis":
            self.goals.agree(self.account_id, name, self.figure.kpi if self.figure else None)
        else:
            self.reviews.plan(self.account_id, name)

    def do_account_edit(self) -> None:
        """Change the words of the action under the cursor."""
        if (detail := self.actions.current) and self.actions.board:
            self.improvements.edit(detail, self.actions.board)

    def do_improvement_status(self) -> None:
        """Move the action under the cursor on."""
        if (detail := self.actions.current) and self.detail:
            self.improvements.set_status(detail, self.detail.row.zone)

    def do_improvement_evidence(self) -> None:
        """Hand in evidence for the action under the cursor."""
        if (detail := self.actions.current) and self.actions.board:
            self.improvements.hand_in(detail, self.actions.board)

    def do_improvement_step(self) -> None:
        """Mark a step of the action under the cursor."""
        if detail := self.actions.current:
            self.improvements.tick(detail)

    def do_goal_withdraw(self) -> None:
        """Withdraw the goal of the figure under the cursor."""
        if (figure := self.figure) is not None:
            self.goals.withdraw(figure)

    def do_go_insights(self) -> None:
        """Look into this account, and into the KPI under the cursor where KPIs are shown."""
        figure = self.figure if self.shown == "kpis" else None
        self.app.look_into(self.account_id, figure.kpi if figure else None)

    do_qbr_pack = make_pack
    do_report_account = make_brief
    do_kpi_explain = explain_shown

    def _filtered(self) -> ReviewsPane | RequestsPane | None:
        """Return the pane that is shown, where it has a filter."""
        pane = FILTERED.get(self.shown)
        return None if pane is None else self.query_one(pane)

    def do_list_filter(self) -> None:
        """Filter requests or reviews as one types, where they are shown."""
        if (pane := self._filtered()) is not None:
            pane.open_filter()
        else:
            self.app.say("There is a filter on the tabs of requests and reviews.", severity="warning")

    def do_app_back(self) -> None:
        """Take a filter away, then go back."""
        pane = self._filtered()
        if pane is None or not pane.clear():
            super().do_app_back()

    def do_onboarding_open(self) -> None:
        """Open the onboarding of the account."""
        self.app.open_onboarding(self.account_id)

    def do_health_why(self) -> None:
        """Open the health of the account."""
        self.app.open_health(self.account_id)


def _text(name: str) -> ComposeResult:
    """Yield the pane of a tab that is text."""
    with ReadingPane(id=f"pane-{name}"):
        yield Static(id=name, markup=False)


def _asking_series(figure: KpiFigure) -> Any:
    async def ask(backend: "Backend") -> tuple[KpiFigure, tuple[DayFigure, ...]]:
        from amtui.data.queries.kpi_series import weekly_series

        days = await backend.ask(
            weekly_series,
            account_id=figure.account_id,
            kpi=figure.kpi,
            statistic=figure.statistic,
            first=figure.window.last - timedelta(days=TREND_DAYS - 1),
            last=figure.window.last,
        )
        return figure, days

    return ask
