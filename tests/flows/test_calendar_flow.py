"""Reviews planned, moved, held and cancelled from the calendar."""

from amtui.widgets.fields import values
from tests.flows.office import Office
from tests.flows.visitor import Visitor, visiting

COLUMNS = "SELECT status, starts_at, version FROM reviews WHERE id = ?"


async def to_a_review(me: Visitor) -> int:
    """Put the cursor on the first review of the agenda that is planned; return its id."""
    await me.press("enter")
    for _ in range(me.table.count.n):
        if me.row.kind == "review" and me.row.status == "planned":
            return int(me.row.ref)
        await me.press("j")
    raise AssertionError("the agenda has no planned review")


async def test_the_agenda_follows_the_day(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        before = me.table.count.n
        await me.press("j")
        assert all(me.at(rank).day >= me.grid.selected for rank in range(me.table.count.n))
        assert me.table.count.n < before
        await me.press("t")
        assert me.table.count.n == before


async def test_the_cursor_goes_to_the_first_item_of_the_day(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        assert any(item.kind == "cadence_gap" for item in map(me.at, range(me.table.count.n)))
        for key in ("j", "j", "l", "ctrl+d", "j", "t"):
            await me.press(key)
            assert (me.row, me.table.rank) == (me.at(0), 0), key
        await me.press("enter", "j", "r")
        assert me.table.rank == 1, "what is read again leaves the cursor where it is"


async def test_another_month_is_read(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await me.press("ctrl+d")
        assert me.grid.month.month == 4
        assert any(day.month == 4 for day in me.grid.items)


async def test_a_review_is_planned_with_an_account(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await to_a_review(me)
        account = me.row.account_id
        known = office.sql("SELECT max(id) FROM reviews")[0][0]
        await me.press("a", "tab", "tab", "tab")
        await me.type("Look at the queue")
        await me.press("enter")
        made = office.sql("SELECT account_id, agenda, status FROM reviews WHERE id > ?", known)
        assert made == [(account, "Look at the queue", "planned")]


async def test_what_a_series_is_about_is_kept(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await to_a_review(me)
        known = office.sql("SELECT max(id) FROM reviews")[0][0]
        await me.press("a", "enter", "j", "j", "enter", "tab", "tab", "tab")
        await me.type("Look at the queue")
        await me.press("tab", "tab", "enter", "j", "j", "enter", "ctrl+j")
        made = office.sql("SELECT DISTINCT kind, agenda FROM reviews WHERE id > ?", known)
        assert made == [("training", "Look at the queue")], me.said


async def test_what_is_typed_into_a_plan_that_is_refused_is_there_again(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await to_a_review(me)
        await me.press("a", "tab", "tab", "tab")
        await me.type("Look at the queue")
        await me.press("tab")
        await me.type("Dana")
        await me.press("tab", "enter", "j", "j", "enter", "ctrl+j")
        assert "every month already" in me.said
        await me.press("a")
        typed = values(me.app.screen)
        assert (typed["agenda"], typed["attendees"]) == ("Look at the queue", "Dana")
        await me.press("ctrl+j", "a")
        typed = values(me.app.screen)
        assert (typed["agenda"], typed["attendees"]) == ("", "")


async def test_a_plan_for_an_unknown_account_is_refused_with_a_reason(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await me.press("G", "j", "j", "j", "a")
        known = office.sql("SELECT max(id) FROM reviews")[0][0]
        await me.press("shift+tab", "ctrl+u")
        await me.type("Nobody of that name")
        await me.press("enter")
        assert "Nobody of that name" in me.said
        assert office.sql("SELECT max(id) FROM reviews")[0][0] == known


async def test_a_review_moves_by_a_day_and_back(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        review = await to_a_review(me)
        ((_, start, _),) = office.sql(COLUMNS, review)
        await me.press("plus")
        assert office.sql(COLUMNS, review)[0][1] - start == 86_400_000_000
        await me.press("u")
        assert office.sql(COLUMNS, review)[0][1] == start


async def test_a_review_moves_to_a_day_and_time_typed(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        review = await to_a_review(me)
        await me.press("M", "ctrl+u")
        await me.type("2026-03-20 11:15")
        await me.press("enter")
        moved = office.sql("SELECT starts_at FROM reviews WHERE id = ?", review)[0][0]
        assert moved == 1_774_001_700_000_000


async def test_a_review_moves_to_a_day_in_words(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        review = await to_a_review(me)
        await me.press("M", "ctrl+u")
        await me.type("some day")
        await me.press("enter")
        assert "write a day, such as" in " ".join(me.text().split())
        await me.press("ctrl+u")
        await me.type("fri 14:00")
        await me.press("enter")
        moved = office.sql("SELECT starts_at FROM reviews WHERE id = ?", review)[0][0]
        assert moved == 1_772_802_000_000_000


async def test_a_review_is_held_with_its_outcome(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        review = await to_a_review(me)
        await me.press("f")
        await me.type("Agreed on call-backs")
        await me.press("tab")
        await me.type("Staff Mondays")
        await me.press("enter")
        kept = office.sql("SELECT status, outcome FROM reviews WHERE id = ?", review)
        assert kept == [("held", "Agreed on call-backs")], me.said


async def test_a_review_is_cancelled_with_its_reason(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        review = await to_a_review(me)
        await me.press("X")
        await me.type("client is away")
        await me.press("enter")
        assert office.sql("SELECT status FROM reviews WHERE id = ?", review) == [("cancelled",)]
        await me.press("u")
        assert office.sql("SELECT status FROM reviews WHERE id = ?", review) == [("planned",)]


async def test_what_is_no_review_cannot_be_moved_and_says_so(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await me.press("enter")
        while me.row.kind in {"review", "team_meeting"}:
            await me.press("j")
        await me.press("X")
        assert "not a review" in me.said


async def test_the_agenda_says_whom_one_meets_beside_the_month_too(office: Office) -> None:
    async with visiting(office.app(start="calendar"), size=(80, 24)) as me:
        await to_a_review(me)
        row = me.row
        line = next(line for line in me.lines if line.count("▌") and f"{row.day:%d %b}" in line)
        assert row.account[:6] in line
        await me.press("right_square_bracket")
        assert f"{row.day:%a %d %b}" in "\n".join(me.lines)


async def test_every_gap_is_listed_and_counted_on_any_day_of_any_month(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await me.press("left_square_bracket")
        every = sorted(item.account for item in map(me.at, range(me.table.count.n)))
        await me.press("right_square_bracket")
        for keys in ((), ("j", "j"), ("ctrl+d",), ("ctrl+d", "ctrl+d")):
            await me.press(*keys)
            listed = map(me.at, range(me.table.count.n))
            assert sorted(item.account for item in listed if item.kind == "cadence_gap") == every
            assert f"{len(every)} gaps" in me.count
        assert every
