"""Many hands: what is new since somebody looked, who is writing, and each field that was changed."""

import pytest

from amtui.data.queries.request_attention import attention, typing_on
from amtui.data.queries.request_changes import field_changes
from amtui.data.queries.requests import request_page
from amtui.data.queries.today import today
from amtui.domain.changes import AddComment, EditRequest, SetPriority, SetStatus, Undo
from amtui.domain.errors import Conflict, NotFound, Refused
from amtui.domain.filters import parse
from amtui.domain.request_changes import MarkSeen, SayTyping, StopTyping, UndoEntry, WatchRequest
from amtui.domain.vocabulary import Priority, RequestStatus
from amtui.services.backend import Backend
from amtui.services.live import Watcher
from tests.services.world import CALL_FLOW, ELSEWHERE, LOGIN, World


def refs(backend: Backend, text: str) -> set[str]:
    return {row.ref for row in backend.read(request_page, filter=parse(text)).rows}


def test_what_others_did_since_one_looked_is_marked(world: World, ana: Backend) -> None:
    assert "R-1001" in refs(ana, "is:unseen")
    ana.apply(MarkSeen(request_id=LOGIN))
    assert "R-1001" not in refs(ana, "is:unseen")
    world.clock.passes(minutes=1)
    ana.apply(AddComment(request_id=LOGIN, text="My own words"))
    assert refs(ana, "is:changed") == set()
    world.as_("max").apply(AddComment(request_id=LOGIN, text="Mine too"))
    assert refs(ana, "is:changed") == {"R-1001"}
    (row,) = [row for row in ana.read(request_page).rows if row.ref == "R-1001"]
    assert row.changed_since_seen is True
    assert ana.read(attention, request_id=LOGIN).new_entries == 1
    world.clock.passes(minutes=1)
    ana.apply(MarkSeen(request_id=LOGIN))
    assert refs(ana, "is:changed") == set()


def test_each_request_is_marked_by_when_that_one_was_looked_at(world: World, ana: Backend) -> None:
    colleague = world.as_("max")
    for request_id in (LOGIN, CALL_FLOW):
        ana.apply(MarkSeen(request_id=request_id))
        world.clock.passes(minutes=1)
        colleague.apply(AddComment(request_id=request_id, text="Something new"))
        world.clock.passes(minutes=1)
    ana.apply(MarkSeen(request_id=LOGIN))
    marks = {row.id: row.changed_since_seen for row in ana.read(request_page).rows}
    assert marks[LOGIN] is False
    assert marks[CALL_FLOW] is True
    assert set(marks.values()) == {True, False, None}


def test_what_was_reopened_is_found_and_an_undo_is_no_reopening(world: World, ana: Backend) -> None:
    def move(to: RequestStatus, reason: str | None = None) -> None:
        version = world.request()["version"]
        ana.apply(SetStatus(request_id=LOGIN, expected_version=version, to=to, reason=reason))

    for status in (RequestStatus.IN_PROGRESS, RequestStatus.RESOLVED):
        move(status)
    ana.apply(Undo())
    assert refs(ana, "is:reopened") == set()
    move(RequestStatus.RESOLVED)
    move(RequestStatus.IN_PROGRESS, "It fails again")
    assert refs(ana, "is:reopened") == {"R-1001"}
    (row,) = [row for row in ana.read(today) if row.ref == "R-1001"]
    assert "reopened" in row.why


def test_others_see_who_is_writing_and_that_they_stopped(world: World, ana: Backend) -> None:
    colleague = world.as_("max")
    colleague.apply(SayTyping(request_id=LOGIN))
    assert ana.read(typing_on, request_id=LOGIN) == ("Max",)
    assert colleague.read(typing_on, request_id=LOGIN) == ()
    colleague.apply(StopTyping())
    assert ana.read(typing_on, request_id=LOGIN) == ()
    colleague.apply(SayTyping(request_id=LOGIN))
    world.clock.passes(seconds=31)
    assert ana.read(typing_on, request_id=LOGIN) == ()


def test_a_look_hears_of_others_writing_and_not_of_ones_own(world: World, ana: Backend) -> None:
    colleague = world.as_("max")
    watcher = Watcher(ana.engine, ana.identity.user_id)
    assert watcher.changed() is False
    colleague.apply(SayTyping(request_id=LOGIN))
    assert any(watcher.changed() for _ in range(500))  # what a server tells takes a moment
    assert watcher.changed() is False
    colleague.apply(SayTyping(request_id=LOGIN))
    ana.apply(SayTyping(request_id=LOGIN))
    colleague.apply(MarkSeen(request_id=LOGIN))
    assert watcher.changed() is False
    colleague.apply(StopTyping())
    assert watcher.changed() is True
    watcher.close()


def test_only_requests_of_ones_books_can_be_looked_at(ana: Backend) -> None:
    for notice in (MarkSeen, SayTyping, WatchRequest):
        with pytest.raises(NotFound):
            ana.apply(notice(request_id=ELSEWHERE))


def test_watched_requests_are_found(ana: Backend) -> None:
    ana.apply(WatchRequest(request_id=LOGIN))
    ana.apply(WatchRequest(request_id=LOGIN))
    assert refs(ana, "is:watched") == {"R-1001"}
    ana.apply(WatchRequest(request_id=LOGIN, watching=False))
    assert refs(ana, "is:watched") == set()


def test_each_field_is_told_with_who_and_whether_it_still_stands(world: World, ana: Backend) -> None:
    ana.apply(EditRequest(request_id=LOGIN, expected_version=1, subject="Locked out"))
    world.as_("max").apply(EditRequest(request_id=LOGIN, expected_version=2, subject="No access"))
    ana.apply(SetStatus(request_id=LOGIN, expected_version=3, to=RequestStatus.IN_PROGRESS))
    ana.apply(AddComment(request_id=LOGIN, text="Called", shared=True))
    found = ana.read(field_changes, request_id=LOGIN)
    assert [(one.who, one.field, one.before, one.after, one.standing) for one in found] == [
        ("Ana", "first_response_at", None, "2026-11-23T08:00:00+00:00", True),
        ("Ana", "comment", None, "Called", True),
        ("Ana", "status", "new", "in_progress", True),
        ("Max", "subject", "Locked out", "No access", True),
        ("Ana", "subject", "Cannot log in", "Locked out", False),
    ]


def test_one_entry_is_taken_back_where_nobody_has_built_on_it(world: World, ana: Backend) -> None:
    edit = ana.apply(EditRequest(request_id=LOGIN, expected_version=1, subject="Locked out"))
    world.as_("max").apply(
        SetPriority(request_id=LOGIN, expected_version=2, to=Priority.P2, reason="The board asks")
    )
    receipt = world.as_("max").apply(UndoEntry(audit_id=edit.audit_id or 0))
    assert receipt.words == "Back: R-1001 subject Cannot log in"
    row = world.request()
    assert (row["subject"], row["priority"], row["version"]) == ("Cannot log in", Priority.P2, 4)
    with pytest.raises(Conflict, match="subject of R-1001 changed since"):
        ana.apply(UndoEntry(audit_id=edit.audit_id or 0))
    world.as_("max").apply(Undo())
    assert world.request()["subject"] == "Locked out"


def test_a_status_that_is_taken_back_brings_its_clocks_along(world: World, ana: Backend) -> None:
    ana.apply(SetStatus(request_id=LOGIN, expected_version=1, to=RequestStatus.IN_PROGRESS))
    before = world.request()
    paused = ana.apply(SetStatus(request_id=LOGIN, expected_version=2, to=RequestStatus.WAITING_CLIENT))
    ana.apply(EditRequest(request_id=LOGIN, expected_version=3, description="More"))
    world.clock.passes(hours=1)
    ana.apply(UndoEntry(audit_id=paused.audit_id or 0))
    after = world.request()
    assert [after[name] for name in ("status", "hold_since", "due_at", "next_due_at")] == [
        before[name] for name in ("status", "hold_since", "due_at", "next_due_at")
    ]


def test_a_comment_is_withdrawn_by_its_author_or_a_lead(world: World, ana: Backend) -> None:
    world.as_("max").apply(AddComment(request_id=LOGIN, text="Psst"))
    (entry,) = [one for one in ana.read(field_changes, request_id=LOGIN) if one.field == "comment"]
    with pytest.raises(Refused, match="only its author"):
        ana.apply(UndoEntry(audit_id=entry.audit_id))
    world.as_("max").apply(UndoEntry(audit_id=entry.audit_id))
    assert world.entries() == []
    with pytest.raises(NotFound):
        ana.apply(UndoEntry(audit_id=9999))
