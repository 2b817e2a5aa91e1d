"""A filter that cannot be read: the list stays, and says by what; the line stays open to be mended."""

import re

import pytest
from textual.widgets import Input

from amtui.screens.filtered import filter_note
from tests.flows.office import Office
from tests.flows.visitor import visiting


@pytest.mark.parametrize(
    ("start", "readable", "unreadable"),
    [
        ("requests", "p:3", "status:foo"),
        ("portfolio", "am:ana", "health:foo"),
        ("today", "kind:request", "kind:foo"),
        ("calendar", "kind:review", "kind:foo"),
    ],
)
async def test_the_list_says_what_it_is_still_narrowed_by(
    office: Office, start: str, readable: str, unreadable: str
) -> None:
    async with visiting(office.app(start=start)) as me:
        await me.press("slash")
        await me.paste(readable)
        shown = me.table.count
        await me.paste(f" {unreadable}")
        await me.press("enter")
        assert me.app.screen.query_one("#filter Input", Input).has_focus, "it is there to be mended"
        assert me.table.count == shown
        (line,) = [line for line in me.lines if "still filter:" in line]
        assert re.search(rf" · “foo” is no value of “\w+:” · still filter: {readable} · which takes", line)
        await me.press("ctrl+w", "ctrl+w", "enter")
        assert me.table.has_focus
        assert not [line for line in me.lines if "still filter:" in line]


async def test_without_a_filter_before_the_list_says_so_and_escape_leaves(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        every = me.table.count
        await me.press("slash")
        await me.paste("status:foo")
        assert any(" · “foo” is no value of “status:” · still no filter" in line for line in me.lines)
        await me.press("enter", "escape")
        assert me.table.has_focus
        assert me.table.count == every
        assert not any("still no filter" in line for line in me.lines)


async def test_what_cannot_be_read_is_not_taken_up_the_next_time(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await me.press("slash")
        await me.paste("p:3")
        await me.paste(" status:foo")
        await me.press("enter")
        shown = me.table.count.n
    async with visiting(office.app(start="requests")) as me:
        assert me.table.count.n == shown
        assert any("filter: p:3" in line for line in me.lines)


def test_what_is_wrong_is_a_part_of_a_line_and_what_was_typed_stays_as_it_is() -> None:
    wrong = "There is no filter “x:” here."
    assert filter_note("", wrong) == "There is no filter “x:” here · still no filter"
    assert filter_note("Acme Inc.", wrong) == "There is no filter “x:” here · still filter: Acme Inc."
    assert filter_note("Acme Inc.") == "filter: Acme Inc."
