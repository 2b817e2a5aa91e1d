"""Calendar: the month or the week with the agenda of the selected day, the agenda alone, and the gaps."""

from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Tab, Tabs

from amtui.domain.change import Topic
from amtui.domain.paging import Count
from amtui.domain.review_records import CalendarItem
from amtui.domain.vocabulary import ReviewKind
from amtui.domain.wording import title
from amtui.screens import calendar_words as words
from amtui.screens.base import BaseScreen, Load
from amtui.screens.filtered import NO_MATCH, filter_note
from amtui.screens.review_actions import AnswersReviews, ReviewActions
from amtui.screens.viewer import zone_of
from amtui.widgets.count_line import CountLine
from amtui.widgets.filter_bar import FilterBar
from amtui.widgets.month_grid import MonthGrid
from amtui.widgets.text import safe
from amtui.widgets.virtual_table import ListSource, VirtualTable
from amtui.widgets.virtual_table.messages import CursorMoved, Opened
from amtui.widgets.week_grid import WeekGrid

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from amtui.domain.filters import Completion
    from amtui.screens.team_actions import TeamActions
    from amtui.services.backend import Backend

VIEWS = ("month", "week", "agenda", "gaps")
AGENDA_DAYS = 90
NOTHING_AHEAD = "Nothing from this day on. Press a to plan a review."
ONLY_OTHERS = "No review from this day on. K shows everything else, a plans one."
BESIDE = (80, 100)
"""From how many cells on the agenda stands beside the month, and from how many on it has room there."""


class CalendarScreen(AnswersReviews, BaseScreen):
    """Who do I meet, who did I forget?"""

    name_ = "calendar"
    tab = "4"
    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.REVIEWS, Topic.REQUESTS, Topic.ACCOUNTS})

    def __init__(self) -> None:
        super().__init__()
        self._items: tuple[CalendarItem, ...] = ()
        self._kept: tuple[CalendarItem, ...] = ()
        self._shown: tuple[str, tuple[date, date] | None] = ("", None)
        self.view = VIEWS[0]
        self.only_reviews = False
        self.filter_text = self.wrong = self._readable = ""
        self._holds: Callable[[CalendarItem], bool] = _everything

    @cached_property
    def reviews(self) -> ReviewActions:
        """What can be done to the reviews of the day."""
        return ReviewActions(self)

    @cached_property
    def team(self) -> "TeamActions":
        """What can be done to the team's meetings of the day."""
        from amtui.screens.team_actions import TeamActions

        return TeamActions(self)

    def body(self) -> ComposeResult:
        """Lay the views above the month or week beside the agenda."""
        yield Tabs(*(Tab(safe(title(name)), id=f"show-{name}") for name in VIEWS), id="tabs")
        with Horizontal(id="columns", classes="calendar"):
            with Container(id="grid"):
                yield MonthGrid(self._today(), today=self._today(), id="month")
                yield WeekGrid(self._today(), today=self._today(), id="week")
            yield VirtualTable[CalendarItem](words.agenda_columns(self._at), empty_text="", id="agenda")
        yield FilterBar(self.complete, id="filter", placeholder="account, kind or state")
        yield CountLine("item", "items", id="count")

    def on_resize(self, event: Resize) -> None:
        """Fit the agenda beside the month, so that it says whom one meets."""
        self._fit(event.size.width)

    def _fit(self, cells: int) -> None:
        beside = self.view == "month" and BESIDE[0] <= cells < BESIDE[1]
        self.table.set_columns(words.agenda_columns(self._at, brief=beside))

    @property
    def table(self) -> VirtualTable[CalendarItem]:
        """The agenda."""
        return self.query_one("#agenda", VirtualTable)

    @property
    def grid(self) -> MonthGrid:
        """The week where it is shown, else the month; the selected day is its."""
        return self.query_one("#week" if self.view == "week" else "#month", MonthGrid)

    def lists(self) -> tuple[VirtualTable[Any], ...]:
        """Return the agenda, wherever the keys are."""
        return (self.table,)

    def list_name(self) -> str:
        """Return what the agenda lists."""
        return "gaps" if self.view == "gaps" else "agenda"

    def prepare(self) -> None:
        """Begin in the month."""
        self.query_one("#tabs", Tabs).can_focus = False
        self.query_one("#columns").add_class(f"view-{self.view}")
        self.grid.focus()

    def connected(self) -> None:
        """Show the viewer's own day as today."""
        for grid in self.query(MonthGrid):
            grid.today = self._today()
            grid.selected = self._today()
        super().connected()

    def _zone(self) -> ZoneInfo:
        return zone_of(self.app)

    def _today(self) -> date:
        return self.app.clock.now().astimezone(self._zone()).date()

    def _at(self, item: CalendarItem) -> str:
        return words.time_of(item, self._zone())

    def do_calendar_next_view(self) -> None:
        """Show the next view."""
        self._turn(1)

    def do_calendar_previous_view(self) -> None:
        """Show the view before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        tabs = self.query_one("#tabs", Tabs)
        tabs.active = f"show-{VIEWS[(VIEWS.index(self.view) + step) % len(VIEWS)]}"

    def on_tabs_tab_activated(self, event: Tabs.TabActivated) -> None:
        """Show a view on the day that was selected in the one before."""
        view, selected = (event.tab.id or "").removeprefix("show-"), self.grid.selected
        if view == self.view:
            return
        self.query_one("#columns").remove_class(f"view-{self.view}").add_class(f"view-{view}")
        self.view = view
        self._fit(self.size.width)
        self.grid.selected = selected
        (self.grid if view in {"month", "week"} else self.table).focus()
        self.reload()

    def reload(self) -> None:
        """Read everything on the days that the view shows."""
        if self.view == "gaps":
            self.load("items", _gaps)
        elif self.view == "agenda":
            day = self.grid.selected
            self.load("items", _asking(day, day + timedelta(days=AGENDA_DAYS)))
        else:
            self.load("items", _asking(*self.grid.days))

    def show_items(self, items: tuple[CalendarItem, ...]) -> None:
        """Show the month or week, and the agenda from the selected day on."""
        before, self._shown = self._shown, (self.view, self.grid.days)
        follow = before[0] == self.view and before != self._shown and self.view in {"month", "week"}
        self._items = items
        self._show(follow=follow)

    def do_calendar_only_reviews(self) -> None:
        """Leave out, or show again, what is neither a review nor missing."""
        self.only_reviews = not self.only_reviews
        self._show()

    def complete(self, text: str, cursor: int) -> "Sequence[Completion]":
        """Return what could be typed next into the filter."""
        from amtui.domain.filters import CALENDAR, completions

        names = sorted({item.account for item in self._items if item.account})
        return completions(text, cursor, CALENDAR, {"account": names})

    def _show(self, *, follow: bool = False) -> None:
        """Show what the filter and the kinds leave of what was read."""
        self._kept = tuple(
            item
            for item in self._items
            if not (self.only_reviews and item.kind not in words.REVIEW_KINDS) and self._holds(item)
        )
        self.query_one("#month", MonthGrid).items = words.kinds_by_day(self._kept)
        self.query_one(WeekGrid).entries = words.entries_by_day(self._kept, self._zone())
        self.show_agenda(follow=follow)

    def show_agenda(self, *, follow: bool = False) -> None:
        """Show the items from the selected day on; all gaps, whenever they should be planned.

        Args:
            follow: the cursor goes to the first of them, as the day is another; else it stays on its item.
        """
        first = self.grid.selected
        shown = [item for item in self._kept if item.kind == "cadence_gap" or item.day >= first]
        self.table.empty_text = self._empty_words()
        at = words.item_id(shown[0]) if follow and shown else None
        self.table.set_source(ListSource(shown, words.item_id), at=at)
        asked = filter_note(self._readable, self.wrong)
        note = f"{asked} · " if asked else ""
        self.query_one("#count", CountLine).show(Count(len(shown)), note=note + words.summary(shown))
        self.refresh_hints()

    def _empty_words(self) -> str:
        if self.filter_text:
            return NO_MATCH
        if self.view == "gaps":
            return "No account lacks a review."
        hides = self.only_reviews and any(item.day >= self.grid.selected for item in self._items)
        return ONLY_OTHERS if hides else NOTHING_AHEAD

    def on_month_grid_day_selected(self, _event: MonthGrid.DaySelected) -> None:
        """Let the agenda follow the day."""
        if self.view in {"month", "week"}:
            self.show_agenda(follow=True)

    def on_month_grid_month_changed(self, event: MonthGrid.MonthChanged) -> None:
        """Read the days that are shown now."""
        if event.grid is self.grid:
            self.reload()

    def on_month_grid_day_opened(self, _event: MonthGrid.DayOpened) -> None:
        """Go to the agenda of the day."""
        self.table.focus()

    def do_list_filter(self) -> None:
        """Open the filter line."""
        self.query_one("#filter", FilterBar).open(self.filter_text)

    def on_filter_bar_changed(self, event: FilterBar.Changed) -> None:
        """Show what matches while the user types, in the month and the week too."""
        self._filter(event.text)

    def on_filter_bar_submitted(self, event: FilterBar.Submitted) -> None:
        """Keep the filter and go to what it found; one that cannot be read is there to be mended."""
        self._filter(event.text)
        if not self.wrong:
            self._typed(self.table)

    def on_filter_bar_cancelled(self, _event: FilterBar.Cancelled) -> None:
        """Take the filter away and go back to the view."""
        self._filter("")
        self._typed(self.grid if self.view in {"month", "week"} else self.table)

    def _filter(self, text: str) -> None:
        if text != self.filter_text:
            self.filter_text = text
            self._look_for(text)
            self._show()

    def _look_for(self, text: str) -> None:
        """Take up a filter; one that cannot be read leaves the one before in force, and is said."""
        from amtui.domain.calendar_filter import calendar_filter
        from amtui.domain.filter_ast import FilterError

        self.wrong = ""
        try:
            self._holds = calendar_filter(text, self.app.clock.now(), self._zone()) if text else _everything
            self._readable = text
        except FilterError as error:
            self.wrong = error.message

    def _typed(self, then: Widget) -> None:
        self.query_one("#filter", FilterBar).close()
        then.focus()
        self.on_screen_resume()

    def outside_change(self) -> None:
        """Read again, once nothing is being typed."""
        if self.query_one("#filter", FilterBar).is_open:
            self.stale = True
        else:
            super().outside_change()

    def do_app_back(self) -> None:
        """Take the filter away, then go from the agenda to the month or week, else as everywhere."""
        if self.filter_text:
            self._filter("")
        elif self.table.has_focus and self.view in {"month", "week"}:
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
        """Open the review, or else the account of the item."""
        if event.row.kind == "review":
            self.open_review(int(event.row.ref))
        elif event.row.kind == "team_meeting":
            self.team.begin("open", int(event.row.ref))
        else:
            self.open_account(event.row.account_id)

    def do_request_account(self) -> None:
        """Open the account."""
        if isinstance(item := self.selected(), CalendarItem) and item.account_id:
            self.open_account(item.account_id)

    def do_calendar_today(self) -> None:
        """Go to today."""
        self.grid.selected = self._today()
        if self.view == "agenda":
            self.reload()

    def do_review_plan(self) -> None:
        """Plan a review on the selected day, or what is missing at a time that suits both."""
        item = self.selected()
        at = datetime.combine(self.grid.selected, time(10), self._zone())
        if not isinstance(item, CalendarItem) or not item.account_id:
            self.reviews.plan(None, "", at)
        elif item.kind == "cadence_gap":
            self.reviews.plan(item.account_id, item.account, None, ReviewKind(item.status))
        else:
            self.reviews.plan(item.account_id, item.account, at)

    def act_on_review(self, name: str, *args: Any) -> None:
        """Do an action to the review or the team meeting under the cursor."""
        item = self.selected()
        if isinstance(item, CalendarItem) and item.kind == "team_meeting":
            self.team.begin(name, int(item.ref), *args)
        else:
            super().act_on_review(name, *args)

    def do_team_plan(self) -> None:
        """Plan a meeting of the team on the selected day."""
        at = datetime.combine(self.grid.selected, time(10), self._zone())
        self.app.begin(self.team.plan(at), asks=True)

    def with_review(self, act: Any) -> None:
        """Do something to the review under the cursor."""
        item = self.selected()
        if isinstance(item, CalendarItem) and item.kind == "review":
            self.app.begin(self._fetch_and(act, int(item.ref)))
        else:
            self.app.say("This is not a review; move to one with j and k.", severity="warning")

    async def _fetch_and(self, act: Any, review_id: int) -> None:
        from amtui.data.queries.reviews import review_detail

        if self.app.backend is not None:
            act((await self.app.backend.ask(review_detail, review_id=review_id)).row)


def _everything(_item: CalendarItem) -> bool:
    return True


def _asking(first: date, last: date) -> Load:
    async def ask(backend: "Backend") -> tuple[CalendarItem, ...]:
        from amtui.data.queries.calendar_items import calendar_items

        return await backend.ask(calendar_items, first=first, last=last)

    return ask


async def _gaps(backend: "Backend") -> tuple[CalendarItem, ...]:
    from amtui.data.queries.calendar_items import gap_items

    return await backend.ask(gap_items)
