"""Going about the program: every screen opens, is left again, and says what it cannot do."""

import pytest

from amtui.app import AmtuiApp
from amtui.domain.clock import FrozenClock
from amtui.domain.errors import Unavailable
from amtui.domain.vocabulary import Source
from amtui.services.backend import Backend
from amtui.services.state import StateFile
from tests.flows.office import CLOCK, NOW, Office, empty_template
from tests.flows.visitor import visiting


async def test_every_screen_opens_by_its_number_and_shows_rows(office: Office) -> None:
    async with visiting(office.app()) as me:
        for key, name in (("2", "portfolio"), ("3", "requests"), ("4", "calendar"), ("1", "today")):
            await me.press(key)
            assert me.screen.name_ == name
            assert me.table.count.n > 10
            assert me.lines[0].count(name.capitalize()) == 1


async def test_today_is_ranked_and_says_why(office: Office) -> None:
    async with visiting(office.app()) as me:
        rows = [me.at(rank) for rank in range(me.table.count.n)]
        assert [row.rank for row in rows] == sorted(row.rank for row in rows)
        assert all(row.why for row in rows)
        strip = me.text("#strip")
        assert "breached" in strip
        assert "cadence gap" in strip
        assert str(me.text("#detail")).startswith(me.row.what)


async def test_from_the_start_to_the_first_answer_takes_under_ten_keys(office: Office) -> None:
    async with visiting(office.app()) as me:
        keys = 2
        while me.row.source is not Source.REQUEST:
            await me.press("j")
            keys += 1
        row = me.row
        await me.press("s", "i")
        assert keys < 10
        assert office.sql("SELECT status FROM requests WHERE id = ?", row.target_id) == [("in_progress",)]
        assert me.row != row


async def test_the_portfolio_shows_each_kpi_as_baseline_now_and_target(office: Office) -> None:
    async with visiting(office.app(start="portfolio")) as me:
        figures = {figure.kpi.value: figure for figure in me.row.kpis}
        assert "missed_call_rate" in figures
        line = next(line for line in me.lines if me.row.name[:12] in line)
        assert line.count("→") >= 4
        await me.press("p")
        assert me.row.name in me.text("#detail")


async def test_the_portfolio_is_sorted_and_filtered_without_losing_the_row(office: Office) -> None:
    async with visiting(office.app(start="portfolio")) as me:
        await me.press("j", "j")
        kept = me.row.id
        await me.press("o", "a")
        assert me.row.id == kept
        await me.press("slash")
        await me.type(me.row.name.split()[0].lower())
        await me.press("enter")
        assert me.row.id == kept
        assert me.table.count.n < 28
        await me.press("escape")
        assert me.table.count.n == 28
        assert me.row.id == kept


async def test_an_account_has_its_tabs(office: Office) -> None:
    async with visiting(office.app(start="portfolio")) as me:
        name = me.row.name
        await me.press("enter")
        assert me.text("#strip").startswith(name)
        overview = me.text("#overview")
        for words in ("Success criteria", "KPIs", "Account manager"):
            assert words in overview
        pane = me.app.screen.query_one("#pane-overview")
        await me.press("G")
        assert pane.scroll_y == pane.max_scroll_y > 0
        await me.press("k", "ctrl+u", "g", "j")
        assert pane.scroll_y == 1
        await me.press("l")
        assert me.table.id == "figures"
        assert me.table.count.n >= 3
        assert "Window" in me.text("#explained")
        await me.press("l")
        assert me.table.id == "account-requests"
        every = me.table.count.n
        await me.press("slash", *"due:<x", "enter")
        assert "is no date" in me.text("#pane-requests #count")
        await me.press("escape")
        assert me.table.count.n == every
        await me.press("slash", *"status:open", "enter")
        assert me.text("#pane-requests #count").endswith(" · filter: status:open")
        assert 0 < me.table.count.n < every
        await me.press("escape")
        assert me.table.count.n == every
        assert {me.at(rank).account for rank in range(me.table.count.n)} <= {name}
        await me.press("right_square_bracket")
        assert me.table.id == "reviews"
        every = me.table.count.n
        await me.press("slash", *"check-in held", "enter")
        assert 0 < me.table.count.n < every
        assert {me.at(rank).kind.value for rank in range(me.table.count.n)} == {"check_in"}
        await me.press("escape")
        assert me.table.count.n == every
        for name, words in (
            ("technical", "CRM"),
            ("money", "Agreement"),
            ("people", "Theirs"),
            ("timeline", "asked"),
        ):
            await me.press(*("l", "l") if name == "technical" else "l")
            assert me.focus == f"pane-{name}"
            assert words in me.text(f"#{name}")
        await me.press("l")
        assert me.focus == "pane-overview"
        await me.press("escape")
        assert me.screen.name_ == "portfolio"


async def test_the_palette_goes_to_an_account_by_name(office: Office) -> None:
    async with visiting(office.app()) as me:
        await me.press("colon")
        await me.type("northwind")
        await me.press("enter")
        assert me.text("#strip").startswith("Northwind Freight")


async def test_the_palette_names_keys_as_they_are_pressed(office: Office) -> None:
    async with visiting(office.app()) as me:
        await me.press("colon")
        await me.type("filter")
        await me.see("Filter  /")
        assert "slash" not in me.shown


async def test_the_palette_carries_out_an_action(office: Office) -> None:
    async with visiting(office.app()) as me:
        await me.press("ctrl+p")
        await me.type("calendar")
        await me.press("enter")
        assert me.screen.name_ == "calendar"
        await me.press("colon", "escape")
        assert me.screen.name_ == "calendar"


async def test_the_help_lists_the_live_keys_and_is_searched(office: Office) -> None:
    async with visiting(office.app(keymap={"list.filter": "f"})) as me:
        await me.press("question_mark")
        assert "Filter the list" in me.text("#keys")
        await me.type("undo")
        assert "Take back your latest change" in me.text("#keys")
        assert "Filter the list" not in me.text("#keys")
        await me.type("h l")
        assert "No key matches" in me.text("#keys")
        await me.press("escape", "5", "question_mark")
        await me.type("h l")
        assert "tab or pane" in me.text("#keys")
        await me.press("escape", "1", "f")
        assert me.app.focused is not None
        await me.type("zzzz")
        assert me.table.count.n == 0


async def test_a_reader_may_look_but_change_nothing_and_hears_why(office: Office) -> None:
    async with visiting(office.app(read_only=True, start="requests")) as me:
        row = me.row
        await me.press("s")
        assert me.said == "This session is read-only."
        await me.press("c", "u")
        assert me.screen.name_ == "requests"
        assert "read-only" in me.hints
        assert "read-only" in me.lines[0]
    assert office.sql("SELECT version FROM requests WHERE id = ?", row.id) == [(row.version,)]


async def test_a_session_under_which_the_database_is_upgraded_says_so_and_writes_nothing(
    office: Office,
) -> None:
    async with visiting(office.app(start="requests")) as me:
        office.sql("UPDATE alembic_version SET version_num = '9999'")
        await me.press("c")
        await me.type("Called them")
        await me.press("ctrl+j")
        assert "upgraded to schema 9999" in me.text() + me.said
        for _ in range(100):  # the watcher looks by itself, twice a second
            if any("Leave, and start amtui again" in note.message for note in me.app._notifications):
                break
            await me.pilot.pause(0.1)
        else:
            pytest.fail("nobody said that the database was upgraded")
        await me.press("escape", "escape")
    assert office.sql("SELECT count(*) FROM timeline WHERE note = 'Called them'") == [(0,)]


async def test_an_empty_database_says_what_would_fill_it(empty_office: Office) -> None:
    async with visiting(empty_office.app()) as me:
        assert "Nothing needs you now" in "\n".join(me.lines)
        await me.press("2")
        assert "Press I to import a file" in "\n".join(me.lines)
        await me.press("3")
        assert "Press a to log one" in "\n".join(me.lines)
        await me.press("s")
        assert me.said == "There is no row under the cursor."
        await me.press("slash", "x", "enter")
        assert "Nothing matches" in "\n".join(me.lines)


async def test_where_there_is_no_database_one_chooses_how_to_begin(office: Office) -> None:
    def nothing() -> Backend:
        raise Unavailable("there is no database")

    app = AmtuiApp(
        nothing, clock=CLOCK, state=StateFile(office.home / "s.json"), beginnings={"demo": office.backend}
    )
    async with visiting(app) as me:
        assert "Welcome to amtui" in me.text()
        await me.press("e")
        assert "Welcome to amtui" in me.text()
        await me.press("d")
        assert me.screen.name_ == "today"
        assert me.table.count.n > 10


async def test_a_database_that_cannot_be_used_is_said_plainly_and_left_with_its_code(office: Office) -> None:
    def damaged() -> Backend:
        raise Unavailable("the database is damaged", next="Restore a backup.")

    app = AmtuiApp(damaged, clock=CLOCK, state=StateFile(office.home / "s.json"))
    async with visiting(app) as me:
        assert "The database cannot be used" in me.text()
        assert "Restore a backup" in me.text()
        await me.press("q")
    assert app.return_value == Unavailable.exit_code


async def test_a_read_that_fails_is_said_and_the_rows_stay(office: Office) -> None:
    async with visiting(office.app(start="portfolio")) as me:
        rows = me.table.count.n
        office.sql("ALTER TABLE accounts RENAME TO gone")
        await me.press("r")
        assert me.said
        assert me.table.count.n == rows
        office.sql("ALTER TABLE gone RENAME TO accounts")


async def test_a_screen_that_is_gone_to_is_painted_once_it_is_whole(office: Office) -> None:
    async with visiting(office.app()) as me:
        me.app.delay_update(3600)
        await me.press("3")
        assert not me.app._batch_count


async def test_what_several_readers_cannot_read_is_said_once(office: Office) -> None:
    office.sql("ALTER TABLE requests RENAME TO gone")
    async with visiting(office.app()) as me:
        await me.press("3", "r")
        assert len(me.app._notifications) == 1


async def test_q_leaves_and_the_place_is_kept(office: Office) -> None:
    app = office.app(start="portfolio")
    async with visiting(app) as me:
        await me.press("j", "j", "j")
        place = me.row.id
        await me.press("q")
    assert app.return_value == 0
    async with visiting(office.app(start="portfolio")) as me:
        assert me.row.id == place


async def test_another_zone_shows_its_own_clock(office: Office) -> None:
    office.sql("UPDATE users SET zone = 'Asia/Tokyo'")
    async with visiting(office.app()) as me:
        assert "17:00" in me.lines[0]
    assert FrozenClock(NOW).now() == NOW


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (20, 5)])
async def test_small_terminals_stay_alive(office: Office, size: tuple[int, int]) -> None:
    async with visiting(office.app(), size) as me:
        for key in ("2", "3", "4", "1", "j", "question_mark", "escape", "s", "escape"):
            await me.press(key)
        assert all(len(line) <= size[0] for line in me.lines)
        assert me.screen.name_ == "today"


def test_an_empty_template_holds_one_administrator() -> None:
    assert empty_template().exists()


async def test_the_key_of_the_screen_one_is_in_goes_back_to_it_from_what_lies_above(office: Office) -> None:
    async with visiting(office.app()) as me:
        await me.press("2", "enter")
        assert me.screen.name_ == "account"
        await me.press("3", "2")
        assert me.screen.name_ == "account"
        await me.press("2")
        assert me.screen.name_ == "portfolio"
        await me.press("2")
        assert me.screen.name_ == "portfolio"
        assert len(me.app.screen_stack) == 1
