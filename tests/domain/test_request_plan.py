"""What would happen to many requests at once, and what comes of a clash."""

from dataclasses import replace
from datetime import UTC, datetime

from amtui.domain.changes import Bulk, EditRequest, SetStatus
from amtui.domain.clash_answers import Side, answered, may_keep_both
from amtui.domain.errors import Conflict, FieldClash
from amtui.domain.request_markdown import request_markdown
from amtui.domain.request_plan import plan
from amtui.domain.request_recipes import Say, ToOwner, ToPriority, ToRoute, ToStatus
from amtui.domain.request_records import RequestDetail, RequestRow, TimelineEntry
from amtui.domain.vocabulary import Level, Priority, RequestStatus, RequestType, Route, SlaState

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
S = RequestStatus


def row(number: int, status: RequestStatus = S.NEW, priority: Priority = Priority.P3) -> RequestRow:
    return RequestRow(
        id=number, ref=f"R-{number}", account_id=1, account="Northwind", contact=None,
        type=RequestType.TRAINING, subject="Headsets", priority=priority, status=status, route=Route.AM,
        owner=None, external_ticket=None, created_at=NOW, first_response_at=None, respond_by=None,
        due_at=None, sla_state=SlaState.RESOLUTION_DUE, on_hold_seconds=0, snoozed_until=None,
        updated_at=NOW, version=number + 10, am_id=3,
    )  # fmt: skip


def test_the_summary_counts_who_moves_and_says_why_others_do_not() -> None:
    rows = [*(row(n, S.IN_PROGRESS) for n in range(1, 10)), *(row(n) for n in range(10, 13))]
    held = plan(ToStatus(S.WAITING_CLIENT), rows)
    head, reason = held.lines
    assert head == "12 requests to “waiting for client”: 9 will move, 3 refused."
    assert reason.startswith("3 refused: A request that is “new” cannot move to “waiting for client”; it may")
    assert reason.endswith("(R-10, R-11, R-12)")
    change = held.change
    assert isinstance(change, Bulk)
    first = change.changes[0]
    assert isinstance(first, SetStatus)
    assert (first.request_id, first.expected_version, first.to) == (1, 11, S.WAITING_CLIENT)
    assert len(change.changes) == 9


def test_a_plan_of_nobody_says_so() -> None:
    held = plan(ToOwner(4, "Ben"), [row(n, S.CLOSED) for n in range(1, 7)])
    assert held.will == ()
    assert held.lines[0] == "6 requests to Ben: none will change, 6 refused."
    assert held.lines[1].endswith("(R-1, R-2, R-3, R-4 and 2 more)")


def test_each_recipe_knows_whom_it_cannot_be_done_to() -> None:
    rows = [row(1), row(2, S.CANCELLED), row(3, priority=Priority.P1)]
    assert [one.id for one in plan(Say("Hello"), rows).will] == [1, 2, 3]
    assert [one.id for one in plan(ToPriority(Priority.P1, "down"), rows).will] == []
    assert [one.id for one in plan(ToPriority(Priority.P4, "can wait"), rows).will] == [1, 3]
    assert [one.id for one in plan(ToRoute(Route.BILLING), rows).will] == [1]
    assert [one.id for one in plan(ToRoute(Route.SUPPORT, "SUP-1"), rows).will] == [1, 3]
    assert [one.id for one in plan(ToStatus(S.DECLINED), rows).will] == []


CLASH = Conflict(
    "Max changed it first",
    version=9,
    clashes=(FieldClash("subject", "Mine", "Theirs"), FieldClash("description", "my text", "their text")),
)


def test_a_clash_is_answered_field_by_field() -> None:
    change = EditRequest(request_id=1, expected_version=4, subject="Mine", description="my text")
    again = answered(change, CLASH, {"subject": Side.THEIRS, "description": Side.BOTH})
    assert isinstance(again, EditRequest)
    assert (again.expected_version, again.subject) == (9, "Theirs")
    assert again.description == "their text\n\nmy text"
    assert again.op_id != change.op_id
    assert [may_keep_both(clash) for clash in CLASH.clashes] == [False, True]


def test_where_all_is_theirs_nothing_is_left_to_do() -> None:
    change = EditRequest(request_id=1, expected_version=4, subject="Mine")
    assert answered(change, CLASH, {}) is None


def test_a_status_clash_is_named_by_the_change_too() -> None:
    clash = Conflict("Max", version=9, clashes=(FieldClash("status", S.RESOLVED, S.ROUTED),))
    change = SetStatus(request_id=1, expected_version=4, to=S.RESOLVED)
    again = answered(change, clash, {"status": Side.MINE})
    assert isinstance(again, SetStatus)
    assert (again.to, again.expected_version) == (S.RESOLVED, 9)


def test_markdown_takes_text_from_outside_as_text() -> None:
    hostile = replace(row(7), subject="<b># x</b>\x1b[2J", account="A|B [link](x)")
    said = TimelineEntry(1, NOW, "Ana", "comment", None, None, "First\nsecond", shared=True)
    moved = TimelineEntry(2, NOW, "Ana", "status", "new", "waiting_client", None, shared=False)
    detail = RequestDetail(
        hostile, "Line *one*\n\nLine two", Level.LOW, Level.LOW, "Ana", None, None, None, None, None, (),
        (said, moved),
    )  # fmt: skip
    assert request_markdown(detail, UTC).splitlines() == [
        "# R-7: \\<b\\>\\# x\\</b\\>\\[2J",
        "",
        "- Account: A\\|B \\[link\\](x)",
        "- Type: Training",
        "- Priority: P3",
        "- Status: New",
        "- Service level: Resolution due",
        "- Route: Account manager",
        "- Created: 2026-03-02 08:00 UTC",
        "",
        "> Line \\*one\\*",
        ">",
        "> Line two",
        "",
        "## Timeline",
        "",
        "- 2026-03-02 08:00 UTC Ana, to the client: First second",
        "- 2026-03-02 08:00 UTC Ana, status: new → waiting for client",
    ]
