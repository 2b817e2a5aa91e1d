"""A list of any length: only the rows near the view are read, and only changed lines are written."""

from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar, TypeVar

from textual import events
from textual.binding import BindingType
from textual.reactive import reactive

from amtui.domain.paging import Count
from amtui.widgets.deferred import Deferred, deferred
from amtui.widgets.painted import painted
from amtui.widgets.virtual_table import marking, messages
from amtui.widgets.virtual_table.bindings import TABLE_BINDINGS
from amtui.widgets.virtual_table.columns import Column
from amtui.widgets.virtual_table.feed import Feed
from amtui.widgets.virtual_table.marks import Marks
from amtui.widgets.virtual_table.pager import Pager, Place
from amtui.widgets.virtual_table.painter import RowState
from amtui.widgets.virtual_table.sheet import Sheet
from amtui.widgets.virtual_table.source import RowSource

Row = TypeVar("Row")
NEIGHBOURS = 4
"""Rows behind the cursor that stand in for it, in turn, when its own row leaves the list."""


class VirtualTable(Sheet[Row]):
    """Rows of a source under a line of headings, with a cursor and marks kept by id.

    Args:
        columns: in the order shown.
        empty_text: what an empty list says: what would fill it, and the key for that.
        jump: whether the view moves by half its height when the cursor leaves it, which writes
            a whole view only once in so many keys; else by single rows.
        id: as of any widget.
        classes: as of any widget.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*TABLE_BINDINGS]

    cursor: reactive[int | None] = reactive(None, init=False, repaint=False)
    """Id of the cursor's row; None when the list is empty or the row is still being read."""
    marks: reactive[Marks] = reactive(Marks(), init=False, repaint=False)
    """The marked rows; they stay marked whatever the list shows."""

    CursorMoved = messages.CursorMoved
    Opened = messages.Opened
    MarksChanged = messages.MarksChanged
    SortRequested = messages.SortRequested
    CountChanged = messages.CountChanged
    LoadFailed = messages.LoadFailed

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        empty_text: str = "Nothing here yet.",
        jump: bool = True,
        id: str | None = None,  # noqa: A002 - the name every widget gives it
        classes: str | None = None,
    ) -> None:
        super().__init__(columns, jump=jump, id=id, classes=classes)
        self.empty_text = empty_text
        self._error_text = ""
        self.group: Callable[[Row], Hashable] | None = None
        self._source: RowSource[Row] | None = None
        self._opening: tuple[list[int], int] = ([], 0)
        self._anchor: int | None = None
        self._end_wanted = False
        self._feed: Feed[Row] = Feed(self, self._start)

    def _start(self, group: str, work: Deferred) -> None:
        self.run_worker(work, group=f"table-{group}", exclusive=True, exit_on_error=False)

    # The list

    @property
    def pager(self) -> Pager[Row] | None:
        """The reading that is shown; None before the first answer."""
        return self._feed.pager

    @property
    def current(self) -> Row | None:
        """The cursor's row, or None when there is none or it is still being read."""
        return self.row_at(self.rank)

    @property
    def count(self) -> Count:
        """How many rows the list has; not exact until the source has said so."""
        if self.pager is None:
            return Count(0, exact=False)
        return self.pager.count or Count(self.pager.rows, exact=False)

    @property
    def reading(self) -> bool:
        """Whether rows are being read just now."""
        return not self._feed.idle

    async def opened(self) -> None:
        """Return once the list last asked for is shown, or cannot be."""
        await self._feed.opened.wait()

    def row_at(self, rank: int) -> Row | None:
        """The row of a rank, or None when it is not loaded."""
        return None if self.pager is None else self.pager.cache.row(rank)

    def set_source(self, source: RowSource[Row], *, keep: bool = True, at: int | None = None) -> None:
        """Show another list, or the same in another order or filter.

        Args:
            source: the list.
            keep: the cursor and the marks stay on the same ids, as far as the list has them;
                else the cursor goes to the first row and the marks are cleared.
            at: id of the row to start on, before any other.
        """
        anchors = [] if at is None else [at]
        if not keep:
            self.clear_marks()
        self._source = source
        self._open([*anchors, *(self._anchors() if keep else ())], self.rank if keep else 0)

    def reload(self) -> None:
        """Read the list again; the cursor stays on its id, and in its line of the screen."""
        self._open(self._anchors(), self.rank)

    def show_error(self, text: str) -> None:
        """Words shown instead of rows while none could be read; empty for none."""
        self._error_text = text
        self.refresh()

    def _open(self, anchors: list[int], rank: int, *, settle: bool = False) -> None:
        self._opening = (anchors, rank)
        if self._source is not None and self.is_attached:
            self._feed.open(self._source, anchors, rank, settle=settle)

    def _anchors(self) -> list[int]:
        """The cursor's id, then its neighbours' in case that row is gone; a pending opening's first."""
        if self.pager is None:
            return self._opening[0]
        ranks = (*range(self.rank, self.rank + 1 + NEIGHBOURS), self.rank - 1)
        rows = [row for row in map(self.pager.cache.row, ranks) if row is not None]
        return [self.pager.source.row_id(row) for row in rows]

    # The cursor

    def move(self, delta: int) -> None:
        """Move the cursor by so many rows; it stops at the ends."""
        self.move_to(self.rank + delta)

    def move_to(self, rank: int) -> None:
        """Move the cursor to a rank, or to the nearest there is; the row may still have to be read."""
        before = self.rank
        self._end_wanted = False
        self.rank = max(0, min(rank, self.count.n - 1))
        if self.rank != before:
            self.repaint_rank(before)
            self.repaint_rank(self.rank)
            self.reveal()
            self._land()
            self._feed.want()

    def go_to(self, row_id: int) -> None:
        """Move the cursor to the row of that id, once found; nothing happens when there is none."""
        self._start("find", deferred(self._find, row_id))

    async def _find(self, row_id: int) -> None:
        await self.find(row_id)

    async def find(self, row_id: int) -> bool:
        """Move the cursor to the row of that id; False when the list has no such row."""
        pager = self.pager
        rank = None if pager is None else await marking.rank_of(pager, row_id)
        if rank is not None and pager is self.pager:
            self.move_to(rank)
        return rank is not None

    def _land(self) -> None:
        """Note which row the cursor is on and tell; later, when the row is still to be read."""
        row = self.current
        self.cursor = None if row is None or self.pager is None else self.pager.source.row_id(row)
        if row is not None or not self.count.n:
            self.post_message(messages.CursorMoved(self, row, self.cursor, self.rank))

    # Marks

    def mark(self, row_ids: Sequence[int]) -> None:
        """Mark those rows too."""
        self.marks = self.marks.with_ids(row_ids)

    def clear_marks(self) -> None:
        """Unmark all."""
        self._anchor = None
        self.marks = Marks()

    async def _mark_between(self, pager: Pager[Row], anchor: int) -> None:
        ids = await marking.ids_between(pager, anchor, self.rank)
        self._anchor = self.cursor
        self.mark(ids)

    async def hidden_marks(self) -> int:
        """How many marked rows the list does not show; asks once a marked row that is not loaded."""
        return 0 if self.pager is None else await marking.hidden(self.pager, self.marks)

    def watch_marks(self, old: Marks, new: Marks) -> None:
        """Draw the rows again whose mark changed."""
        changed = old.ids ^ new.ids
        if old.all_but != new.all_but or len(changed) > self.view_height:
            self.refresh()
        else:
            for row_id in changed:
                rank = None if self.pager is None else self.pager.cache.rank(row_id)
                self.repaint_rank(-1 if rank is None else rank)
        self.post_message(messages.MarksChanged(self, new, new.count(self.count.n)))

    # What the sheet asks

    def row_state(self, rank: int) -> tuple[int, Row, RowState] | None:
        """Id, row and state of a rank; None where there is no row, or none yet."""
        row = self.row_at(rank)
        if row is None or self.pager is None:
            return None
        row_id = self.pager.source.row_id(row)
        later = self.group is not None and self._goes_on(self.group, rank, row)
        return row_id, row, RowState(rank == self.rank, row_id in self.marks, self.has_focus, later)

    def _goes_on(self, group: Callable[[Row], Hashable], rank: int, row: Row) -> bool:
        """Whether the row above, if it is in view and here, is of the same group."""
        above = self.row_at(rank - 1) if rank > self.top else None
        return above is not None and group(above) == group(row)

    def is_waiting(self, rank: int) -> bool:
        """Whether a rank without a row will get one."""
        return self.pager is None or rank < self.pager.rows

    def notice(self) -> tuple[str, str]:
        """Words to show instead of rows, and the name of their style; empty words for none."""
        if self._error_text and not self.count.n:
            return self._error_text, "error"
        empty = self._source is None or (self.pager is not None and not self.pager.rows)
        return (self.empty_text, "notice") if empty else ("", "")

    # What the feed tells

    def feed_view(self) -> range:
        """The ranks in view."""
        return range(self.top, min(self.top + self.view_height, max(1, self.count.n)))

    def feed_height(self) -> int:
        """How many rows fit into the view."""
        return self.view_height

    def feed_above(self) -> int:
        """How many rows in view stand above the cursor's.

        A list that opens on a row of last time begins at its top if that row is in view there.
        """
        line = self.view_height - 1 if self.cursor is None else self.rank - self.top
        return max(0, min(line, self.view_height - 1))

    def feed_opened(self, place: Place) -> None:
        """Show a new reading with the cursor's row in the line where it was."""
        above = self.feed_above()
        self.rank = place.rank
        self._error_text = ""
        self._measure_known()
        self.scroll_rows(self.rank - above)
        self.reveal()
        self.refresh()
        self._land()

    def feed_arrived(self, ranks: range) -> None:
        """Draw rows that have come, if they are in view."""
        for rank in self.feed_view():
            if rank in ranks:
                self.repaint_rank(rank)
        self._measure_known()
        if self.rank in ranks and self.cursor is None:
            self._land()

    def _measure_known(self) -> None:
        """Take the length into account: until it is known, it is most likely what it was."""
        before = self.virtual_size.height - 1
        self.measure(self.count.n if self.count.exact else max(self.count.n, before))

    def feed_counted(self, count: Count) -> None:
        """Take the length into account."""
        self.measure(count.n)
        if self._end_wanted or self.rank > max(0, count.n - 1):
            self.move_to(count.n - 1)
        self.post_message(messages.CountChanged(self, count))

    def feed_shifted(self) -> None:
        """Read the list again from its true end, as others changed it."""
        self._open(self._anchors(), self.rank, settle=True)

    async def feed_drawn(self) -> None:
        """Return once what has changed so far is drawn."""
        await painted(self)

    def feed_failed(self, error: Exception) -> None:
        """Tell that the source could not answer."""
        self.post_message(messages.LoadFailed(self, error))

    # Events

    def on_mount(self) -> None:
        """Start to read a source that was given before."""
        if self._source is not None:
            self._open(*self._opening)

    def on_resize(self) -> None:
        """Share the new width and keep the cursor in view."""
        self.measure(self.count.n)
        self.reveal()
        self._feed.want()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Read what came into view."""
        super().watch_scroll_y(old_value, new_value)
        self._feed.want()

    def on_click(self, event: events.Click) -> None:
        """Choose a row, open it by a double click, mark it with ctrl, or ask for an order."""
        at = event.get_content_offset(self)
        if at is not None and at.y == 0:
            self._click_heading(at.x)
        elif at is not None and self.top + at.y - 1 < self.count.n:
            self.move_to(self.top + at.y - 1)
            self._click_row(event)

    def _click_heading(self, x: int) -> None:
        column = self.column_at(x)
        if column is not None and column.sortable:
            self.post_message(messages.SortRequested(self, column.key))

    def _click_row(self, event: events.Click) -> None:
        if event.shift:
            self.action_mark_range()
        elif event.ctrl:
            self.action_mark_toggle()
        elif event.chain == 2:
            self.action_open()

    # Keys

    def _forward_event(self, event: events.Event) -> None:
        # A list uses no key itself: all go to the app, which asks it for bindings first, and climb nowhere.
        event._set_forwarded()  # noqa: SLF001 - what Textual does here as well
        (self.app if isinstance(event, events.Key) else self).post_message(event)

    def action_move(self, delta: int) -> None:
        """Move the cursor by so many rows."""
        self.move(delta)

    def action_home(self) -> None:
        """Move the cursor to the first row."""
        self.move_to(0)

    def action_end(self) -> None:
        """Move the cursor to the last row, as soon as it is known which that is."""
        self.move_to(self.count.n - 1)
        self._end_wanted = self.pager is None or self.pager.count is None

    def action_half_page(self, direction: int) -> None:
        """Move the cursor by half the view."""
        self.move(direction * max(1, self.view_height // 2))

    def action_page(self, direction: int) -> None:
        """Move the cursor by the view."""
        self.move(direction * max(1, self.view_height - 1))

    def action_open(self) -> None:
        """Say that the cursor's row was chosen."""
        row = self.current
        if row is not None:
            self.post_message(messages.Opened(self, row))

    def action_mark_toggle(self) -> None:
        """Turn the mark of the cursor's row over; a range may start here."""
        if self.cursor is not None:
            self._anchor = self.cursor
            self.marks = self.marks.toggled(self.cursor)

    def action_mark_range(self) -> None:
        """Mark from the row marked last to the cursor; the first time, mark the cursor's row."""
        if self.cursor is None or self.pager is None:
            return
        if self._anchor is None or self._anchor == self.cursor:
            self._anchor = self.cursor
            self.mark((self.cursor,))
        else:
            self._start("marks", deferred(self._mark_between, self.pager, self._anchor))

    def action_mark_invert(self) -> None:
        """Mark what is not marked, and the other way round, in the whole list."""
        self.marks = self.marks.inverted()
