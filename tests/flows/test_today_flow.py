"""The day's list at the keys: why in this order, the counts that narrow it, and what is new."""

from pathlib import Path

import pytest
from textual.widgets import Select, Tabs

from amtui.domain.vocabulary import SlaState, Source
from tests.flows.office import Office
from tests.flows.visitor import Visitor, visiting


def shown(visitor: Visitor) -> set[Source]:
    """Return the kinds of all rows of the list."""
    rows = (visitor.at(rank) for rank in range(200))
    return {row.source for row in rows if row is not None}


@pytest.mark.asyncio
async def test_monday_morning(tmp_path: Path) -> None:
    office = Office(tmp_path)
    async with visiting(office.app()) as visitor:
        everything = visitor.count
        await visitor.press("j", "w")
        told = visitor.text()
        assert "Number 2 of" in told
        assert "comes first: " in told
        assert "comes later: " in told
        await visitor.press("escape", "right_square_bracket")
        assert "breached" in visitor.count
        assert visitor.row.sla_state is SlaState.BREACHED
        await visitor.press("right_square_bracket", "right_square_bracket", "right_square_bracket")
        assert shown(visitor) == {Source.KPI}
        assert "KPIs off target" in visitor.count
        await visitor.press("escape")
        assert visitor.count == everything
        await visitor.press("b")
        assert visitor.row.since is not None
        assert "new" in visitor.count
        await visitor.press("b")
        assert visitor.count == everything
        await visitor.press("J")
        assert "Nothing is remembered of an earlier day" in visitor.text()
        await visitor.press("escape")
        at = visitor.text("#strip").index("cadence")
        await visitor.pilot.click("#strip", offset=(at + 2, 0))
        await visitor.settle()
        assert shown(visitor) == {Source.CADENCE_GAP}
        await visitor.press("left_square_bracket")
        office.sql("UPDATE reviews SET status = 'held' WHERE id = ?", visitor.row.target_id)
        await visitor.press("r")
        assert visitor.text("#count").endswith("reviews today, 1 held already")


@pytest.mark.asyncio
async def test_a_row_opens_what_it_is_about(tmp_path: Path) -> None:
    opened: dict[Source, str] = {}
    async with visiting(Office(tmp_path).app()) as visitor:
        for source in sorted(shown(visitor)):
            await visitor.press("slash")
            await visitor.paste(f"kind:{source}")
            await visitor.press("enter", "enter")
            opened[source] = visitor.screen.name_
            if opened[source] == "account":
                opened[source] = visitor.screen.query_one(Tabs).active
                assert visitor.screen.query_one(f"#pane-{opened[source]}").has_focus_within
            await visitor.press("escape", "escape")
    expected = {
        Source.REQUEST: "request", Source.REVIEW: "review", Source.TASK: "tasks", Source.KPI: "kpis",
        Source.CADENCE_GAP: "reviews", Source.RENEWAL: "money", Source.BILLING: "money",
        Source.INVOICE: "money", Source.LAST_TOUCH: "people", Source.REACTIVE: "timeline",
        Source.UNANSWERED: "timeline", Source.KICKOFF: "onboarding_sheet", Source.IMPROVEMENT: "actions",
        Source.MILESTONE: "onboarding_sheet", Source.UNASSIGNED: "overview",
    }  # fmt: skip
    assert len(opened) > 5
    assert opened == {source: expected[source] for source in opened}


@pytest.mark.asyncio
async def test_what_is_missing_is_what_is_planned(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.sql("DELETE FROM reviews WHERE kind = 'qbr' AND status = 'planned'")
    async with visiting(office.app()) as visitor:
        await visitor.press("slash")
        await visitor.paste('"No QBR planned"')
        await visitor.press("enter", "f", "p")
        assert visitor.app.screen.query(Select).first().value == "qbr"


@pytest.mark.asyncio
async def test_nothing_changes_under_the_second_of_two_dialogs(tmp_path: Path) -> None:
    office = Office(tmp_path)
    async with visiting(office.app()) as visitor:
        await visitor.press("slash")
        await visitor.paste("kind:kpi")
        await visitor.press("enter", "f")
        today = visitor.app.screen_stack[-2]
        shown: list[str] = []
        today.show_board = lambda _board: shown.append(type(visitor.app.screen).__name__)  # type: ignore[attr-defined]
        office.sql("UPDATE requests SET subject = 'Somebody else was here'")
        await visitor.hear()
        await visitor.press("z")
        assert shown == []
        await visitor.press("escape")
        assert set(shown) == {"TodayScreen"}


@pytest.mark.asyncio
async def test_rows_are_answered_in_place(tmp_path: Path) -> None:
    office = Office(tmp_path)
    async with visiting(office.app()) as visitor:
        await visitor.press("slash")
        await visitor.type("not answered yet")
        await visitor.press("enter", "g", "f")
        assert "Decline, with a reply to the client" in "\n".join(visitor.lines)
        await visitor.press("escape")
        ref = visitor.row.ref
        office.sql(f"UPDATE requests SET status = 'new' WHERE ref = '{ref}'")
        await visitor.press("f", "x")
        await visitor.type("out of scope")
        await visitor.press("enter")
        assert office.sql(f"SELECT status FROM requests WHERE ref = '{ref}'")[0][0] == "declined"
        told = office.sql(
            f"SELECT t.note FROM timeline t JOIN requests r ON r.id = t.request_id"
            f" WHERE r.ref = '{ref}' AND t.shared AND t.note LIKE 'Thank you%'"
        )
        assert len(told) == 1
        await visitor.press("u")
        assert office.sql(f"SELECT status FROM requests WHERE ref = '{ref}'")[0][0] == "new"
        withdrawn = "SELECT count(*) FROM timeline WHERE withdrawn AND note LIKE 'Thank you%'"
        assert office.sql(withdrawn)[0][0] == 1
        await visitor.press("escape", *["right_square_bracket"] * 6, "f")
        assert "Plan a review" in "\n".join(visitor.lines)
        await visitor.press("g")
        await visitor.type("Kim of Support")
        await visitor.press("enter")
        assert "Could you take this over for me" in visitor.text()
        await visitor.press("y")
        assert visitor.said == "Copied the text"
        await visitor.press("escape", "slash")
        await visitor.type("given to Kim")
        await visitor.press("enter", "f", "z")
        await visitor.type("2d")
        await visitor.press("enter")
        assert "1 put aside" in visitor.text("#strip")
        await visitor.press("escape", *["right_square_bracket"] * 6)
        assert visitor.text("#count").endswith("cadence gaps, 1 put aside")
        await visitor.press("escape", "left_square_bracket")
        assert "snoozed until" in " ".join(visitor.row.why)
        assert visitor.text("#count") == "1 thing put aside"
        await visitor.press("f", "w")
        assert "put aside" not in visitor.text("#strip")
        await visitor.press("u")
        assert "1 put aside" in visitor.text("#strip")


@pytest.mark.asyncio
async def test_a_review_is_closed_and_moved_from_the_days_list(tmp_path: Path) -> None:
    office = Office(tmp_path)
    async with visiting(office.app()) as visitor:
        await visitor.press(*["right_square_bracket"] * 5)
        review = "SELECT status, outcome, starts_at FROM reviews WHERE id = ?"
        own = visitor.row.target_id
        begins = office.sql(review, own)[0][2]
        await visitor.press("f", "m")
        assert "Move" in visitor.text()
        await visitor.press("escape", "f", "n", "enter")
        assert office.sql(review, own)[0][0] == "missed", visitor.said
        await visitor.press("u", "f", "a")
        await visitor.type("All is well")
        await visitor.press("ctrl+j")
        assert office.sql(review, own) == [("held", "All is well", begins)], visitor.said


@pytest.mark.asyncio
async def test_a_read_only_session_says_why_a_row_can_only_be_opened(tmp_path: Path) -> None:
    async with visiting(Office(tmp_path).app(read_only=True)) as visitor:
        await visitor.press("f")
        assert "can only be opened" in " ".join(visitor.text().split())


@pytest.mark.asyncio
async def test_what_is_late_by_days_is_so_by_the_same_number_everywhere(tmp_path: Path) -> None:
    async with visiting(Office(tmp_path).app()) as visitor:
        await visitor.press("slash", *"kind:invoice", "enter")
        row = visitor.row
        assert row.source is Source.INVOICE
        assert row.why[0] == f"overdue by {row.days_over} days"
        assert f"{row.days_over} d ago" in "\n".join(visitor.lines)
        assert f"Due       {row.days_over} d ago (" in visitor.text("#detail")


async def test_a_count_says_how_many_of_its_requests_are_snoozed_or_further_down(office: Office) -> None:
    async with visiting(office.app()) as me:
        await me.press("right_square_bracket")
        before = me.text("#count")
        await me.press("Z")
        await me.type("2d")
        await me.press("enter")
        assert before.endswith("· breached")
        assert me.text("#count").endswith("· breached, 1 more snoozed or further down: 3 has all")
