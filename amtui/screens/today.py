"""Today: one ranked list of what may need the account manager, each row with its reasons."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.content import Content

from amtui.domain.change import Topic
from amtui.domain.today_records import TodayCounts, TodayRow
from amtui.domain.vocabulary import Source
from amtui.domain.wording import title
from amtui.screens import today_words as words
from amtui.screens.list_screen import ListScreen
from amtui.screens.viewer import now_of, zone_of
from amtui.widgets.count_line import CountLine
from amtui.widgets.count_strip import CountStrip
from amtui.widgets.detail import Field, stacked
from amtui.widgets.detail import title as heading
from amtui.widgets.text import safe
from amtui.widgets.virtual_table import Column, ListSource
from amtui.widgets.virtual_table.cells import Cell
from amtui.widgets.virtual_table.messages import Opened

if TYPE_CHECKING:
    from amtui.data.queries.today_kept import Kept
    from amtui.domain.filters import Completion
    from amtui.domain.team_records import TeamMeeting
    from amtui.domain.today_board import FirstLook, TodayBoard
    from amtui.domain.today_rules import TodayRules
    from amtui.screens.request_actions import RequestActions
    from amtui.screens.today_filter import Books
    from amtui.services.backend import Backend


class TodayScreen(ListScreen):
    """What first, and why."""

    name_ = "today"
    tab = "1"
    topics: ClassVar[frozenset[Topic]] = frozenset(Topic)
    noun = ("thing needs you", "things need you")
    CSS_PATH = None  # it is the first to be seen, and what is read later styles nothing of it
    empty_text = "Nothing needs you now. Requests, KPIs and reviews that do will show here."

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[TodayRow, ...] = ()
        self._aside: tuple[TodayRow, ...] = ()
        self._rules: TodayRules | None = None
        self._remembered: date | None = None
        self._counts: TodayCounts | None = None
        self._meetings: tuple[TeamMeeting, ...] = ()
        self._books: Books = ("", {})
        self.part = ""

    @cached_property
    def requests(self) -> "RequestActions":
        """What can be done to the requests of the list."""
        from amtui.screens.request_actions import RequestActions

        return RequestActions(self, self.request_ids)

    @cached_property
    def kept(self) -> "Kept":
        """What is kept of the last look, so that a change costs only what it touches."""
        from amtui.data.queries.today_kept import Kept

        return Kept()

    @property
    def helper(self) -> object:
        """What answers the actions on requests."""
        return self.requests

    def above(self) -> ComposeResult:
        """Yield the strip of counts."""
        yield CountStrip(id="strip")

    def columns(self) -> tuple[Column[Any], ...]:
        """Return rank, urgency, account, what, why and when."""
        return (
            Column[TodayRow](
                "rank", "#", lambda row: str(row.rank), width=3, align="right", extra=True, value="rank"
            ),
            Column[TodayRow]("urgency", "", words.urgency, width=5, priority=6),
            Column[TodayRow](
                "account", "Account", lambda row: row.account, least=14, most=26, ease=18, priority=8
            ),
            Column[TodayRow](
                "what",
                "What",
                words.what,
                least=18,
                ease=30,
                weight=3,
                priority=9,
                value="what",
                also=(("Kind", "source"),),
            ),
            Column[TodayRow]("why", "Why", words.why, least=18, ease=30, weight=3, priority=4),
            Column[TodayRow]("due", "Due", self._due, width=9, align="right", priority=5, value="due_at"),
        )

    def _due(self, row: TodayRow) -> Cell:
        now = self.app.clock.now()
        late = row.due_at is not None and row.due_at < now
        return (words.due(row, now), "bad" if late else "")

    def touched(self, topics: frozenset[Topic]) -> None:
        """Read again what the change has touched."""
        self.kept.changes += 1
        super().touched(topics)

    def outside_change(self) -> None:
        """Take note that others changed something."""
        self.kept.doubts += 1
        self.kept.changes += 1
        super().outside_change()

    def do_app_refresh(self) -> None:
        """Read everything again."""
        self.kept.last = None
        self.reload()

    def reload(self) -> None:
        """Read the ranked list and the counts."""
        self.load("board", partial(_ask_board, self.kept))

    def foreseen(self, look: "FirstLook") -> None:
        """Show the list as it stood a moment ago."""
        super().foreseen(look)
        self.show_board(look.board)

    def show_board(self, board: "TodayBoard") -> None:
        """Show the list and the counts, read together."""
        self._counts, self._aside, self._rules = board.counts, board.aside, board.rules
        self._meetings = board.meetings
        if self.part == words.ASIDE and not board.aside:
            self.part = ""
        self.show_rows(board.rows)
        self._draw_strip()
        if not board.remembered:
            self.call_after_refresh(self._remember, board.rows)

    def _remember(self, rows: tuple[TodayRow, ...]) -> None:
        from amtui.screens.today_changes import remember

        self._remembered = remember(self.app, rows, self._remembered)

    def show_rows(self, rows: tuple[TodayRow, ...]) -> None:
        """Show the list; the cursor stays on its thing."""
        self._rows = rows
        look = self._look()
        listed = self._aside if self.part == words.ASIDE else rows
        kept = self._filtered([row for row in listed if words.holds(self.part, row, *look)])
        if kept is not None:
            at = None if self.table.cursor is not None else self.saved_cursor()
            self.table.set_source(ListSource(kept, _row_id), at=at)

    def _filtered(self, rows: list[TodayRow]) -> list[TodayRow] | None:
        """Return what the filter asks for; None while it cannot be read, or asks what is not known yet."""
        self.wrong = ""
        if not self.filter_text:
            return rows
        from amtui.domain.filter_ast import FilterError
        from amtui.screens.today_filter import NotKnown, filtered

        try:
            return filtered(rows, self.filter_text, *self._look(), self._books)
        except NotKnown:
            self.load("books", partial(_ask_books, self.filter_text))
        except FilterError as error:
            self.wrong = error.message
        return None

    def show_books(self, books: "Books") -> None:
        """Filter by the books of those that the filter names."""
        self._books = books
        self.list_again()
        self.show_count()

    async def matcher(self, text: str) -> Callable[[Any], bool]:
        """Return what tells whether a filter asks for a row."""
        from amtui.screens.today_filter import matcher

        if self.app.backend is None:
            return lambda _row: False
        return matcher(text, *self._look(), await _ask_books(text, self.app.backend))

    def complete(self, text: str, cursor: int) -> "Sequence[Completion]":
        """Return what could be typed next into the filter."""
        from amtui.domain.filters import TODAY, completions

        names = sorted({row.account for row in self._rows if row.account})
        return completions(text, cursor, TODAY, {"account": names})

    def _look(self) -> tuple[datetime, ZoneInfo]:
        """Return the moment, and the zone in which a day counts."""
        return self.app.clock.now(), zone_of(self.app)

    def list_again(self) -> None:
        """Filter what is already here."""
        self.show_rows(self._rows)

    def empty_words(self) -> str:
        """Return what the list says when it is empty: of everything, or of what a count narrows it to."""
        if self.part and not self.filter_text:
            return f"Nothing here counts as “{words.named(self.part)}”. esc shows everything that needs you."
        return super().empty_words()

    def _draw_strip(self) -> None:
        if self._counts is not None:
            parts = words.strip(self._counts, self._rows, *self._look(), len(self._aside))
            self.query_one(CountStrip).show(parts, self.part)

    def narrow(self, name: str) -> None:
        """Show what a count of the strip counts; everything where that is shown already."""
        self.part = "" if name == self.part else name
        self._draw_strip()
        self.show_filtered()

    def on_count_strip_chosen(self, event: CountStrip.Chosen) -> None:
        """Show what the clicked count counts."""
        self.narrow(event.name)

    def do_today_next_count(self) -> None:
        """Show what the next count counts, and everything behind the last one."""
        self._step(1)

    def do_today_previous_count(self) -> None:
        """Show what the count before counts."""
        self._step(-1)

    def _step(self, by: int) -> None:
        names = ("", *words.names(len(self._aside)))
        self.narrow(names[(names.index(self.part) + by) % len(names)])

    def do_today_since(self) -> None:
        """Show what is new, or everything again."""
        self.narrow(words.NEW)

    def do_today_changes(self) -> None:
        """Tell what became of the list since it was looked at before today."""
        from amtui.screens.today_changes import show_changes

        self.app.begin(show_changes(self.app, self.kept))

    def do_app_back(self) -> None:
        """Clear the marks, then the filter, then the count that narrows the list."""
        if self.part and not self._marked and not self.filter_text:
            self.narrow(self.part)
        else:
            super().do_app_back()

    def show_count(self) -> None:
        """Count what needs the AM, or what was put aside."""
        self.query_one("#count", CountLine).call(
            *(words.ASIDE_NOUN if self.part == words.ASIDE else self.noun)
        )
        super().show_count()

    def mode_words(self) -> str:
        """Say which count narrows the list, and where the rest is; else what the team meets for today."""
        if not self.part:
            return self._team_words()
        if self.part == words.ASIDE:
            return ""
        return words.narrowed(self.part, self._counts, self._rows, self._aside, self._look())

    def _team_words(self) -> str:
        """Return what the team still meets for today; what narrows the list needs the room."""
        if not self._meetings or self.filter_text:
            return ""
        from amtui.domain.team_words import today_words

        return today_words(self._meetings, *self._look())

    def do_today_answer(self) -> None:
        """Ask for the answer to the row and begin it."""
        from amtui.screens.today_answers import TodayAnswers

        if isinstance(row := self.selected(), TodayRow):
            self.app.begin(TodayAnswers(self).ask(row, self._look()[1]))

    def do_today_why(self) -> None:
        """Say why the row stands where it stands."""
        if isinstance(row := self.selected(), TodayRow) and self._rules is not None:
            from amtui.domain.today_why import told_place
            from amtui.screens.dialogs.told import ToldDialog

            rows = self._aside if self.part == words.ASIDE else self._rows
            place = told_place(rows, row, self._look()[1], self._rules.renewal_days, self._rules.rates)
            self.app.push_screen(ToldDialog(f"{row.account}: {row.what}", words.told(place)))

    def do_today_figure(self) -> None:
        """Explain the figure of the KPI that the row is about."""
        from amtui.screens.explaining import explain_kpi

        if isinstance(row := self.selected(), TodayRow):
            self.app.begin(explain_kpi(self.app, row.account_id, words.kpi_of(row)))

    def describe(self, row: object) -> Content:
        """Say what the thing is, why it stands where it stands, and what to press."""
        if not isinstance(row, TodayRow):
            return Content("")
        from amtui.screens.hanging import hanging

        fields = [
            Field("Account", row.account),
            Field("Kind", title(row.source)),
            Field("Due", words.due_in_full(row, now_of(self.app))),
            Field("At risk", words.at_risk(row.value_at_risk, self._rules)),
            *(Field("Why" if index == 0 else "", reason) for index, reason in enumerate(row.why)),
        ]
        figure = " · W its figure" if words.kpi_of(row) else ""
        keys = f"enter opens · f answers · w why here{figure}"
        block = hanging(fields, self.pane_cells(), label_cells=8)
        return stacked((heading(row.what), block, safe(keys, "$text-muted")))

    def on_virtual_table_opened(self, event: Opened[Any]) -> None:
        """Open the request, or the account that the row is about."""
        self.open_row(event.row)

    def open_row(self, row: TodayRow) -> None:
        """Open what a row is about: the request, the review, the task, or that side of the account."""
        if row.source is Source.REVIEW and row.target_id is not None:
            self.open_review(row.target_id)
        elif row.source is Source.REQUEST and row.target_id is not None:
            self.open_request(row.target_id)
        elif row.source is Source.TASK:
            from amtui.screens.tasks import TasksScreen

            self.app.push_screen(TasksScreen(row.target_id))
        elif row.source in (Source.MILESTONE, Source.KICKOFF):
            self.app.open_onboarding(row.account_id)
        else:
            self.app.open_account(row.account_id, words.TABS.get(row.source, "overview"), words.kpi_of(row))

    async def request_ids(self) -> list[int]:
        """Return the request under the cursor, or the marked ones."""
        marked = set(self.table.marks.ids) if self.marks() else set()
        chosen = [row for row in self._rows if _row_id(row) in marked]
        rows: list[object] = [*chosen] if chosen else [self.selected()]
        return [
            row.target_id
            for row in rows
            if isinstance(row, TodayRow) and row.source is Source.REQUEST and row.target_id is not None
        ]

    def do_request_account(self) -> None:
        """Open the account of the row."""
        if isinstance(row := self.selected(), TodayRow) and row.account_id:
            self.open_account(row.account_id)


def _row_id(row: TodayRow) -> int:
    """Return a number that stays with the thing whatever its rank."""
    kind = list(Source).index(row.source)
    return ((row.target_id or row.account_id) * 16 + kind) * 8 + sum(map(ord, row.ref)) % 8


async def _ask_books(text: str, backend: "Backend") -> "Books":
    from amtui.data.queries.books_named import books_named
    from amtui.domain.filters import TODAY, parse

    return text, await backend.ask(books_named, wanted=parse(text, TODAY))


async def _ask_board(kept: "Kept", backend: "Backend") -> "TodayBoard":
    from amtui.data.queries.today import today_board

    return await backend.ask(today_board, kept=kept)
