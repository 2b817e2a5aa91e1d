"""Portfolio: one row per account, its KPIs as baseline → now → target, and what is open."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.content import Content
from textual.events import Resize

from amtui.domain.account_records import AccountRow
from amtui.domain.change import Topic
from amtui.domain.filter_ast import EVERYTHING, FilterError
from amtui.domain.interaction_words import touch_words
from amtui.domain.local_time import zone_named
from amtui.domain.money import format_money, money
from amtui.domain.name_key import name_key
from amtui.domain.paging import Order
from amtui.domain.vocabulary import KpiKey, KpiState
from amtui.domain.wording import label, moment, relative
from amtui.screens import figures, health_cells
from amtui.screens.explaining import explain_one_of
from amtui.screens.hanging import hanging
from amtui.screens.list_screen import ListScreen
from amtui.screens.reports import make_brief, make_quarter
from amtui.screens.viewer import now_of
from amtui.widgets.detail import Field, stacked
from amtui.widgets.detail import title as heading
from amtui.widgets.text import safe
from amtui.widgets.virtual_table import Column, ListSource
from amtui.widgets.virtual_table.cells import Cell
from amtui.widgets.virtual_table.messages import Opened

if TYPE_CHECKING:
    from amtui.domain.filters import Completion
    from amtui.services.backend import Backend

LAST = float("inf")
ROOMY, KPI_CELLS, TIGHT_KPI_CELLS = 110, 19, 9
"""The width from which a KPI shows baseline, value and target, and its cells with and without."""


def open_requests(row: AccountRow) -> Cell:
    """Return how many requests are open, and how many of them breached."""
    if row.breached_requests:
        return (f"{row.open_requests} ({row.breached_requests})", "bad")
    return str(row.open_requests) if row.open_requests else ("0", "dim")


def state_rank(row: AccountRow, kpi: KpiKey) -> int:
    """Return where a KPI stands in the order worst first."""
    figure = figures.figure_of(row, kpi)
    return figures.WORST.index(figure.state if figure else KpiState.NO_DATA)


def _health_change(row: AccountRow) -> float:
    """Return the points of health gained over the last weeks, so that those who lost most come first."""
    known = [week for week in row.health_weeks if week is not None]
    return LAST if row.health is None or not known else row.health - known[0]


class PortfolioScreen(ListScreen):
    """Which account is slipping?"""

    name_ = "portfolio"
    tab = "2"
    topics: ClassVar[frozenset[Topic]] = frozenset(Topic)
    noun = ("account", "accounts")
    empty_text = "No accounts yet. Press I to import a file; an administrator adds one at 6."
    first_order = Order("health")
    sort_keys: ClassVar[dict[str, Any]] = {
        "health": lambda row: row.health if row.health is not None else 101,
        "trend": _health_change,
        "account": lambda row: row.name.casefold(),
        "missed": lambda row: state_rank(row, KpiKey.MISSED_CALL_RATE),
        "response": lambda row: state_rank(row, KpiKey.FIRST_RESPONSE),
        "sync": lambda row: state_rank(row, KpiKey.SYNC_SUCCESS),
        "open": lambda row: -row.breached_requests * 1000 - row.open_requests,
        "touch": lambda row: row.last_touch_at.timestamp() if row.last_touch_at else 0,
        "review": lambda row: row.next_review_at.timestamp() if row.next_review_at else LAST,
        "renewal": lambda row: row.renewal_on.toordinal() if row.renewal_on else LAST,
        "value": lambda row: -float(row.monthly_value.amount) if row.monthly_value else 0,
    }
    orders = tuple(sort_keys)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[AccountRow, ...] = ()
        self._read_for, self._asked = "", EVERYTHING

    def prepare(self) -> None:
        """Leave the whole width to the list."""
        super().prepare()
        self.query_one("#side").add_class("hidden")

    def on_resize(self, event: Resize) -> None:
        """Show of each KPI as much as the width allows."""
        cells = KPI_CELLS if event.size.width >= ROOMY else TIGHT_KPI_CELLS
        if cells != self._kpi_cells:
            self._kpi_cells = cells
            self.table.set_columns(self.columns())

    _kpi_cells = KPI_CELLS

    def _kpi_column(self, key: str, words: str, kpi: KpiKey, priority: int) -> Column[AccountRow]:
        cells = self._kpi_cells

        def render(row: AccountRow) -> Cell:
            return figures.compact(figures.figure_of(row, kpi), cells)

        return Column[AccountRow](
            key, words, render, width=cells, priority=priority,
            value=figures.part_of(kpi, "value"),
            also=figures.beside(words, kpi, whole=cells == KPI_CELLS),
        )  # fmt: skip

    def columns(self) -> tuple[Column[Any], ...]:
        """Return health, KPIs, requests, touch, review, renewal and value."""
        band = (("Health band", "health_band"),)
        return (
            Column[AccountRow](
                "account", "Account", self._account, least=16, most=30, priority=10, value="name"
            ),
            Column[AccountRow](
                "health", "Health", health_cells.health, width=11, priority=8, value="health", also=band
            ),
            Column[AccountRow](
                "trend", "8 weeks", health_cells.weeks, width=health_cells.TREND_CELLS, priority=3,
                value=health_cells.gained,
            ),
            self._kpi_column("missed", "Missed", KpiKey.MISSED_CALL_RATE, 7),
            self._kpi_column("response", "Response", KpiKey.FIRST_RESPONSE, 6),
            self._kpi_column("sync", "CRM sync", KpiKey.SYNC_SUCCESS, 5),
            Column[AccountRow](
                "open", "Open (late)", open_requests, width=11, align="right", priority=7,
                value="open_requests", also=(("Late", "breached_requests"),),
            ),
            _right("touch", "Last touch", self._touch, 10, 4, "last_touch_at"),
            _right("review", "Next review", self._review, 11, 4, "next_review_at"),
            _right("renewal", "Renewal", self._renewal, 10, 2, "renewal_on"),
            Column[AccountRow](
                "value", "Per month", _value, width=14, align="right", priority=1, value=_amount,
                also=(("Currency", lambda row: row.monthly_value.currency if row.monthly_value else None),),
            ),
        )  # fmt: skip

    def _account(self, row: AccountRow) -> Cell:
        """Return the account's name, marked where its book is covered for somebody who is away."""
        return f"⇄ {row.name}" if self._covered(row) else row.name

    def _covered(self, row: AccountRow) -> str:
        identity = self.app.backend.identity if self.app.backend else None
        found = identity.covers(row.am_id) if identity else None
        return f", covered until {found.last}" if found else ""

    def _touch(self, row: AccountRow) -> Cell:
        if row.last_touch_at is None:
            return ("never", "warn")
        return touch_words(row.last_touch_at, self.app.clock.now(), zone_named(row.zone))

    def _review(self, row: AccountRow) -> Cell:
        if row.next_review_at is None:
            return ("◌ none", "warn")
        return relative(row.next_review_at, self.app.clock.now())

    def _renewal(self, row: AccountRow) -> Cell:
        return str(row.renewal_on) if row.renewal_on else ("none", "dim")

    def reload(self) -> None:
        """Read the accounts of the book that the terms of the filter ask for."""
        terms = self._terms()
        if terms is not None:
            self.load("found", partial(_ask, terms))

    def _terms(self) -> str | None:
        """Return the filter where it asks for more than words; None where it cannot be understood."""
        self.wrong, self._asked = "", EVERYTHING
        if not self.filter_text:
            return ""
        from amtui.domain.filters import ACCOUNTS, parse

        try:
            self._asked = parse(self.filter_text, ACCOUNTS)
        except FilterError as error:
            self.wrong = error.message
            return None
        return str(self._asked) if self._asked.terms or self._asked.order else ""

    def show_found(self, answer: tuple[str, tuple[AccountRow, ...]]) -> None:
        """Show what was read, with the terms that it was read for."""
        if answer[0] == self._terms():
            self._read_for, self._rows = answer
            self.show_rows(self._rows)
            self.show_count()

    def show_rows(self, rows: tuple[AccountRow, ...]) -> None:
        """Show the accounts that match, in order; the cursor stays on its account."""
        words = () if self._read_for else self._asked.words
        kept = [row for row in rows if all(_has(row, word.text) is not word.negated for word in words)]
        at = None if self.table.cursor is not None else self.saved_cursor()
        order = None if self._asked.order else self.order
        self.table.set_source(ListSource(kept, lambda row: row.id, order, self.sort_keys), at=at)

    def list_again(self) -> None:
        """Filter what is already here, or read what the terms of the filter ask for."""
        terms = self._terms()
        if terms is not None and terms != self._read_for:
            self.load("found", partial(_ask, terms))
        elif terms is not None:
            self.show_rows(self._rows)

    async def matcher(self, text: str) -> Callable[[Any], bool]:
        """Return what tells whether a filter asks for an account."""
        if self.app.backend is None:
            return lambda _row: False
        _, found = await _ask(text, self.app.backend)
        ids = {row.id for row in found}
        return lambda row: row.id in ids

    def complete(self, text: str, cursor: int) -> "Sequence[Completion]":
        """Return what could be typed next into the filter."""
        from amtui.domain.filters import ACCOUNTS, completions

        names, people = ({row.name for row in self._rows}, {row.am for row in self._rows})
        return completions(text, cursor, ACCOUNTS, {"account": sorted(names), "am": sorted(people)})

    def set_order(self, order: Order) -> None:
        """Sort what is already here."""
        if order.column in self.orders:
            self.order = self.table.order = order
            self.show_rows(self._rows)

    def describe(self, row: object) -> Content:
        """Say how the account stands in full."""
        if not isinstance(row, AccountRow):
            return Content("")
        now = now_of(self.app)
        facts = [
            Field("Health", health_cells.words(row)),
            Field("AM", row.am + self._covered(row)),
            Field("Tier, plan", f"{row.tier.value}, {row.plan}"),
            Field("Status", label(row.status)),
            Field("Last touch", touch_words(row.last_touch_at, now, zone_named(row.zone))),
            Field("Next review", moment(row.next_review_at, now) if row.next_review_at else "none planned"),
            Field("Renewal", str(row.renewal_on) if row.renewal_on else None),
            Field("Per month", format_money(row.monthly_value) if row.monthly_value else None),
            Field(
                "Client began",
                f"{row.reactive_ratio * 100:.0f} %" if row.reactive_ratio is not None else None,
            ),
        ]
        kpis = [figures.field(figure) for figure in row.kpis]
        cells = self.pane_cells()
        lists = (hanging(kpis, cells, label_cells=16), hanging(facts, cells, label_cells=16))
        return stacked((heading(row.name), *lists, safe("enter opens", "$text-muted")))

    def on_virtual_table_opened(self, event: Opened[Any]) -> None:
        """Open the account."""
        self.open_account(event.row.id)

    def do_kpi_explain(self) -> None:
        """Ask which KPI of the account, and explain it."""
        if isinstance(row := self.selected(), AccountRow):
            self.app.begin(explain_one_of(self.app, row.name, row.kpis))

    def do_health_why(self) -> None:
        """Open the health of the account."""
        if isinstance(row := self.selected(), AccountRow):
            self.app.open_health(row.id)

    do_report_account = make_brief
    do_report_quarter = make_quarter

    def do_review_plan(self) -> None:
        """Plan a review with the account."""
        from amtui.screens.review_actions import ReviewActions

        if isinstance(row := self.selected(), AccountRow):
            ReviewActions(self).plan(row.id, row.name)


def _right(
    key: str, label: str, render: Callable[[AccountRow], Cell], width: int, priority: int, value: str
) -> Column[AccountRow]:
    """Return a column of when something was or will be."""
    return Column[AccountRow](key, label, render, width=width, align="right", priority=priority, value=value)


def _amount(row: AccountRow) -> Decimal | None:
    return money(row.monthly_value.amount, row.monthly_value.currency).amount if row.monthly_value else None


def _value(row: AccountRow) -> Cell:
    return format_money(row.monthly_value) if row.monthly_value else ("unknown", "dim")


def _has(row: AccountRow, word: str) -> bool:
    """Tell whether an account has a word, as the query tells it that reads terms."""
    wanted = name_key(word)
    return any(wanted in name_key(text) for text in (row.name, row.am, row.plan, row.tier, row.status))


async def _ask(text: str, backend: "Backend") -> tuple[str, tuple[AccountRow, ...]]:
    from amtui.data.queries.portfolio import portfolio

    return text, await backend.ask(portfolio, filter_text=text)
