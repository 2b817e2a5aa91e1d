"""The tab of an account's reviews: the list, the latest first, filtered as one types."""

from typing import Any
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.containers import Vertical

from amtui.domain.paging import Count
from amtui.domain.review_records import ReviewRow
from amtui.domain.wording import label
from amtui.screens.filtered import NO_MATCH, Filtered, filter_note
from amtui.widgets.count_line import CountLine
from amtui.widgets.filter_bar import FilterBar
from amtui.widgets.virtual_table import Column, ListSource, VirtualTable

EMPTY = "No review yet. Press a to plan one."


class ReviewsPane(Vertical, Filtered):
    """Values in; what is opened is asked for by the screen."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - every widget's name for it
        super().__init__(id=id)
        self.filter_text = ""
        self._rows: tuple[ReviewRow, ...] = ()
        self._zone = ZoneInfo("UTC")

    def compose(self) -> ComposeResult:
        """Lay the list above the filter and the count."""
        yield VirtualTable[ReviewRow](self._columns(), empty_text=EMPTY, id="reviews")
        yield FilterBar(id="filter", placeholder="kind, state or words of agenda and outcome")
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
        words = self.filter_text.casefold().split()
        kept = [row for row in self._rows if all(word in _searched(row) for word in words)]
        self.table.empty_text = NO_MATCH if words else EMPTY
        self.table.set_source(ListSource(kept, lambda row: row.id))
        self.query_one("#count", CountLine).show(Count(len(kept)), note=filter_note(self.filter_text))

    def filter_by(self, text: str) -> None:
        """Show only what has the words."""
        if text != self.filter_text:
            self.filter_text = text
            self._show()

    def _columns(self) -> tuple[Column[Any], ...]:
        return (
            Column[ReviewRow]("at", "When", self._starts, width=16, priority=9),
            Column[ReviewRow]("kind", "Kind", lambda row: row.called, width=12, priority=10),
            Column[ReviewRow]("status", "Status", lambda row: label(row.status), width=10, priority=8),
            Column[ReviewRow](
                "outcome", "Outcome", lambda row: row.outcome or row.agenda, least=14, weight=2, priority=7
            ),
        )

    def _starts(self, row: ReviewRow) -> str:
        return f"{row.starts_at.astimezone(self._zone):%Y-%m-%d %H:%M}"


def _searched(row: ReviewRow) -> str:
    words = (row.kind, label(row.kind), label(row.status), row.agenda, row.title, row.outcome or "")
    return " ".join(map(str, words)).casefold()
