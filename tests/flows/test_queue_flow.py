"""The queue by its keys: looking, sorting, marking, answering many, one at a time, and again."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from amtui.domain.changes import EditRequest, SetPriority
from amtui.domain.vocabulary import Priority
from tests.flows.office import Office
from tests.flows.test_requests_flow import status_of
from tests.flows.visitor import Visitor, visiting


async def filtered(me: Visitor, text: str) -> None:
    """Type a filter and go back to the list's first row."""
    await me.press("slash", "ctrl+u")
    await me.paste(text)
    await me.press("enter", "g")


async def test_the_filter_offers_fields_values_and_accounts_and_tab_takes_them(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        account = me.row.account
        await me.press("slash")
        await me.type("st")
        assert any("tab status: where the request stands" in line for line in me.lines)
        await me.press("tab")
        assert me.typed() == "status:"
        await me.press("down", "down", "up", "tab")
        assert me.typed() == "status:in_progress"
        assert {me.at(rank).status for rank in range(me.table.count.n)} == {"in_progress"}
        await me.press("escape", "slash")
        await me.paste(f"account:{account.split()[0].lower()}")
        await me.press("tab")
        assert me.typed().strip('acount:"') in account
        await me.press("enter")
        assert {me.at(rank).account for rank in range(me.table.count.n)} == {account}


async def test_n_goes_from_match_to_match_in_the_whole_list(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await me.press("n")
        assert "Nothing was looked for yet" in me.said
        await filtered(me, "p:3")
        matches = [me.at(rank).id for rank in range(me.table.count.n)]
        await me.press("escape", "g")
        start = me.row.id
        every = [me.at(rank).id for rank in range(me.table.count.n)]
        ahead = [one for one in matches if every.index(one) > every.index(start)]
        await me.press("n", "n")
        assert me.row.id == ahead[1]
        await me.press("N")
        assert me.row.id == ahead[0]
        assert me.table.count.n == len(every)
        await me.press("G", "n")
        assert "No further match" in me.said


async def test_many_are_held_against_the_rules_before_anything_is_done(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await filtered(me, "status:new,in_progress,waiting_client")
        await me.press("o", "s", "g", "V")
        every = {me.at(rank).id: me.at(rank).status for rank in range(me.table.count.n)}
        movable = [one for one, status in every.items() if status == "in_progress"]
        await me.press("s", "w")
        asked = me.text()
        assert f"{len(every)} requests to “waiting for client”: {len(movable)} will move" in asked
        assert "A request that is “new” cannot move" in asked
        await me.press("enter", "escape")
        assert {one: status_of(office, one) for one in every} == every
        await me.press("s", "w", "y")
        assert {status_of(office, one) for one in movable} == {"waiting_client"}
        others = {one: status for one, status in every.items() if one not in movable}
        assert {one: status_of(office, one) for one in others} == others
        await me.press("u")
        assert {one: status_of(office, one) for one in every} == every


async def test_the_last_answer_is_given_again_with_one_key(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await me.press("full_stop")
        assert "Nothing was done yet" in me.said
        await filtered(me, "status:new")
        first, second = me.row.id, me.at(1).id
        await me.press("s", "x")
        await me.paste("asked twice")
        await me.press("enter")
        assert me.row.id == second
        await me.press("full_stop")
        assert [status_of(office, one) for one in (first, second)] == ["cancelled", "cancelled"]
        reasons = office.sql(
            "SELECT note FROM timeline WHERE request_id = ? ORDER BY id DESC LIMIT 1", second
        )
        assert reasons == [("asked twice",)]


async def test_triage_shows_one_at_a_time_and_goes_on_by_itself(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await filtered(me, "status:new")
        number = me.table.count.n
        first, second, third = (me.at(rank) for rank in range(3))
        await me.press("t")
        assert f"triage 1 of {number}" in me.count
        assert me.text("#detail").startswith(first.ref)
        assert not any(second.ref in line for line in me.lines)
        await me.press("s", "i")
        assert me.row.id == second.id
        assert me.text("#detail").startswith(second.ref)
        assert f"triage 1 of {number - 1}, 1 answered" in me.count
        await me.press("j")
        assert me.text("#detail").startswith(third.ref)
        await me.press("escape")
        assert "triage" not in me.count
        assert me.row.id == third.id
        assert any(second.ref in line for line in me.lines)


async def test_the_queue_is_grouped_by_account_and_keeps_its_row(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await me.press("j", "j")
        row = me.row
        await me.press("b")
        assert me.row.id == row.id
        assert "by account" in me.count
        names = [me.at(rank).account for rank in range(me.table.count.n)]
        assert len(set(names)) == 1 + sum(a != b for a, b in pairwise(names))
        await me.press("g")
        shown = [line for line in me.lines if names[0][:10] in line[:60]]
        assert len(shown) < names.count(names[0]) + 1
        await me.press("b")
        assert me.order.column == "due"


async def test_texts_are_edited_in_place_and_two_editors_choose_field_by_field(office: Office) -> None:
    manager = office.sql("SELECT login, name FROM users WHERE role = 'manager'")[0]
    async with visiting(office.app(start="requests")) as me:
        row = me.row
        (before,) = office.sql("SELECT description FROM requests WHERE id = ?", row.id)[0]
        await me.press("e")
        await me.paste(" (mine)")
        await me.press("tab")
        await me.type("my words")
        change = EditRequest(
            request_id=row.id, expected_version=row.version, subject="Theirs", description="Their words"
        )
        office.change(change, login=manager[0])
        await me.press("ctrl+j")
        assert f"{manager[1]} changed {row.ref} first" in me.text()
        await me.press("t", "b")
        kept = office.sql("SELECT subject, description FROM requests WHERE id = ?", row.id)[0]
        assert kept == ("Theirs", f"Their words\n\n{before}my words")
        await me.press("e")
        assert me.typed() == "Theirs"


async def test_what_two_editors_wrote_hangs_beside_whose_it_is_at_any_width(office: Office) -> None:
    async with visiting(office.app(start="requests"), (60, 20)) as me:
        row = me.row
        await me.press("e")
        await me.paste(" (mine), with more words than a narrow line has room for")
        change = EditRequest(request_id=row.id, expected_version=row.version, subject="Theirs")
        office.change(change)
        await me.press("ctrl+j")
        first = next(number for number, line in enumerate(me.lines) if " mine " in line)
        last = next(number for number, line in enumerate(me.lines) if " theirs " in line)
        place = me.lines[first].index("mine") + len("theirs  ")
        assert last - first > 2
        assert not [line for line in me.lines[first + 1 : last] if line[:place].strip(" │")]


async def test_fields_that_only_one_of_two_editors_changed_are_no_question(office: Office) -> None:
    manager = office.sql("SELECT login, name FROM users WHERE role = 'manager'")[0]
    async with visiting(office.app(start="requests")) as me:
        row = me.row
        await me.press("e")
        await me.paste(" (mine)")
        change = EditRequest(request_id=row.id, expected_version=row.version, description="Their words")
        office.change(change, login=manager[0])
        await me.press("ctrl+j")
        assert f"{manager[1]} changed {row.ref} meanwhile; your changes" in me.shown
        kept = office.sql("SELECT subject, description FROM requests WHERE id = ?", row.id)[0]
        assert kept == (f"{row.subject} (mine)", "Their words")


async def test_what_a_rule_refuses_in_the_end_is_not_said_to_be_kept(office: Office) -> None:
    manager = office.sql("SELECT login FROM users WHERE role = 'manager'")[0]
    async with visiting(office.app(start="requests")) as me:
        await me.press("slash")
        await me.type("status:new priority:p3")
        await me.press("enter")
        row = me.row
        await me.press("s")
        office.sql("UPDATE requests SET external_ticket = 'SUP-1' WHERE id = ?", row.id)
        change = SetPriority(
            request_id=row.id, expected_version=row.version, to=Priority.P1, reason="All lines are down"
        )
        office.change(change, login=manager[0])
        await me.press("i")
        assert "meanwhile" not in me.shown
        assert status_of(office, row.id) == "new"


async def test_what_is_typed_into_a_subject_goes_behind_it(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        subject = me.row.subject
        await me.press("e")
        await me.type(" again")
        assert me.typed() == f"{subject} again"


async def test_a_draft_of_one_field_leaves_the_other_as_it_is_by_now(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        row = me.row
        await me.press("e", "tab")
        await me.type("my words")
        await me.press("escape")
        office.change(EditRequest(request_id=row.id, expected_version=row.version, subject="Changed"))
        await me.press("e", "ctrl+j")
        kept = office.sql("SELECT subject, description FROM requests WHERE id = ?", row.id)[0]
        assert kept[0] == "Changed"
        assert "my words" in kept[1]


async def test_a_draft_of_an_edit_still_knows_the_version_it_began_from(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        row = me.row
        await me.press("e")
        await me.paste(" (draft)")
        await me.press("escape")
        office.change(
            EditRequest(request_id=row.id, expected_version=row.version, subject="Changed meanwhile")
        )
        await me.press("e")
        assert me.typed() == f"{row.subject} (draft)"
        await me.press("enter")
        assert "Changed meanwhile" in me.text("#clashes")
        await me.press("m")
    assert office.sql("SELECT subject FROM requests WHERE id = ?", row.id) == [(f"{row.subject} (draft)",)]


async def test_a_request_is_copied_by_reference_and_as_markdown(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        row = me.row
        await me.press("y")
        assert me.app.clipboard == row.ref
        await me.press("Y")
        assert me.app.clipboard.startswith(f"# {row.ref}: ")
        assert Path(me.said.rpartition(" as ")[2]).read_text(encoding="utf-8") == me.app.clipboard  # noqa: ASYNC240 once
        me.app.files = False  # as in a session over SSH, whose user has no way to a file there
        await me.press("Y")
        assert me.said == "Copied to the clipboard."
        await me.press("enter", "y")
        assert me.app.clipboard == row.ref


async def test_the_editor_is_refused_where_the_configuration_does_not_allow_it(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        await me.press("E")
        assert "No editor may be started here" in me.said
    async with visiting(office.app(start="requests", editor=True)) as me:
        await me.press("E")
        assert "No editor is named" in me.said


async def test_the_order_of_before_is_not_drawn_between_the_dialog_and_the_order_asked_for(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refs() -> list[str]:
        return [me.at(rank).ref for rank in me.table.feed_view()[:5]]

    async with visiting(office.app(start="requests")) as me:
        before, column = refs(), me.order.column
        await me.press("o")
        drawn: list[list[str]] = []
        display = me.app._display

        def watching(screen: Any, update: Any) -> None:
            if len(me.app.screen_stack) == 1:
                drawn.append(refs())
            display(screen, update)

        monkeypatch.setattr(me.app, "_display", watching)
        await me.press("s")
        assert me.order.column == "status" != column
        assert refs() in drawn
        assert before not in drawn
