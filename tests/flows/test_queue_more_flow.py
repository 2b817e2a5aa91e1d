"""Putting aside, logging, escalating, explaining, and many hands on one request, by the keys."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from amtui.domain.changes import AddComment, SetStatus
from amtui.domain.request_changes import SayTyping, SnoozeRequest
from amtui.domain.vocabulary import RequestStatus
from amtui.widgets.count_line import CountLine
from tests.flows.office import NOW, Office
from tests.flows.test_queue_flow import filtered
from tests.flows.test_requests_flow import status_of
from tests.flows.visitor import Visitor, visiting


def manager(office: Office) -> tuple[str, str]:
    login, name = office.sql("SELECT login, name FROM users WHERE role = 'manager'")[0]
    return login, name


def kept(office: Office, columns: str, request_id: int) -> tuple[object, ...]:
    return office.sql(f"SELECT {columns} FROM requests WHERE id = ?", request_id)[0]


def flat(me: Visitor) -> str:
    """Return what the pane says, whatever its lines break at."""
    return " ".join(me.text("#detail").split())


def micros(days: float) -> int:
    return int((NOW + timedelta(days=days)).timestamp() * 1_000_000)


async def test_a_request_is_snoozed_in_words_moved_by_keys_and_taken_up_again(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        row = me.row
        await me.press("plus")
        assert "not snoozed until a date" in me.said
        await me.press("Z")
        await me.type("yesterday")
        await me.press("enter")
        assert "write a day" in me.text()
        await me.press("ctrl+u")
        await me.type("tue 14:00")
        assert "Tuesday 2026-03-03 14:00" in me.text()
        await me.press("enter")
        at = micros(1 + 5 / 24)
        assert kept(office, "snoozed_until, snoozed_for_client", row.id) == (at, 1)
        assert me.row.id != row.id
        await filtered(me, f"ref:{row.ref}")
        await me.press("plus", "L", "minus")
        assert kept(office, "snoozed_until", row.id) == (at + 7 * 86_400_000_000,)
        assert "until in 8 d (2026-03-10 14:00)" in flat(me)
        await me.press("z")
        assert kept(office, "snoozed_until, snoozed_for_client", row.id) == (None, 0)


async def test_dialogs_show_their_keys_on_small_terminals(office: Office) -> None:
    async with visiting(office.app(start="requests"), (60, 20)) as me:
        for keys in (("S",), ("w",), ("M",), ("a", "enter")):
            await me.press(*keys)
            await me.settle()
            hint, box = me.app.screen.query_one("#hint"), me.app.screen.query_one("#box")
            assert box.max_scroll_y == 0, keys
            assert hint.region.bottom < box.region.bottom, keys
            await me.press("escape")


async def test_views_show_their_counts_open_are_kept_and_forgotten(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await me.press("S")
        await me.settle()
        breached = office_count(office)
        listed = "\n".join(me.lines)
        assert f"{breached}  Breached" in listed
        await me.type("breach")
        await me.press("enter")
        assert "view: Breached" in me.count
        assert me.table.count.n == breached
        await filtered(me, "p:3 is:unanswered")
        await me.press("S")
        await me.type("my p3")
        await me.press("enter")
        assert "View my p3 saved" in me.said
        await me.press("escape", "S")
        await me.type("my p3")
        await me.press("enter")
        assert "view: my p3" in me.count
        await me.press("S")
        await me.type("my p3")
        await me.press("ctrl+r")
        assert office.sql("SELECT count(*) FROM saved_views") == [(0,)]


def office_count(office: Office) -> int:
    backend = office.backend()
    try:
        from amtui.data.queries.requests import request_count
        from amtui.domain.filters import parse

        return backend.read(request_count, filter=parse("is:breached -is:snoozed")).n
    finally:
        backend.close()


async def test_a_request_is_logged_with_its_likes_and_the_warning_shown_while_one_types(
    office: Office,
) -> None:
    async with visiting(office.app(start="requests")) as me:
        row = me.row
        await me.press("a")
        await me.press("enter")
        assert f"New request at {row.account}" in me.text()
        await me.type(row.subject[:-1])
        await me.settle()
        assert f"{row.ref} {row.subject}" in me.text("#notes")
        await me.press("escape")
        await me.press("a", "enter")
        assert me.typed() == row.subject[:-1]
        await me.press("enter")
        made = office.sql("SELECT id, account_id, subject, status FROM requests ORDER BY id DESC LIMIT 1")[0]
        assert made[1:] == (row.account_id, row.subject[:-1], "new")
        assert me.row.id == made[0]


async def test_who_may_not_log_requests_hears_so_first(office: Office) -> None:
    office.sql("UPDATE settings SET value = 'false' WHERE key = 'am_may_create_requests'")
    async with visiting(office.app(start="requests")) as me:
        await me.press("a")
        assert "am_may_create_requests is off" in me.said
        assert me.screen.name_ == "requests"


async def test_a_request_moves_to_its_account_with_the_reason(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        row = me.row
        other = next(me.at(rank) for rank in range(9) if me.at(rank).account_id != row.account_id)
        await me.press("M")
        await me.paste(other.account)
        await me.press("enter")
        await me.type("wrong client")
        await me.press("enter")
        assert kept(office, "account_id", row.id) == (other.account_id,)
        notes = office.sql("SELECT note FROM timeline WHERE request_id = ? ORDER BY id DESC LIMIT 1", row.id)
        assert notes == [("wrong client",)]


async def test_a_request_is_escalated_and_its_evidence_handed_on(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        row = me.row
        await me.press("X")
        await me.type("Support level 2")
        await me.press("tab")
        await me.type("fri")
        await me.press("enter")
        assert kept(office, "escalated_to, update_every_minutes", row.id) == ("Support level 2", 240)
        assert "to Support level 2, asked for Fri 2026-03-06" in flat(me)
        await me.press("x")
        assert row.ref in me.app.clipboard
        assert Path(me.said.rpartition(" as ")[2]).name == f"{row.ref}-evidence.md"


async def test_a_due_time_is_explained_and_a_reply_is_at_hand(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await me.press("w")
        told = me.text()
        assert f"Why {me.app.screen_stack[-2].selected().ref} is due when it is" in told  # type: ignore[attr-defined]
        assert "of business time." in told
        assert "Counted " in told
        await me.press("escape")
        await filtered(me, "type:billing status:open,ended,resolved")
        row = me.row
        await me.press("R")
        assert "Our Billing team answers this" in me.text()
        await me.press("y")
        assert "Billing team" in me.app.clipboard
        await me.press("R", "c")
        shared = office.sql(
            "SELECT shared FROM timeline WHERE request_id = ? ORDER BY id DESC LIMIT 1", row.id
        )
        assert shared == [(1,)]


async def test_the_history_of_a_request_is_read_and_one_change_is_taken_back(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await filtered(me, "status:new")
        row = me.row
        office.change(
            SetStatus(request_id=row.id, expected_version=row.version, to=RequestStatus.IN_PROGRESS),
            login=manager(office)[0],
        )
        await filtered(me, f"ref:{row.ref}")
        await me.press("enter", "l")
        assert me.table.id == "pane-history"
        one = me.row
        assert (one.field, one.before, one.after, one.standing) == ("status", "new", "in_progress", True)
        await me.press("enter")
        assert f"Take back status: new → in progress, by {manager(office)[1]}?" in me.text()
        await me.press("enter")
        assert status_of(office, row.id) == "in_progress"
        await me.press("enter", "y")
        assert status_of(office, row.id) == "new"
        assert me.table.count.n >= 2


async def test_moments_in_the_history_stand_in_the_zone_of_the_viewer(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        row = me.row
        until = datetime(2026, 12, 1, 9, tzinfo=UTC)
        office.change(SnoozeRequest(request_id=row.id, expected_version=row.version, until=until))
        await me.press("enter", "l")
        assert me.table.id == "pane-history"
        assert "2026-12-01 10:00" in me.text()
        assert "T09:00" not in me.text()


async def test_one_sees_who_is_typing_and_what_is_new_since_one_looked(office: Office) -> None:
    login, name = manager(office)
    async with visiting(office.app(start="requests")) as me:
        row = me.row
        office.change(SayTyping(request_id=row.id), login=login)
        await me.hear()
        assert f"{name} is typing here" in me.text("#detail")
        await me.press("enter", "escape")
        office.sql("UPDATE request_seen SET seen_at = seen_at - 1000000")
        office.change(AddComment(request_id=row.id, text="Heard from them"), login=login)
        await me.hear()
        assert me.row.changed_since_seen
        assert any("● " in line and row.ref in line for line in me.lines)
        assert "● 1 entry since you last looked" in me.text("#detail")
        await me.press("enter")
        assert "● 1 entry since you last looked" in me.text("#detail")
        await me.press("escape")
        assert me.row.changed_since_seen is False


async def test_two_sessions_see_each_other_and_keep_their_places(office: Office) -> None:
    login, name = manager(office)
    async with visiting(office.app(start="requests")) as ana:
        other = Office.app(office, login, start="requests")
        other.state.path = office.home / "other.json"
        async with visiting(other) as max_:
            await filtered(max_, f"ref:{ana.row.ref}")
            row = ana.row
            place = ana.at(3).id
            await max_.press("c")
            await max_.type("hm")
            await ana.hear()
            assert f"{name} is typing here" in ana.text("#detail")
            await ana.press("j", "j", "j", "c")
            await max_.press("escape")
            await max_.press("s", "i" if row.status != "in_progress" else "w")
            await ana.hear()
            below = ana.app.screen_stack[-2].query_one("#count", CountLine)
            assert re.search(r"\d updates? waiting", below.words)
            await ana.press("escape")
            assert ana.row.id == place
            assert "waiting" not in ana.count.replace("waiting for", "")
            assert (
                next(ana.at(n) for n in range(ana.table.count.n) if ana.at(n).id == row.id).version
                > row.version
            )
