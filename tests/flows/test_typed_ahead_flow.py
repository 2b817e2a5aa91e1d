"""Keys that arrive together, as over a slow line: what answers a dialog reaches it, not what lies below."""

import pytest
from textual.events import Key
from textual.widgets import TextArea

from amtui.domain.vocabulary import RequestStatus
from amtui.screens.help import HelpScreen
from tests.flows.office import Office
from tests.flows.test_queue_flow import filtered
from tests.flows.test_requests_flow import status_of
from tests.flows.visitor import Visitor, visiting


async def at_once(me: Visitor, keys: str) -> None:
    """Let keys arrive in one piece."""
    for key in keys:
        me.app.post_message(Key(key, key))
    await me.settle()


async def test_a_column_chosen_at_once_is_sorted_by(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await at_once(me, "ol")
        assert me.order.column == "sla"
        await at_once(me, "ol")
        assert me.order.descending
        assert me.table.has_focus


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
        await at_once(me, "j")
        assert me.table.rank == rank
        me.app.dialog_came()
        await me.settle()
        assert me.table.rank == rank + 1
