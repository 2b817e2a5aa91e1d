"""A session shows the first list before it has the database open itself, and loses no key typed meanwhile."""

import json
import pickle
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import TextArea

from amtui.app import AmtuiApp
from amtui.domain.errors import Unavailable
from amtui.domain.today_board import FirstLook
from amtui.screens.first_run import FirstRunScreen
from amtui.screens.visitor import Visitor as Opened
from amtui.services.backend import Backend
from amtui.services.first_look import first_look
from amtui.services.state import StateFile
from tests.flows.office import NOW, Office
from tests.flows.visitor import Visitor
from tests.support.flow import press

LONGEST = 20.0
WITHOUT_DATABASE = f"""
import asyncio, json, pickle, sys, threading
from datetime import datetime
from pathlib import Path
from amtui.app import AmtuiApp
from amtui.domain.clock import FrozenClock
from amtui.screens.visitor import Visitor
from amtui.services.state import StateFile

class Ahead:
    def look(self):
        return pickle.loads(Path(sys.argv[1]).read_bytes())
    def end(self):
        pass

hold = threading.Event()
def connect():
    hold.wait()
    raise SystemExit

async def main():
    clock = FrozenClock(datetime.fromisoformat("{NOW.isoformat()}"))
    app = AmtuiApp.of(Visitor(connect, clock, StateFile(None), {{}}, editor=False, files=True, ahead=Ahead()))
    async with app.run_test(size=(120, 34)) as pilot:
        while app.screen.table.current is None:
            await asyncio.sleep(0.01)
        await pilot.pause()
        print(json.dumps([name for name in ("sqlalchemy", "sqlite3") if name in sys.modules]))
        hold.set()

asyncio.run(main())
"""


class Foreseen:
    """What a process of its own has read, as it lies in the pipe."""

    def __init__(self, answer: bytes | None) -> None:
        self.answer = answer
        self.ended = 0

    def look(self) -> FirstLook | None:
        """Return what lies there."""
        found: FirstLook | None = (
            pickle.loads(self.answer)  # noqa: S301 - written by this test
            if self.answer
            else None
        )
        return found

    def end(self) -> None:
        """Take note that it is no longer wanted."""
        self.ended += 1


def answer_of(office: Office, login: str | None = None) -> bytes:
    """Return what a process of its own would read."""
    with closing(office.backend(login)) as backend:
        return pickle.dumps(first_look(backend))


class Door:
    """The way to a database that opens when it is told to."""

    def __init__(self, office: Office, fault: Exception | None = None) -> None:
        self._office, self._fault = office, fault
        self.open = Event()

    def connect(self) -> Backend:
        """Wait, then open the database."""
        assert self.open.wait(LONGEST)
        if self._fault is not None:
            raise self._fault
        return self._office.backend()


@pytest.fixture
def door(office: Office) -> Iterator[Door]:
    made = Door(office)
    yield made
    made.open.set()


@asynccontextmanager
async def arriving(
    office: Office, door: Door, answer: bytes | None, state: Path | None = None
) -> AsyncIterator[Visitor]:
    """Run the program on a database that is not open yet."""
    ahead = Foreseen(answer)
    opened = Opened(door.connect, office.clock, StateFile(state), {}, editor=False, files=True, ahead=ahead)
    app = AmtuiApp.of(opened)
    async with app.run_test(size=(120, 34)) as pilot:
        yield Visitor(app, pilot)
        door.open.set()
    assert app.faults == []
    assert ahead.ended == 1


async def test_the_list_is_there_and_moved_in_before_the_database_is(office: Office, door: Door) -> None:
    async with arriving(office, door, answer_of(office)) as me:
        await me.see("Nora Lindqvist", "things need you")
        assert me.app.backend is None
        first = me.row
        await press(me.pilot, "j", "j")
        await me.pilot.pause()
        assert me.row is me.at(2)
        door.open.set()
        await me.settle()
        assert me.app.backend is not None
        assert me.row.ref == me.at(2).ref
        assert me.at(0) == first


async def test_what_has_changed_meanwhile_is_shown_once_the_database_is_open(
    office: Office, door: Door
) -> None:
    before = answer_of(office)
    office.sql("UPDATE users SET name = 'Nora Renamed' WHERE login = 'nora.lindqvist'")
    async with arriving(office, door, before) as me:
        await me.see("Nora Lindqvist")
        door.open.set()
        await me.see("Nora Renamed")


async def test_keys_that_need_the_database_wait_for_it_in_their_order(office: Office, door: Door) -> None:
    async with arriving(office, door, answer_of(office)) as me:
        await me.see("things need you")
        await press(me.pilot, "3", "j", "c", "h", "i")
        assert me.app.current_mode == "requests"
        assert len(me.app.screen_stack) == 1
        door.open.set()
        await me.settle()
        assert me.app.screen.query_one(TextArea).text == "hi"


async def test_leaving_waits_for_nothing(office: Office, door: Door) -> None:
    async with arriving(office, door, None) as me:
        await press(me.pilot, "e", "q")
        await me.pilot.pause()
        assert me.app._exit
        door.open.set()


async def test_keys_for_a_list_do_not_choose_how_to_begin(office: Office) -> None:
    door = Door(office, Unavailable("there is no database", next="Make one."))
    async with arriving(office, door, answer_of(office)) as me:
        await me.see("things need you")
        await press(me.pilot, "e", "d")
        door.open.set()
        await me.see("Welcome to amtui")
        await me.pilot.pause(0.1)
        assert isinstance(me.app.screen, FirstRunScreen)


async def test_a_session_that_foresees_nothing_opens_as_ever(office: Office, door: Door) -> None:
    async with arriving(office, door, None) as me:
        await me.see("opening…")
        door.open.set()
        await me.see("Nora Lindqvist", "things need you")


def test_the_first_look_is_shown_without_what_reads_databases(office: Office, tmp_path: Path) -> None:
    kept = tmp_path / "look"
    kept.write_bytes(answer_of(office))
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DATABASE, str(kept)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )
    assert json.loads(done.stdout) == []
