"""Tasks on screen: written down from anywhere, set beside the day's meetings, carried over, said."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from textual.widgets import Input

from amtui.data.types import to_micros
from amtui.domain.clock import FrozenClock
from amtui.domain.task_records import PlanEntry, Quadrant, TaskRow
from amtui.domain.vocabulary import Source
from tests.flows.office import CLOCK, Office
from tests.flows.visitor import visiting

FILE_OF_LATER = """
    INSERT INTO imports (at, actor_id, kind, format, file_name, sha256, "read", imported, updated,
        unchanged, rejected)
    SELECT ?, id, 'calls', 'plain', 'calls.csv', '', 1, 1, 0, 0, 0 FROM users
    WHERE login = (SELECT value FROM meta WHERE key = 'opens_as')"""


@pytest.mark.asyncio
async def test_a_day_from_the_first_note_to_the_carry_over(tmp_path: Path) -> None:
    office = Office(tmp_path)
    async with visiting(office.app()) as me:
        await me.press("2", "comma")
        await me.paste("Call the printer")
        await me.press("tab")
        await me.type("today")
        await me.press("enter")
        assert "Task “Call the printer” for " in me.said
        await me.press("0", "right_square_bracket", "j")
        quote = me.row
        assert isinstance(quote, TaskRow)
        assert (quote.quadrant, quote.title) == (Quadrant.SOON, "Call the printer")
        await me.press("exclamation_mark", "left_square_bracket", "j")
        assert me.row.quadrant is Quadrant.NOW

        await me.press("b")
        await me.type("11:30")
        await me.press("enter")
        assert "overlaps check-in with Poplar Pharma" in me.text("#title")
        await me.press("escape")
        assert me.row.block_at is None
        await me.press("b", "enter")
        assert "09:00–09:30" in me.said
        await me.press("h", "g")
        entry = me.row
        assert isinstance(entry, PlanEntry)
        assert (entry.what, entry.problems) == ("Call the printer", ())
        await me.press("l", "O")
        assert "3 tasks carried over to Tue 2026-03-03" in me.said
        assert (str(me.row.due_on), me.row.carried) == ("2026-03-03", 1)
        office.sql(FILE_OF_LATER, to_micros(CLOCK.now()) + 1)
        await me.press("u")
        assert "The import of calls from calls.csv cannot be taken back" in me.text("#title")
        await me.press("escape")
        assert str(me.row.due_on) == "2026-03-03"
        await me.press("u", "y")
        assert str(me.row.due_on) == "2026-03-02"
        await me.press("1", "slash")
        await me.paste("printer")
        await me.press("enter")
        assert (me.row.source, me.row.urgent) == (Source.TASK, True)
        await me.press("enter")
        assert me.row.title == "Call the printer"
        await me.press("escape", "f", "a")
        assert "“Call the printer” is done" in me.said


@pytest.mark.asyncio
async def test_a_stand_up_is_ticked_off_line_by_line_and_copied(tmp_path: Path) -> None:
    async with visiting(Office(tmp_path).app()) as me:
        await me.press("m")
        first = me.row
        assert "in 5 minutes" in me.text("#strip")
        await me.press("x")
        assert me.at(0).ticked
        assert me.row.account_id != first.account_id
        assert me.text("#strip").endswith("1 said")
        await me.press("Y")
        assert "Copied the stand-up" in me.said


@pytest.mark.asyncio
async def test_a_day_at_the_end_of_a_title_is_shown_and_taken_or_stays_text(tmp_path: Path) -> None:
    office = Office(tmp_path)

    def latest() -> tuple[str, str | None]:
        ((title, due),) = office.sql("SELECT title, due_on FROM tasks ORDER BY id DESC LIMIT 1")
        return title, None if due is None else str(date.fromordinal(due))

    async with visiting(office.app()) as me:
        await me.press("0", "a")
        await me.type("Send offer fri 14:00")
        assert "2026-03-06" in me.shown
        assert "Friday, from the title" in " ".join(me.shown.split())
        assert "ctrl+t keeps “fri” in the title" in me.text("#hint")
        await me.press("enter")
        assert latest() == ("Send offer 14:00", "2026-03-06")

        await me.press("a")
        await me.type("Call Kim tomorrow")
        assert "2026-03-03" in me.shown
        await me.type(" about it")
        assert "2026-03-03" not in {one.value for one in me.app.screen.query(Input)}
        assert me.text("#hint").startswith("enter in any line")
        await me.press(*["backspace"] * len(" about it"), "ctrl+t")
        assert "from the title" not in me.shown
        await me.press("enter")
        assert latest() == ("Call Kim tomorrow", None)

        await me.press("a")
        await me.type("Call Kim tomorrow")
        await me.press("ctrl+t", "ctrl+t", "enter")
        assert latest() == ("Call Kim", "2026-03-03")

        await me.press("a")
        await me.type("Write to Kim today")
        await me.press("tab", "ctrl+u")
        await me.type("2d")
        await me.press("enter")
        assert latest() == ("Write to Kim today", "2026-03-04")

        await me.press("a")
        await me.type("Plan for tomorrow")
        await me.press("enter")
        assert latest() == ("Plan for tomorrow", None)


async def test_a_day_without_hours_says_so_in_full_beside_the_quadrants(office: Office) -> None:
    office.clock = FrozenClock(datetime(2026, 3, 7, 9, tzinfo=UTC))
    office.sql("DELETE FROM reviews")
    async with visiting(office.app(), (120, 34)) as me:
        await me.press("0")
        assert "Sat 07 Mar: no business day" in me.shown
        assert "Nothing planned; no open hours left." in me.shown
