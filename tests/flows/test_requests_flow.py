"""Requests answered from the keyboard, through the real program on a real database."""

from contextlib import closing
from threading import Event

import pytest

from amtui.domain.changes import AddComment, EditRequest, SetStatus
from amtui.domain.vocabulary import RequestStatus
from amtui.screens.beside import Beside
from amtui.widgets.count_line import CountLine
from amtui.widgets.virtual_table import VirtualTable
from tests.flows.office import Office
from tests.flows.visitor import PATIENCE, visiting


def status_of(office: Office, request_id: int) -> str:
    return str(office.sql("SELECT status FROM requests WHERE id = ?", request_id)[0][0])


def version_of(office: Office, request_id: int) -> int:
    return int(office.sql("SELECT version FROM requests WHERE id = ?", request_id)[0][0])


def some(office: Office, status: str) -> list[int]:
    """Return ids of requests of the book that the demo opens with, the most pressing first."""
    found = office.sql(
        "SELECT r.id FROM requests r JOIN users u ON u.id = r.am_id JOIN meta m ON m.value = u.login"
        " WHERE m.key = 'opens_as' AND r.status = ? ORDER BY r.next_due_at, r.id",
        status,
    )
    return [row[0] for row in found]


async def test_resolving_a_request_is_in_the_database_its_timeline_and_the_audit(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await me.press("slash")
        await me.type("status:in_progress")
        await me.press("enter", "g")
        first = me.row
        following = me.at(1)
        await me.press("s", "r")
        assert status_of(office, first.id) == "resolved"
        assert first.ref in me.said
        assert me.row.id == following.id
    changed = office.sql(
        "SELECT before, after FROM timeline WHERE request_id = ? AND field = 'status'"
        " ORDER BY id DESC LIMIT 1",
        first.id,
    )
    assert changed == [("in_progress", "resolved")]
    audited = "SELECT count(*) FROM audit WHERE entity = 'requests' AND entity_id = ?"
    assert office.sql(audited, first.id) == [(1,)]


async def test_undo_takes_a_status_back_and_redo_brings_it_again(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await me.press("slash")
        await me.type("status:new")
        await me.press("enter")
        row = me.row
        await me.press("s", "i")
        assert status_of(office, row.id) == "in_progress"
        await me.press("u")
        assert status_of(office, row.id) == "new"
        assert row.ref in me.said
        await me.press("U")
        assert status_of(office, row.id) == "in_progress"


async def test_a_status_that_needs_a_reason_asks_for_it_and_keeps_it(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        row_id = me.row.id
        await me.press("s", "x")
        await me.press("enter")
        assert status_of(office, row_id) != "cancelled"
        await me.type("asked twice")
        await me.press("enter")
        assert status_of(office, row_id) == "cancelled"
    assert office.sql("SELECT note FROM timeline WHERE request_id = ? ORDER BY id DESC LIMIT 1", row_id) == [
        ("asked twice",)
    ]


async def test_marked_requests_change_together_and_come_back_together(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await me.press("slash")
        await me.type("status:new")
        await me.press("enter", "space", "j", "space", "j", "v")
        marked = sorted(me.table.marks.ids)
        assert len(marked) == 3
        assert "3 marked" in me.count
        await me.press("s", "i")
        assert "3 requests to “in progress”: 3 will move." in me.text()
        assert {status_of(office, one) for one in marked} == {"new"}
        await me.press("y")
        assert {status_of(office, one) for one in marked} == {"in_progress"}
        await me.press("u")
        assert {status_of(office, one) for one in marked} == {"new"}


async def test_marked_requests_that_a_rule_refuses_stay_marked(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await me.press("slash")
        await me.type("status:new")
        await me.press("enter", "space", "j", "space", "j", "v")
        moved, *refused = sorted(me.table.marks.ids)
        office.sql("UPDATE requests SET status = 'in_progress' WHERE id = ?", moved)
        await me.press("s", "v")
        assert "1 will move, 2 refused" in me.text()
        await me.press("y")
        assert status_of(office, moved) == "validating"
        assert sorted(me.table.marks.ids) == refused
        assert "2 marked" in me.count


async def test_marks_hidden_by_the_filter_are_counted(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await me.press("space", "j", "space")
        await me.press("slash")
        await me.type(f"ref:{me.row.ref}")
        await me.press("enter")
        assert "2 marked, 1 hidden by the filter" in me.count
        await me.press("escape")
        assert "marked" not in me.count


async def test_who_comes_second_hears_who_was_first(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        row = me.row
        await me.press("s")
        office.change(
            SetStatus(
                request_id=row.id,
                expected_version=row.version,
                to=RequestStatus.WAITING_CLIENT,
                reason="gone",
            ),
            login=office.sql("SELECT login FROM users WHERE role = 'manager'")[0][0],
        )
        await me.press("x")
        await me.type("mine")
        await me.press("enter")
        manager = office.sql("SELECT name FROM users WHERE role = 'manager'")[0][0]
        asked = me.text()
        assert f"{manager} changed {row.ref} first" in asked
        assert "waiting for client" in asked
        await me.press("t")
    assert status_of(office, row.id) == "waiting_client"


async def test_a_comment_that_was_left_is_there_again_and_is_sent(office: Office) -> None:
    app = office.app(start="requests")
    async with visiting(app) as me:
        row = me.row
        await me.press("c")
        await me.type("Called the client")
        await me.press("escape", "q")
    async with visiting(office.app(start="requests")) as me:
        assert me.row.id == row.id
        await me.press("c")
        await me.type(" ")
        await me.press("ctrl+j")
        assert "omment" in me.said
        await me.press("c")
        assert "Called" not in me.text()
        await me.press("escape")
    last = office.sql(
        "SELECT note, shared FROM timeline WHERE request_id = ? ORDER BY id DESC LIMIT 1", row.id
    )
    assert last == [("Called the client", 0)]


async def test_the_priority_is_overridden_with_its_reason(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await me.press("slash")
        await me.type("p:4")
        await me.press("enter")
        row = me.row
        await me.press("P", "3")
        await me.type("the board asks")
        await me.press("enter")
    assert office.sql("SELECT priority FROM requests WHERE id = ?", row.id) == [("P3",)]


async def test_a_request_goes_to_a_colleague(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        row = me.row
        (name,) = office.sql("SELECT name FROM users WHERE id > 0 AND name <> ? AND role = 'am'", row.owner)[
            0
        ]
        await me.press("A")
        await me.type(name[:6])
        await me.press("enter")
        owner = "SELECT u.name FROM requests r JOIN users u ON u.id = r.owner_id WHERE r.id = ?"
        assert office.sql(owner, row.id) == [(name,)]
        assert row.ref in me.said


async def test_a_request_is_routed_to_a_team_with_its_ticket(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        row = me.row
        await me.press("A")
        await me.type("engineer")
        await me.press("enter")
        await me.type("ENG-7")
        await me.press("enter")
    kept = office.sql("SELECT route, external_ticket FROM requests WHERE id = ?", row.id)
    assert kept == [("engineering", "ENG-7")]


async def test_the_list_is_filtered_while_one_types_and_wrong_filters_say_so(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        every = me.table.count.n
        await me.press("slash")
        await me.type("is:breached")
        fewer = me.table.count.n
        assert 0 < fewer < every
        await me.paste(" prio:9")
        assert "no filter “prio:”" in me.count
        assert me.table.count.n == fewer
        await me.press("escape")
        assert me.table.count.n == every


async def test_somebody_elses_change_keeps_the_cursor_on_its_row(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await me.press("j", "j")
        row = me.row
        gone = me.at(0)
        office.change(
            SetStatus(
                request_id=gone.id, expected_version=gone.version, to=RequestStatus.CANCELLED, reason="x"
            )
        )
        me.screen.outside_change()
        await me.settle()
        assert me.row.id == row.id
        assert me.table.rank == 1


async def test_updates_wait_while_a_filter_is_typed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    # Only the word passed on below tells of the change; the watcher would, at times, tell it too.
    monkeypatch.setattr("amtui.screens.beside.LOOK_SECONDS", 60)
    async with visiting(office.app(start="requests")) as me:
        await me.press("slash")
        office.change(AddComment(request_id=me.at(0).id, text="hello"))
        me.screen.outside_change()
        await me.settle()
        assert "1 update waiting" in me.count
        await me.press("enter")
        assert "waiting" not in me.count


async def test_a_heading_that_is_no_order_says_so(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        for column, order in (("contact", "due"), ("subject", "subject")):
            me.table.post_message(VirtualTable.SortRequested(me.table, column))
            await me.settle()
            assert me.order.column == order
            assert me.said == "This list cannot be sorted by contact."


@pytest.mark.parametrize("opens", ["c", "e", "s", "colon"])
async def test_nothing_changes_under_a_dialog_and_all_that_waited_is_there_afterwards(
    office: Office, monkeypatch: pytest.MonkeyPatch, opens: str
) -> None:
    monkeypatch.setattr("amtui.screens.beside.LOOK_SECONDS", 60)
    async with visiting(office.app(start="requests")) as me:
        below, row = me.screen, me.at(0)
        list_below = below.query_one(VirtualTable)
        await me.press(opens)
        assert me.app.screen is not below
        office.change(EditRequest(request_id=row.id, expected_version=row.version, subject="Changed under"))
        await me.hear()
        assert list_below.row_at(0) == row
        assert "1 update waiting" in below.query_one(CountLine).words
        await me.press("escape")
        assert me.at(0).subject == "Changed under"
        assert "waiting" not in me.count


async def test_the_watcher_hears_another_process(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        row = me.at(0)
        with closing(office.backend()) as other:
            for number in range(40):
                version = version_of(office, row.id)
                words = f"Heard from afar {number}"
                other.apply(EditRequest(request_id=row.id, expected_version=version, subject=words))
                await me.pilot.pause(0.1)
                if me.at(0).subject.startswith("Heard"):
                    break
        assert me.at(0).subject.startswith("Heard from afar")


async def test_what_changes_before_the_watcher_looks_again_is_heard(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, watch = Event(), Beside.watch

    def late(beside: Beside) -> None:
        looks.wait(PATIENCE)
        watch(beside)

    monkeypatch.setattr(Beside, "watch", late)
    async with visiting(office.app(start="requests")) as me:
        row = me.at(0)
        version = version_of(office, row.id)
        with closing(office.backend()) as other:
            other.apply(EditRequest(request_id=row.id, expected_version=version, subject="Heard from afar"))
        looks.set()
        await me.see("Heard from afar")


async def test_a_request_of_its_own_screen_is_answered_there(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        row = me.row
        await me.press("enter")
        assert row.subject.split()[0] in me.text("#detail")
        await me.press("s", "x")
        await me.type("no longer wanted")
        await me.press("enter")
        assert "Cancelled" in me.text("#detail")
        await me.press("escape")
        assert me.screen.name_ == "requests"
        assert me.row.id != row.id


async def test_sorting_turns_and_is_kept_for_the_next_session(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await me.press("o", "p")
        assert me.order.column == "priority"
        assert me.row is not None
        await me.press("O", "g")
        assert me.row.priority == "P4"
        last = me.row.id
        await me.press("q")
    async with visiting(office.app(start="requests")) as me:
        assert (me.order.column, me.order.descending) == ("priority", True)
        assert me.row.id == last
