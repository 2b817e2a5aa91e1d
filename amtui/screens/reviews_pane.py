"""The tab of an account's reviews: the list, the latest first, filtered as one types."""

from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.containers import Vertical

from amtui.domain.filters import ACCOUNT_REVIEWS, FilterError, completions
from amtui.domain.paging import Count
from amtui.domain.review_filter import filtered_of_account
from amtui.domain.review_records import ReviewRow
from amtui.domain.wording import label
from amtui.screens.filtered import NO_MATCH, Filtered, filter_note
from amtui.screens.viewer import now_of
from amtui.widgets.count_line import CountLine
from amtui.widgets.filter_bar import FilterBar
from amtui.widgets.virtual_table import Column, ListSource, VirtualTable

if TYPE_CHECKING:
    from amtui.app import AmtuiApp

EMPTY = "No review yet. Press a to plan one."


class ReviewsPane(Vertical, Filtered):
    """Values in; what is opened is asked for by the screen."""

    app: "AmtuiApp"

    def __init__(self, *, id: str) -> None:  # noqa: A002 - every widget's name for it
        super().__init__(id=id)
        self.filter_text = self._readable = ""
        self._rows: tuple[ReviewRow, ...] = ()
        self._kept: list[ReviewRow] = []
        self._zone = ZoneInfo("UTC")

    def compose(self) -> ComposeResult:
        """Lay the list above the filter and the count."""
        yield VirtualTable[ReviewRow](self._columns(), empty_text=EMPTY, id="reviews")
        complete = partial(completions, grammar=ACCOUNT_REVIEWS)
        yield FilterBar(complete=complete, id="filter", placeholder="kind:qbr is:unheld or words")
        yield CountLine("review", "reviews", id="count")

    @property
    def table(self) -> VirtualTable[ReviewRow]:
        """The list."""
        return self.query_one("#reviews", VirtualTable)

    def show(self, rows: tuple[ReviewRow, ...], zone: ZoneInfo) -> None:
        """Show the reviews, times in the viewer's zone."""
        self._rows, self._zone = tuple(sorted(rows, key=lambda row: row.starts_at, reverse=True)), zone
        self._show()

    def open_filter(self) -> None:
        """Let a filter be typed."""
        self.query_one("#filter", FilterBar).open(self.filter_text)

    def clear(self) -> bool:
        """Take the filter away; tell whether there was one."""
        had, self.filter_text = bool(self.filter_text), ""
        if had:
            self._show()
        return had

    def _show(self) -> None:
        """Show what the filter asks for; where it cannot be read, say so and leave the list as it is."""
        self.wrong = ""
        try:
            self._kept = filtered_of_account(self._rows, self.filter_text, now_of(self.app), self._zone)
        except FilterError as error:
            self.wrong = error.message
        else:
            self._readable = self.filter_text
            self.table.empty_text = NO_MATCH if self.filter_text else EMPTY
            self.table.set_source(ListSource(self._kept, lambda row: row.id))
        note = filter_note(self._readable, self.wrong)
        self.query_one("#count", CountLine).show(Count(len(self._kept)), note=note)

    def filter_by(self, text: str) -> None:
        """Show only what the filter asks for."""
        if text != self.filter_text:
            self.filter_text = text
            self._show()

    def _columns(self) -> tuple[Column[Any], ...]:
        return (
            Column[ReviewRow]("at", "When", self._starts, width=16, priority=9, value="starts_at"),
            Column[ReviewRow]("kind", "Kind", lambda row: row.called, width=12, priority=10),
            Column[ReviewRow](
                "status", "Status", lambda row: label(row.status), width=10, priority=8, value="status"
            ),
            Column[ReviewRow](
                "outcome", "Outcome", lambda row: row.outcome or row.agenda, least=14, weight=2, priority=7
            ),
        )

    def _starts(self, row: ReviewRow) -> str:
        return f"{row.starts_at.astimezone(self._zone):%Y-%m-%d %H:%M}"
