"""What one line cannot hold: it ends with a sign, what matters is first, and no order is silent."""

from pathlib import Path

import pytest

from tests.flows.office import Office
from tests.flows.visitor import visiting

NARROW, PLAIN = (60, 20), (80, 24)


@pytest.mark.parametrize("size", [NARROW, PLAIN])
@pytest.mark.parametrize("start", ["requests", "portfolio", "today", "calendar"])
async def test_a_filter_that_cannot_be_read_says_first_what_is_wrong(
    office: Office, start: str, size: tuple[int, int]
) -> None:
    async with visiting(office.app(start=start), size) as me:
        await me.press("slash")
        await me.paste("kind:review" if start in {"today", "calendar"} else "meridian tidewater")
        await me.paste(" created:yesterdayish")
        line = me.lines[-2]
        assert line.find("“") < len("  7 things need you · There is no filter “"), line
        assert line.rstrip().endswith("…"), line


async def test_marks_are_told_before_a_long_filter(office: Office) -> None:
    async with visiting(office.app(start="requests"), NARROW) as me:
        await me.press("slash")
        await me.paste("status:new,in_progress,waiting_client,routed priority:p1,p2,p3,p4")
        await me.press("enter", "space")
        assert "1 marked" in "\n".join(me.lines)


@pytest.mark.parametrize(("size", "said"), [(NARROW, True), (PLAIN, True), ((220, 40), False)])
async def test_an_order_whose_column_is_not_shown_is_said(
    office: Office, size: tuple[int, int], *, said: bool
) -> None:
    async with visiting(office.app(start="requests"), size) as me:
        assert "by due" not in me.count
        await me.press("o", "o")
        assert ("by owner ▲" in me.count) is said
        await me.press("O")
        assert ("by owner ▼" in me.count) is said


async def test_a_list_that_cannot_be_read_is_not_counted(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.path.write_bytes(b"no database at all")
    async with visiting(office.app(start="requests"), PLAIN) as me:
        assert not [line for line in me.lines if "0 requests" in line]


async def test_a_width_that_hides_the_column_makes_the_list_say_its_order(office: Office) -> None:
    async with visiting(office.app(start="requests"), (220, 40)) as me:
        await me.press("o", "o")
        assert "by owner" not in me.count
        await me.pilot.resize_terminal(80, 24)
        await me.settle()
        assert "by owner ▲" in me.count
        await me.pilot.resize_terminal(220, 40)
        await me.settle()
        assert "by owner" not in me.count
