"""Two people on one request: the one whose book it is in, and the one who covers that book during a leave."""

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert

from amtui.app import AmtuiApp
from amtui.data.models import leaves
from amtui.domain.request_changes import SayTyping
from amtui.services.state import StateFile
from amtui.services.wiring import open_backend
from tests.flows.office import LONG_TOAST
from tests.flows.visitor import PATIENCE, Visitor, visiting
from tests.services.world import ANA, CLEO, ELSEWHERE, World


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    """The small company on a day on which Cleo is away and Ana covers her book, on each of the engines."""
    made = World(database_url)
    away = {"user_id": CLEO, "cover_id": ANA, "first": date(2026, 11, 23), "last": date(2026, 11, 24)}
    with made.writing() as connection:
        connection.execute(insert(leaves), away)
    yield made
    made.close()


def opened(world: World, login: str, home: Path) -> AmtuiApp:
    """Return the program as somebody opens it on their requests."""
    app = AmtuiApp(
        lambda: open_backend(world.url, clock=world.clock, login=login, admitted=True),
        clock=world.clock,
        state=StateFile(home / f"{login}.json"),
        start="requests",
    )
    app.__dict__["NOTIFICATION_TIMEOUT"] = LONG_TOAST
    return app


async def unseen(visitor: Visitor, words: str) -> None:
    """Wait until the screen no longer shows some words."""
    async with asyncio.timeout(PATIENCE):
        while words in visitor.shown:
            await visitor.pilot.pause(0.01)


async def minute(visitor: Visitor) -> None:
    """Let the program hear that another minute has begun."""
    visitor.app.call_later(visitor.app.each_screen, lambda screen: screen.tell_time())
    await visitor.settle()


async def test_who_covers_a_book_and_whose_it_is_see_each_other_writing(world: World, tmp_path: Path) -> None:
    async with (
        visiting(opened(world, "cleo", tmp_path)) as cleo,
        visiting(opened(world, "ana", tmp_path)) as ana,
    ):
        await ana.press("end")
        assert ana.row.ref == cleo.row.ref == "R-1003"
        await ana.press("c")
        await ana.type("They called")
        await cleo.see("Ana is typing here")
        await cleo.press("c")
        await cleo.type("So they did")
        await ana.press("escape")
        await ana.see("Cleo is typing here")
        await cleo.press("escape")
        for one in (ana, cleo):
            await unseen(one, "is typing here")


async def test_who_went_without_a_word_is_soon_no_longer_said_to_be_writing(
    world: World, tmp_path: Path
) -> None:
    async with visiting(opened(world, "cleo", tmp_path)) as cleo:
        for keys in ((), ("enter",)):
            await cleo.press(*keys)
            world.as_("ana").apply(SayTyping(request_id=ELSEWHERE))
            await cleo.see("Ana is typing here")
            world.clock.passes(minutes=1)
            await minute(cleo)
            assert "is typing here" not in cleo.shown


async def test_requests_of_a_covered_book_are_marked_as_accounts_are(world: World, tmp_path: Path) -> None:
    async with visiting(opened(world, "ana", tmp_path), (120, 34)) as ana:
        covered = [line for line in ana.lines if "⇄ " in line]
        assert covered
        assert all("⇄ Contoso" in line for line in covered)
        assert any("R-1003" in line for line in covered)
        assert any("Northwind" in line for line in ana.lines)
