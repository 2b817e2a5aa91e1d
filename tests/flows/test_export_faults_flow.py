"""A list that cannot be written, or is stopped: one sentence, and no half file."""

import asyncio
import errno
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from amtui.screens.dialogs.confirm import ConfirmDialog
from tests.flows.files import WIDE, ask, lines_of, sheet, text, there, written
from tests.flows.office import Office
from tests.flows.visitor import PATIENCE, visiting

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def kept(here: Path) -> Path:
    """A file that is there."""
    path = here / "kept.csv"
    path.write_text("before")
    return path


@pytest.mark.parametrize("answer", ["escape", "y"])
async def test_a_file_that_is_there_is_replaced_only_on_a_word(
    office: Office, kept: Path, answer: str
) -> None:
    async with visiting(office.app(start="portfolio"), WIDE) as me:
        await ask(me, "kept.csv")
        assert isinstance(me.app.screen, ConfirmDialog)
        assert f"{kept} is there already." in me.text("#title")
        await me.press(answer)
        if answer == "y":
            await me.see("Wrote ")
    assert (text("kept.csv") == "before") is (answer == "escape")
    assert there() == ["kept.csv"]


@pytest.fixture
def in_the_way(here: Path) -> None:
    """A link, what it leads to, and a folder that is called as a file would be."""
    (here / "elsewhere").write_text("not to be touched")
    (here / "link.csv").symlink_to(here / "elsewhere")
    (here / "folder.csv").mkdir()


@pytest.mark.usefixtures("in_the_way")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("list.txt", "list.txt ends in neither .csv, .xlsx nor .json. Name the file so"),
        ("nowhere/list.csv", "cannot be written: No such file or directory"),
        ("link.csv", "is a link, which is not followed"),
        ("folder.csv", "is no file of yours to replace"),
        ("x" * 300 + ".csv", "o file can be called"),
    ],
)
async def test_what_cannot_be_written_is_one_sentence_and_leaves_nothing(
    office: Office, name: str, words: str
) -> None:
    async with visiting(office.app(start="portfolio"), WIDE) as me:
        await ask(me, name)
        await me.see(words)
        assert me.said.count("\n") == 0
    assert there() == ["elsewhere", "folder.csv", "link.csv"]
    assert text("elsewhere") == "not to be touched"


@pytest.mark.parametrize("form", ["csv", "json"])
async def test_a_disk_that_fills_leaves_no_half_file(
    office: Office, here: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(stream: Any, _columns: object, rows: Iterator[Any]) -> None:
        stream.write(str(next(rows)))
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(f"amtui.data.formats.export.write_{form}", full)
    async with visiting(office.app(start="requests"), WIDE) as me:
        await ask(me, f"list.{form}")
        await me.see(f"{here / f'list.{form}'} cannot be written: No space left on device")
        assert me.app.under_way == ""
    assert there() == []


async def test_who_may_only_look_may_export_and_who_is_a_guest_of_the_host_may_not(office: Office) -> None:
    async with visiting(office.app(read_only=True, start="requests"), WIDE) as me:
        assert await written(me)
    async with visiting(office.app(files=False, start="requests"), WIDE) as me:
        await me.press("ctrl+e")
        assert "The files here are the server's, not yours" in me.said
    assert there() == []


async def test_hostile_names_are_texts_in_every_file(office: Office) -> None:
    hostile = '=HYPERLINK("http://x","[red]y[/red]")\x1b[2J'
    office.sql("UPDATE accounts SET name = ? || id", hostile)
    async with visiting(office.app(start="portfolio"), WIDE) as me:
        row = me.row
        assert (await written(me))[0]["Account"] == row.name
        for form in ("csv", "xlsx"):
            await ask(me, f"list.{form}")
            await me.see(f"list.{form}.")
        me.app.open_account(row.id)
        await me.settle()
        await me.press("l", "ctrl+e")
        assert me.typed() == f"KPIs-of-HYPERLINK-http-x-red-y-red-2J{row.id}-2026-03-02.csv"
    assert all(line[0].startswith("'=HYPERLINK") for line in lines_of("list.csv")[1:])
    assert all(line[0].startswith("=HYPERLINK") for line in sheet("list.xlsx")[1:])


async def test_columns_for_which_there_is_no_room_are_named_and_left_out(office: Office) -> None:
    async with visiting(office.app(start="requests"), (80, 24)) as me:
        heads = [column.label for column in me.table.shown_columns]
        assert "Owner" not in heads
        await me.press("ctrl+e")
        words = " ".join(me.text("#title").split())
        assert "Service level, Owner and Updated, for which the screen has no room" in words
        await me.press("escape")
        assert list((await written(me))[0]) == heads


async def test_a_long_list_says_how_far_it_is_and_is_stopped_while_the_screen_goes_on(
    office: Office, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amtui.screens.exporting.PAGE", 10)
    async with visiting(office.app(start="requests"), WIDE) as me:
        gate, step, n = Event(), me.app.file_work.step, me.table.count.n

        def told(done: int, total: int, what: str) -> None:
            step(done, total, what)
            gate.wait(PATIENCE)

        monkeypatch.setattr(me.app.file_work, "step", told)
        await me.press("ctrl+e")
        await me.pilot.press("enter")
        await me.see(f"◐ 10 of {n} rows written · ctrl+c stops")
        for key in ("j", "j", "ctrl+e"):
            await me.pilot.press(key)
        await me.see("A list is being written already")
        assert me.table.rank == 2
        await me.pilot.press("ctrl+c")
        gate.set()
        await me.see("Stopped; no file was written")
        await me.settle()
        assert (me.app.under_way, there()) == ("", [])
        monkeypatch.setattr(me.app.file_work, "step", step)
        assert len(await written(me)) == n


async def test_a_session_that_ends_meanwhile_leaves_no_file(
    office: Office, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amtui.screens.exporting.PAGE", 10)
    begun = Event()
    async with visiting(office.app(start="requests"), WIDE) as me:
        gate = Event()

        def told(_done: int, _total: int, _what: str) -> None:
            begun.set()
            gate.wait(1)

        monkeypatch.setattr(me.app.file_work, "step", told)
        await me.press("ctrl+e")
        await me.pilot.press("enter")
        while not begun.is_set():
            await me.pilot.pause(0.01)
        await me.pilot.press("q")
    gate.set()
    async with asyncio.timeout(PATIENCE):
        while there():  # noqa: ASYNC110 - a thread takes it away, and tells nobody
            await asyncio.sleep(0.01)


async def test_marked_rows_that_are_all_hidden_are_not_written(office: Office) -> None:
    async with visiting(office.app(start="portfolio"), WIDE) as me:
        await me.press("space", "slash")
        await me.paste(f'-"{me.row.name[:8]}"')
        await me.press("enter", "ctrl+e")
        assert me.said == "The filter hides every marked row. Press escape to clear the marks."
        await me.press("escape")
        assert await written(me)


async def test_a_list_without_rows_is_not_written(empty_office: Office) -> None:
    async with visiting(empty_office.app(start="requests"), WIDE) as me:
        await me.press("ctrl+e")
        assert me.said == "There is no row to write."


async def test_a_list_that_is_too_long_for_a_sheet_is_refused_at_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amtui.data.formats.export.MOST_LINES", 20)
    async with visiting(office.app(start="portfolio"), WIDE) as me:
        await ask(me, "list.xlsx")
        await me.see("A sheet holds 19 rows only. Write CSV or JSON")
        await ask(me, "list.csv")
        await me.see("Wrote ")
    assert there() == ["list.csv"]
