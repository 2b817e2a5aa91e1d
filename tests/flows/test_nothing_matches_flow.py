"""A list that a filter has emptied says so, and which key takes the filter away."""

import pytest

from tests.flows.office import Office, admin_of
from tests.flows.visitor import visiting

SAID = "Nothing matches the filter. esc takes it away."
NOWHERE = ("slash", "z", "q", "z", "q", "enter")


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param((), id="today"),
        pytest.param(("2",), id="portfolio"),
        pytest.param(("2", "K"), id="onboarding"),
        pytest.param(("3",), id="requests"),
        pytest.param(("4",), id="calendar"),
        pytest.param(("4", "right_square_bracket", "right_square_bracket"), id="agenda"),
        pytest.param(("4", "left_square_bracket"), id="gaps"),
        pytest.param(("2", "enter", "l", "l"), id="requests of an account"),
        pytest.param(("2", "enter", "l", "l", "l"), id="reviews of an account"),
    ],
)
async def test_a_filter_that_finds_nothing_says_so(office: Office, keys: tuple[str, ...]) -> None:
    async with visiting(office.app()) as me:
        await me.press(*keys)
        before = me.count
        await me.press(*NOWHERE)
        assert SAID in "\n".join(me.lines)
        await me.press("escape")
        assert SAID not in "\n".join(me.lines)
        assert me.count == before


@pytest.mark.parametrize("keys", [(), ("2",), ("2", "K"), ("3",)])
async def test_no_row_is_described_beside_a_list_without_any(office: Office, keys: tuple[str, ...]) -> None:
    async with visiting(office.app()) as me:
        await me.press(*keys)
        assert me.text("#detail")
        await me.press(*NOWHERE)
        assert not me.text("#detail")
        await me.press("escape")
        assert me.text("#detail")


async def test_every_room_of_administration_says_so(office: Office) -> None:
    async with visiting(office.app(admin_of(office))) as me:
        await me.press("6")
        for _ in range(8):
            await me.press(*NOWHERE)
            assert SAID in "\n".join(me.lines)
            await me.press("escape", "l")


async def test_a_filter_of_the_last_session_says_so_too(office: Office) -> None:
    for keys in (NOWHERE, ()):
        async with visiting(office.app()) as me:
            await me.press(*keys)
            assert SAID in "\n".join(me.lines)


async def test_an_empty_view_says_that_it_is_the_filter(office: Office) -> None:
    office.sql("UPDATE requests SET priority = 'P3' WHERE priority = 'P1'")
    async with visiting(office.app()) as me:
        await me.press("3", "slash")
        await me.paste("p:1 is:breached")
        await me.press("enter")
        assert SAID in "\n".join(me.lines)


async def test_a_count_of_nothing_says_how_to_see_everything(empty_office: Office) -> None:
    async with visiting(empty_office.app()) as me:
        await me.press("right_square_bracket")
        assert "Nothing here counts as “breached”. esc shows everything" in "\n".join(me.lines)
        await me.press("escape")
        assert "Nothing needs you now" in "\n".join(me.lines)


async def test_a_calendar_that_is_empty_says_why(empty_office: Office) -> None:
    async with visiting(empty_office.app(start="calendar")) as me:
        assert "Press a to plan a review" in "\n".join(me.lines)
        await me.press("left_square_bracket")
        assert "No account lacks a review" in "\n".join(me.lines)
