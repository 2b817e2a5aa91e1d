"""Keys that arrive together, as over a slow line: what answers a dialog reaches it, not what lies below."""

import asyncio
from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input, TextArea

from amtui.domain.vocabulary import RequestStatus
from amtui.screens.base import BaseScreen
from amtui.screens.help import HelpScreen
from amtui.screens.typed_ahead import PATIENCE
from amtui.widgets.virtual_table import VirtualTable
from tests.flows.office import Office
from tests.flows.test_queue_flow import filtered
from tests.flows.test_requests_flow import status_of
from tests.flows.visitor import Visitor, visiting

LONGEST = 30.0
"""Seconds after which what a key does is given up."""
NAMED = {
    "⏎": ("enter", "\r"),
    "⎋": ("escape", None),
    "⇥": ("tab", "\t"),
    " ": ("space", " "),
    "/": ("slash", "/"),
}


def arrive(me: Visitor, keys: str) -> None:
    """Let keys arrive in one piece."""
    for key in keys:
        me.app.post_message(Key(*NAMED.get(key, (key, key))))


async def at_once(me: Visitor, keys: str) -> None:
    """Let keys arrive in one piece, and have their effect."""
    arrive(me, keys)
    await me.settle()


async def test_a_column_chosen_at_once_is_sorted_by(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await at_once(me, "ol")
        assert me.order.column == "sla"
        await at_once(me, "ol")
        assert me.order.descending
        assert me.table.has_focus


async def test_a_key_of_two_that_arrive_at_rest_waits_for_the_dialog_of_the_first(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await asyncio.sleep(PATIENCE / 4)
        arrive(me, "ol")
        async with asyncio.timeout(LONGEST):
            # Nothing is hurried here: the dialog comes and goes by the program's own timers.
            while len(me.app.screen_stack) > 1 or me.order.column != "sla":  # noqa: ASYNC110 nothing tells it
                await asyncio.sleep(PATIENCE / 50)


async def test_a_status_chosen_at_once_is_set_and_nothing_else_is_done(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await filtered(me, "status:new -p:1")
        request_id = me.row.id
        await at_once(me, "si")
        assert status_of(office, request_id) == RequestStatus.IN_PROGRESS
        assert me.screen.name_ == "requests"
        await at_once(me, "uj")
        assert status_of(office, request_id) == RequestStatus.NEW


async def test_words_typed_at_once_are_in_the_comment(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await at_once(me, "chello")
        assert me.app.screen.query_one(TextArea).text == "hello"


async def test_keys_go_on_where_no_dialog_comes(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await filtered(me, "status:closed p:1,2,3,4 ref:nothing")
        await at_once(me, "sjj")
        await me.press("question_mark")
        assert isinstance(me.app.screen, HelpScreen)


@pytest.mark.parametrize("keys", ["ojj", "oj"])
async def test_letters_that_move_in_a_dialog_move_there(office: Office, keys: str) -> None:
    async with visiting(office.app(start="requests")) as me:
        cursor = me.table.cursor
        await at_once(me, keys)
        await me.press("enter")
        assert me.order.column == ("priority" if keys == "oj" else "created")
        assert me.table.cursor == cursor


async def test_other_work_that_ends_lets_no_key_pass(office: Office) -> None:
    async def done() -> None:
        """Ask nothing."""

    async with visiting(office.app(start="requests")) as me:
        rank = me.table.rank
        me.app.expect_dialog()
        me.app.begin(done())
        await me.settle()
        arrive(me, "j")
        await asyncio.sleep(PATIENCE / 4)
        assert me.table.rank == rank
        me.app.dialog_came()
        await me.settle()
        assert me.table.rank == rank + 1


async def seen_after(office: Office, start: str, keys: str, *, slowly: bool) -> tuple[object, ...]:
    """Return what there is to see and what has been done after keys."""
    async with visiting(office.app(start=start)) as me:
        if slowly:
            for key in keys:
                await at_once(me, key)
        else:
            await at_once(me, keys)
        inputs = [one.value for one in me.app.screen.query(Input)]
        areas = [one.text for one in me.app.screen.query(TextArea)]
        screens = [type(one).__name__ for one in me.app.screen_stack]
        below = next(one for one in reversed(me.app.screen_stack) if isinstance(one, BaseScreen))
        tables = [(one.cursor, one.rank, one.count, one.order) for one in below.query(VirtualTable)]
        done = office.sql("SELECT entity, entity_id, action, after FROM audit ORDER BY id DESC LIMIT 5")
        return inputs, areas, screens, tables, done, me.focus


@pytest.mark.parametrize(
    ("start", "keys"),
    [
        ("requests", "/port"),
        ("requests", "/port⏎"),
        ("requests", "/port⏎o"),
        ("requests", "/port⏎ojj"),
        ("requests", "/port⏎jj⏎"),
        ("requests", "/⎋ojj"),
        ("requests", "/p⇥port⏎⎋"),
        ("requests", "jjc hello⎋"),
        ("requests", "jjs⎋jj"),
        ("requests", "ol⏎ojo"),
        ("requests", "  jj G"),
        ("requests", "e⇥more⎋jj"),
        ("requests", "2j⏎]"),
        ("today", "3/new⏎jo"),
        ("today", "2/a⏎1jj⏎"),
        ("portfolio", "j⏎]]⎋jj"),
        ("calendar", "jjlla"),
        ("today", "4jj3oc"),
        ("requests", "/status:new⏎sisi"),
    ],
)
async def test_keys_that_arrive_together_do_what_they_do_one_by_one(
    office: Office, tmp_path: Path, start: str, keys: str
) -> None:
    (tmp_path / "other").mkdir()
    other = Office(tmp_path / "other")
    slowly = await seen_after(other, start, keys, slowly=True)
    assert await seen_after(office, start, keys, slowly=False) == slowly
