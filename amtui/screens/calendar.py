"""Calendar: the month and the agenda of the selected day in one, with what is missing."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.containers import Container, Horizontal

from amtui.domain.change import Topic
from amtui.domain.paging import Count
from amtui.domain.review_records import CalendarItem
from amtui.domain.wording import label
from amtui.screens.base import BaseScreen
from amtui.widgets.count_line import CountLine
from amtui.widgets.month_grid import MonthGrid
from amtui.widgets.virtual_table import Column, ListSource, VirtualTable
from amtui.widgets.virtual_table.cells import Cell
from amtui.widgets.virtual_table.messages import CursorMoved, Opened

if TYPE_CHECKING:
    from amtui.screens.review_actions import ReviewActions
    from amtui.services.backend import Backend

GRID_KINDS = {
    "review": "review", "request_due": "due", "renewal": "renewal", "notice": "renewal", "cadence_gap": "gap",
}  # fmt: skip
GLYPHS = {"review": "●", "request_due": "◆", "renewal": "▲", "notice": "▲", "cadence_gap": "◌"}


class CalendarScreen(BaseScreen):
    """Who do I meet, who did I forget?"""

    name_ = "calendar"
    tab = "4"
    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.REVIEWS, Topic.REQUESTS, Topic.ACCOUNTS})

    def __init__(self) -> None:
        super().__init__()
        self._items: tuple[CalendarItem, ...] = ()

    @cached_property
    def reviews(self) -> "ReviewActions":
        """What can be done to the reviews of the day."""
        from amtui.screens.review_actions import ReviewActions

        return ReviewActions(self)

    def body(self) -> ComposeResult:
        """Lay the month beside the agenda."""
        with Horizontal(id="columns", classes="calendar"):
            with Container(id="grid"):
                yield MonthGrid(self._today(), today=self._today(), id="month")
            yield VirtualTable[CalendarItem](
                self._columns(), empty_text="Nothing from this day on. Press a to plan a review.", id="agenda"
            )
        yield CountLine("item", "items", id="count")

    def _columns(self) -> tuple[Column[Any], ...]:
        return (
            Column[CalendarItem]("day", "Day", lambda item: f"{item.day:%a %d %b}", width=10, priority=9),
            Column[CalendarItem]("at", "Time", self._at, width=5, priority=8),
            Column[CalendarItem]("what", "What", _what, least=12, weight=2, priority=10),
            Column[CalendarItem](
                "account", "Account", lambda item: item.account, least=12, weight=2, priority=7
            ),
            Column[CalendarItem](
                "status", "State", lambda item: (label(item.status), "dim"), width=14, priority=1
            ),
        )

    @property
    def table(self) -> VirtualTable[CalendarItem]:
        """The agenda."""
        return self.query_one("#agenda", VirtualTable)

    @property
    def grid(self) -> MonthGrid:
        """The month."""
        return self.query_one("#month", MonthGrid)

    def prepare(self) -> None:
        """Begin in the month."""
        self.grid.focus()

    def connected(self) -> None:
        """Show the viewer's own day as today."""
        self.grid.today = self._today()
        self.grid.selected = self._today()
        super().connected()

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.app.backend.identity.zone if self.app.backend else "UTC")

    def _today(self) -> date:
        return self.app.clock.now().astimezone(self._zone()).date()

    def _at(self, item: CalendarItem) -> str:
        return f"{item.at.astimezone(self._zone()):%H:%M}" if item.at else ""

    def reload(self) -> None:
        """Read everything on the days that the grid shows."""
        first, last = self.grid.days
        self.load("items", _asking(first, last))

    def show_items(self, items: tuple[CalendarItem, ...]) -> None:
        """Show glyphs in the month and the agenda from the selected day on."""
        self._items = items
        by_day: dict[date, list[str]] = {}
        for item in items:
            by_day.setdefault(item.day, []).append(GRID_KINDS.get(item.kind, item.kind))
        self.grid.items = by_day
        self.show_agenda()

    def show_agenda(self) -> None:
        """Show the items from the selected day on."""
        shown = [item for item in self._items if item.day >= self.grid.selected]
        self.table.set_source(ListSource(shown, item_id))
        self.query_one("#count", CountLine).show(Count(len(shown)), note=_summary(shown))
        self.refresh_hints()

    def on_month_grid_day_selected(self, _event: MonthGrid.DaySelected) -> None:
        """Let the agenda follow the day."""
        self.show_agenda()

    def on_month_grid_month_changed(self, _event: MonthGrid.MonthChanged) -> None:
        """Read the month that is shown now."""
        self.reload()

    def on_month_grid_day_opened(self, _event: MonthGrid.DayOpened) -> None:
        """Go to the agenda of the day."""
        self.table.focus()

    def do_app_back(self) -> None:
        """Go back from the agenda to the month, else as everywhere."""
        if self.table.has_focus:
            self.grid.focus()
        else:
            super().do_app_back()

    def selected(self) -> object | None:
        """Return the agenda's item under the cursor."""
        return self.table.current if self.is_mounted else None

    def on_virtual_table_cursor_moved(self, _event: CursorMoved[Any]) -> None:
        """Bring the keys up to date."""
        self.refresh_hints()

    def on_virtual_table_opened(self, event: Opened[Any]) -> None:
        """Open the account, or the request, of the item."""
        self.open_account(event.row.account_id)

    def do_request_account(self) -> None:
        """Open the account."""
        if isinstance(item := self.selected(), CalendarItem):
            self.open_account(item.account_id)

    def do_calendar_today(self) -> None:
        """Go to today."""
        self.grid.selected = self._today()

    def do_review_plan(self) -> None:
        """Plan a review on the selected day, with the account of the item under the cursor."""
        item = self.selected()
        at = datetime.combine(self.grid.selected, time(10), self._zone())
        if isinstance(item, CalendarItem):
            self.reviews.plan(item.account_id, item.account, at)
        else:
            self.reviews.plan(None, "", at)

    def do_review_move(self) -> None:
        """Move the review."""
        self._with_review(self.reviews.move)

    def do_review_day_later(self) -> None:
        """Move the review a day later."""
        self._with_review(lambda review: self.reviews.shift(review, 1))

    def do_review_day_earlier(self) -> None:
        """Move the review a day earlier."""
        self._with_review(lambda review: self.reviews.shift(review, -1))

    def do_review_hold(self) -> None:
        """Close the review as held."""
        self._with_review(self.reviews.hold)

    def do_review_cancel(self) -> None:
        """Cancel the review."""
        self._with_review(self.reviews.cancel)

    def _with_review(self, act: Any) -> None:
        item = self.selected()
        if isinstance(item, CalendarItem) and item.kind == "review":
            self.app.begin(self._fetch_and(act, int(item.ref)))
        else:
            self.app.say("This is not a review; move to one with j and k.", severity="warning")

    async def _fetch_and(self, act: Any, review_id: int) -> None:
        from amtui.data.queries.reviews import review_detail

        if self.app.backend is not None:
            act((await self.app.backend.ask(review_detail, review_id=review_id)).row)


def item_id(item: CalendarItem) -> int:
    """Return a number that stays with an item while others come and go."""
    kind = list(GLYPHS).index(item.kind) if item.kind in GLYPHS else len(GLYPHS)
    digits = "".join(filter(str.isdigit, item.ref))
    return (int(digits) if digits else item.account_id) * 16 + kind


def _what(item: CalendarItem) -> Cell:
    style = "warn" if item.kind == "cadence_gap" else ""
    return (f"{GLYPHS.get(item.kind, '·')} {item.what}", style)


def _summary(items: Sequence[CalendarItem]) -> str:
    gaps = sum(item.kind == "cadence_gap" for item in items)
    reviews = sum(item.kind == "review" for item in items)
    return f"{reviews} reviews, {gaps} cadence gaps from this day on · ● review ◆ due ▲ renewal ◌ gap"


def _asking(first: date, last: date) -> Any:
    async def ask(backend: "Backend") -> tuple[CalendarItem, ...]:
        from amtui.data.queries.calendar_items import calendar_items

        return await backend.ask(calendar_items, first=first, last=last)

    return ask
