"""The contacts with one account: what was said, when last with whom, and who starts them."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from amtui.domain.change import Topic
from amtui.domain.interaction_records import InteractionRow, TouchRow
from amtui.domain.interaction_words import THEM, balance_words, touch_words
from amtui.domain.local_time import zone_named
from amtui.domain.paging import Count
from amtui.domain.review_changes import DropInteraction
from amtui.domain.wording import label
from amtui.screens.account_ref import AccountRef
from amtui.screens.base import BaseScreen
from amtui.screens.contact_actions import ContactActions
from amtui.screens.hanging import hanging, section
from amtui.widgets.count_line import CountLine
from amtui.widgets.detail import Field, stacked
from amtui.widgets.reading import ReadingPane
from amtui.widgets.text import one_line, shorten
from amtui.widgets.virtual_table import Column, ListSource, VirtualTable
from amtui.widgets.virtual_table.cells import Cell
from amtui.widgets.virtual_table.messages import CursorMoved

if TYPE_CHECKING:
    from amtui.services.backend import Backend

Answer = tuple[tuple[InteractionRow, ...], tuple[TouchRow, ...], tuple[TouchRow, ...]]
SIDE_CELLS = 39
WIDE = 120
LEAST_NAME = 12


class ContactsScreen(BaseScreen):
    """Who talks to whom?"""

    name_ = "contacts"
    tab = "2"
    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.INTERACTIONS, Topic.ACCOUNTS})

    def __init__(self, account: AccountRef) -> None:
        super().__init__()
        self.account = account
        self.actions = ContactActions(self)

    def body(self) -> ComposeResult:
        """Lay the contacts beside the people."""
        yield Static(id="strip", markup=False)
        with Horizontal(id="columns"):
            yield VirtualTable[InteractionRow](
                self._columns(), empty_text="No contact yet. Press C to log one.", id="list"
            )
            with ReadingPane(id="side", classes="contacts"):
                yield Static(id="people", markup=False)
        yield CountLine("contact", "contacts", id="count")

    def _columns(self) -> tuple[Column[Any], ...]:
        return (
            Column[InteractionRow]("at", "When", self._when, width=16, priority=9, value="at"),
            Column[InteractionRow](
                "way",
                "Who began",
                _began,
                least=17,
                most=20,
                priority=8,
                value=_beginner,
                also=(("Channel", "channel"), ("Answered", "completed")),
            ),
            Column[InteractionRow]("what", "What", lambda row: row.summary, least=14, weight=3, priority=10),
            Column[InteractionRow](
                "contact", "With", lambda row: row.contact or "", least=8, priority=5, value="contact"
            ),
            Column[InteractionRow]("who", "By", lambda row: row.who or "", least=8, priority=2, value="who"),
        )

    def _when(self, row: InteractionRow) -> str:
        return f"{row.at.astimezone(self.actions.zone):%Y-%m-%d %H:%M}"

    @property
    def table(self) -> VirtualTable[InteractionRow]:
        """The contacts."""
        return self.query_one("#list", VirtualTable)

    def prepare(self) -> None:
        """Begin in the list."""
        self.table.focus()

    def selected(self) -> object | None:
        """Return the contact under the cursor, unless the people stand in its place."""
        return self.table.current if self.is_mounted and self.table.display else None

    def list_name(self) -> str:
        """Return whose contacts are listed."""
        return f"contacts with {self.account.name}"

    def reload(self) -> None:
        """Read the contacts and what they add up to."""
        self.load("contacts", self._ask)

    async def _ask(self, backend: "Backend") -> Answer:
        from amtui.data.queries.interactions import account_touches, contact_touches, interactions

        account_id = self.account.id
        return (
            await backend.ask(interactions, account_id=account_id),
            await backend.ask(account_touches, account_ids=(account_id,)),
            await backend.ask(contact_touches, account_id=account_id),
        )

    def show_contacts(self, answer: Answer) -> None:
        """Show the contacts, and how it stands with the account and each person."""
        rows, whole, people = answer
        self.table.set_source(ListSource(rows, lambda row: row.id))
        self.query_one("#count", CountLine).show(Count(len(rows)))
        now = self.app.clock.now()
        touch = whole[0] if whole else None
        words = f" · last touch {touch_words(touch.last_at, now, zone_named(touch.zone))}" if touch else ""
        words += f" · {balance_words(touch.balance)}" if touch else ""
        # A long name gives way to what is told of the account.
        name = shorten(one_line(self.account.name), max(LEAST_NAME, self.size.width - 2 - len(words)))
        self.query_one("#strip", Static).update(f"{name}{words}")
        blocks = [
            section(
                person.contact or "",
                hanging(
                    [
                        Field("Last touch", touch_words(person.last_at, now, zone_named(person.zone))),
                        Field("30 days", balance_words(person.balance, "by them")),
                    ],
                    SIDE_CELLS,
                    label_cells=10,
                ),
            )
            for person in people
        ]
        self.query_one("#people", Static).update(stacked(blocks))
        self.refresh_hints()

    def on_virtual_table_cursor_moved(self, _event: CursorMoved[Any]) -> None:
        """Bring the keys up to date."""
        self.refresh_hints()

    def do_list_preview(self) -> None:
        """Show the people in place of the contacts, or beside them where there is room."""
        self._show_people(shown=not self.query_one("#side").display)
        self._read(people=self.app.size.width < WIDE and self.query_one("#side").display)

    def do_contact_people(self) -> None:
        """Read the people, with the keys of lists."""
        self._show_people(shown=True)
        self._read(people=True)

    def do_contact_list(self) -> None:
        """Go back from the people to the contacts."""
        if self.app.size.width < WIDE:
            self._show_people(shown=False)
        self._read(people=False)

    def _show_people(self, *, shown: bool) -> None:
        narrow, side = self.app.size.width < WIDE, self.query_one("#side")
        side.set_class(narrow and shown, "asked")
        side.set_class(not (narrow or shown), "hidden")
        self.query_one("#columns").set_class(narrow and shown, "asked")

    def _read(self, *, people: bool) -> None:
        self.query_one("#side" if people else "#list").focus()
        self.refresh_hints()

    def do_contact_edit(self) -> None:
        """Correct the contact under the cursor."""
        if isinstance(row := self.selected(), InteractionRow):
            self.actions.edit(row)

    def do_contact_remove(self) -> None:
        """Take off the contact under the cursor."""
        if isinstance(row := self.selected(), InteractionRow):
            self.app.begin_change(DropInteraction(interaction_id=row.id, expected_version=row.version))

    def do_contact_log(self) -> None:
        """Log one with the account of the screen."""
        self.actions.log(self.account)


def _began(row: InteractionRow) -> Cell:
    arrow = "←" if row.direction is THEM else "→"
    if not row.completed:
        return (f"{arrow} {label(row.channel)}, no answer", "dim")
    return f"{arrow} {_beginner(row)}, {label(row.channel)}"


def _beginner(row: InteractionRow) -> str:
    return "they" if row.direction is THEM else "we"
