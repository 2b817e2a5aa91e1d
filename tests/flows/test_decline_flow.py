"""Declining from the day's list: the whole reply is seen before it goes out, and written in lines."""

import pytest

from tests.flows.office import Office
from tests.flows.visitor import Visitor, visiting


async def to_a_request(me: Visitor, office: Office) -> str:
    """Put the cursor on a request that can be declined; return its reference."""
    await me.press("slash")
    await me.type("not answered yet")
    await me.press("enter", "g")
    ref = str(me.row.ref)
    office.sql("UPDATE requests SET status = 'new' WHERE ref = ?", ref)
    return ref


def words(me: Visitor) -> str:
    """Return the screen as one line of words."""
    return " ".join(" ".join(me.lines).replace("│", " ").split())


async def test_the_reply_to_a_declined_request_is_read_whole_beside_the_reason(office: Office) -> None:
    async with visiting(office.app(), (120, 34)) as me:
        ref = await to_a_request(me, office)
        await me.press("f", "x")
        await me.type("out of scope")
        assert "Thank you" in words(me)
        assert "another way with you." in words(me)
        await me.press("tab")
        await me.press("enter")
        await me.type("Nora")
        await me.press("ctrl+j")
        (note,) = office.sql(
            "SELECT t.note FROM timeline t JOIN requests r ON r.id = t.request_id"
            " WHERE r.ref = ? AND t.shared ORDER BY t.id DESC LIMIT 1",
            ref,
        )[0]
        assert note.endswith("with you.\nNora")


async def test_what_was_typed_for_a_decline_is_there_again(office: Office) -> None:
    async with visiting(office.app()) as me:
        ref = await to_a_request(me, office)
        await me.press("f", "x")
        await me.type("not ours")
        await me.press("escape", "f", "x")
        assert me.typed() == "not ours"
        await me.press("enter")
        assert office.sql("SELECT status FROM requests WHERE ref = ?", ref) == [("declined",)]


async def test_the_reply_to_a_declined_row_is_written_in_lines_too(office: Office) -> None:
    async with visiting(office.app(), (120, 34)) as me:
        await me.press("slash")
        await me.type("kind:kpi")
        await me.press("enter", "g", "f", "x")
        dialog = words(me)
        assert "thank you for asking." in dialog
        await me.press("enter")
        await me.type("Nora")
        await me.press("ctrl+j")
        (reply,) = office.sql("SELECT note FROM today_answers ORDER BY id DESC LIMIT 1")[0]
        assert reply.endswith("\nNora")


async def test_what_was_typed_into_an_answer_to_a_row_is_there_again_until_it_is_given(
    office: Office,
) -> None:
    async with visiting(office.app(), (120, 34)) as me:
        await me.press("slash")
        await me.type("kind:kpi")
        await me.press("enter", "g", "f", "x", "enter")
        await me.type("Zebra")
        await me.press("escape")
        assert office.sql("SELECT * FROM today_answers") == []
        await me.press("f", "x")
        assert "Zebra" in words(me)
        await me.press("ctrl+j", "escape", "u", "g", "f", "x")
        assert "Zebra" not in words(me)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 34)])
async def test_the_keys_stand_below_whatever_is_told_at_any_size(
    office: Office, size: tuple[int, int]
) -> None:
    async with visiting(office.app(), size) as me:
        await me.press("w")
        assert any("esc closes" in line for line in me.lines)
