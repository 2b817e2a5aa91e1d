"""Tasks at work: whose they are, time beside meetings, what is undone at the end of the day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from amtui.data.models import tasks as table
from amtui.data.models import users
from amtui.data.queries.day_plan import day_plan, free_block
from amtui.data.queries.delegates import delegate_called, delegates
from amtui.data.queries.due_soon import due_soon
from amtui.data.queries.tasks import task, tasks
from amtui.data.queries.today import today
from amtui.domain import changes
from amtui.domain.delegates import NOBODY, GivenTo
from amtui.domain.due_soon import Coming
from amtui.domain.errors import Conflict, Invalid, NotFound, Refused
from amtui.domain.leave_changes import AddLeave
from amtui.domain.task_changes import AddTask, BlockTime, CarryOver, DropTask, EditTask, FinishTask
from amtui.domain.task_records import Quadrant, TaskRow
from amtui.domain.vocabulary import ReviewKind
from amtui.services.backend import Backend
from tests.services.world import ANA, BEN, CALL_FLOW, CLEO, CONTOSO, LOGIN, MAX, NORTHWIND, OUTAGE, World

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def berlin(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)


def added(backend: Backend, title: str, **more: object) -> TaskRow:
    receipt = backend.apply(AddTask(title=title, **more))  # type: ignore[arg-type]
    return backend.read(task, task_id=receipt.entity_id or 0)


def block(row: TaskRow, at: datetime | None, minutes: int = 30, *, anyway: bool = False) -> BlockTime:
    return BlockTime(task_id=row.id, expected_version=row.version, at=at, minutes=minutes, anyway=anyway)


def now(backend: Backend, row: TaskRow) -> TaskRow:
    return backend.read(task, task_id=row.id)


def test_a_task_lies_in_the_book_of_its_account_or_of_whoever_wrote_it(world: World, ana: Backend) -> None:
    own = added(ana, "Read the release notes", important=True)
    about = added(ana, "Send the quote", account_id=NORTHWIND, due_on=TUESDAY)
    assert (own.am_id, own.account, own.quadrant) == (ANA, "", Quadrant.PLAN)
    assert (about.account, about.quadrant) == ("Northwind", Quadrant.SOON)
    assert [row.title for row in ana.read(tasks)] == ["Send the quote", "Read the release notes"]
    with pytest.raises(Invalid):
        ana.apply(AddTask(title="  "))
    with pytest.raises(NotFound):
        ana.apply(AddTask(title="Elsewhere", account_id=CONTOSO))

    ben, cleo, lead = world.as_("ben"), world.as_("cleo"), world.as_("max")
    assert (ben.read(tasks), ben.read(tasks, everybody=True)) == ((), ())
    with pytest.raises(NotFound):
        ben.apply(FinishTask(task_id=about.id, expected_version=1))
    assert lead.read(tasks) == ()
    assert len(lead.read(tasks, everybody=True)) == 2
    ana.apply(AddLeave(user_id=ANA, cover_id=BEN, first=MONDAY, last=TUESDAY))
    assert [row.title for row in world.as_("ben").read(tasks)] == ["Send the quote"]

    version = world.row(table.metadata.tables["accounts"], NORTHWIND)["version"]
    lead_change = changes.AssignAccount(account_id=NORTHWIND, expected_version=version, am_id=CLEO)
    world.as_("ada").apply(lead_change)
    assert [row.title for row in cleo.read(tasks)] == ["Send the quote"]
    assert [row.title for row in ana.read(tasks)] == ["Read the release notes"]


def test_time_is_set_aside_beside_meetings_and_inside_hours_unless_said_otherwise(
    world: World, ana: Backend
) -> None:
    ana.apply(
        changes.PlanReview(account_id=NORTHWIND, kind=ReviewKind.CHECK_IN, starts_at=berlin(10), minutes=45)
    )
    quote, notes = added(ana, "Quote"), added(ana, "Notes")
    with pytest.raises(Refused, match="overlaps check-in with Northwind, 10:00–10:45"):
        ana.apply(block(quote, berlin(10, 30)))
    with pytest.raises(Refused, match="20:00–20:30 is outside business hours"):
        ana.apply(block(quote, berlin(20)))
    assert ana.read(free_block, task_id=quote.id, minutes=90) == berlin(10, 45)
    said = ana.apply(block(quote, berlin(9), 60)).words
    assert said == "“Quote” has 2026-11-23 09:00–10:00"
    assert ana.apply(changes.Undo()).words == "Back: the task “Quote” time set aside none"
    assert ana.apply(changes.Redo()).words == "Again: the task “Quote” time set aside 2026-11-23 09:00"
    quote = now(ana, quote)
    with pytest.raises(Refused, match="overlaps “Quote”, 09:00–10:00"):
        ana.apply(block(notes, berlin(9, 30)))
    meant = ana.apply(block(notes, berlin(9, 30), anyway=True)).words
    assert meant.endswith("it overlaps “Quote”, 09:00–10:00")
    plan = ana.read(day_plan)
    told = [(entry.kind, entry.what, bool(entry.problems)) for entry in plan.entries]
    assert told[:3] == [("block", "Quote", True), ("block", "Notes", True), ("meeting", "check-in", False)]
    assert told[-1][0] == "free"
    ana.apply(block(now(ana, notes), None))
    assert not any(entry.problems for entry in ana.read(day_plan).entries)
    ana.apply(FinishTask(task_id=quote.id, expected_version=quote.version))
    with pytest.raises(Refused, match="done already"):
        ana.apply(block(now(ana, quote), berlin(9)))
    with pytest.raises(Conflict):
        ana.apply(block(quote, berlin(9)))


def test_what_is_undone_goes_to_the_next_business_day_as_one_change(world: World, ana: Backend) -> None:
    world.clock.passes(days=4)
    friday, monday = date(2026, 11, 27), date(2026, 11, 30)
    late, planned = added(ana, "Late", due_on=TUESDAY), added(ana, "Planned", due_on=friday)
    later, clash = added(ana, "Later", due_on=monday), added(ana, "Clash")
    ana.apply(block(planned, berlin(11, day=27)))
    ana.apply(block(clash, berlin(14, day=27)))
    ana.apply(
        changes.PlanReview(
            account_id=NORTHWIND, kind=ReviewKind.CHECK_IN, starts_at=berlin(14, day=30), minutes=45
        )
    )
    done = added(ana, "Done", due_on=friday)
    ana.apply(FinishTask(task_id=done.id, expected_version=1))
    receipt = ana.apply(CarryOver())
    lost = "1 lost the time set aside, which is taken there"
    assert receipt.words == f"3 tasks carried over to Mon 2026-11-30; {lost}"
    assert [now(ana, row).due_on for row in (late, planned, later, clash)] == [monday, monday, monday, None]
    assert [now(ana, row).carried for row in (late, planned, later, clash, done)] == [1, 1, 0, 1, 0]
    assert (now(ana, planned).block_at, now(ana, clash).block_at) == (berlin(11, day=30), None)
    assert ana.apply(CarryOver()).words == "Nothing of 2026-11-27 is undone"

    ana.apply(changes.Undo())
    assert [now(ana, row).due_on for row in (late, planned, clash)] == [TUESDAY, friday, None]
    assert now(ana, clash).block_at == berlin(14, day=27)
    ana.apply(changes.Redo())
    assert now(ana, late).due_on == monday


def test_tasks_change_go_and_come_back(ana: Backend) -> None:
    row = added(ana, "Draft", delegate=GivenTo(user_id=BEN))
    edit = EditTask(task_id=row.id, expected_version=1, title="Quote", due_on=TUESDAY, important=True)
    ana.apply(edit)
    ana.apply(EditTask(task_id=row.id, expected_version=2, open_ended=True, delegate=NOBODY))
    left = now(ana, row)
    assert (left.title, left.due_on, left.important, left.delegate) == ("Quote", None, True, "")
    assert "“Quote” is off the list" in ana.apply(DropTask(task_id=row.id, expected_version=3)).words
    assert "the task “Quote”" in ana.apply(changes.Undo()).words
    assert now(ana, row).title == "Quote"


def test_a_task_is_given_to_a_user_or_a_contact_and_whoever_may_see_it_finds_it(
    world: World, ana: Backend
) -> None:
    about = {"account_id": NORTHWIND, "due_on": TUESDAY}
    lead = ana.apply(AddTask(title="Call back", delegate=GivenTo(user_id=MAX), **about))  # type: ignore[arg-type]
    assert lead.words.endswith("; Max gets it, who has it in their own list")
    away = ana.apply(AddTask(title="Quote", delegate=GivenTo(user_id=BEN), **about))  # type: ignore[arg-type]
    assert away.words.endswith("; Ben gets it, who does not see this book: send them the text")
    client = added(ana, "Form", delegate=GivenTo(contact_id=1), **about)
    assert (client.delegate, client.given_to, client.given_away) == ("Kim", GivenTo(contact_id=1), True)
    assert ana.read(day_plan, day=TUESDAY).unplanned == ()

    backend = world.as_("max")
    (row,) = backend.read(tasks)
    assert (row.title, row.for_viewer, row.delegate) == ("Call back", True, "Max")
    why = {row.what: row.why for row in backend.read(today)}
    assert "given to you" in why["Call back"]
    assert "given to Ben" in why["Quote"]
    assert world.as_("ben").read(tasks) == ()

    for whom, wrong in (
        (GivenTo(user_id=99), NotFound),
        (GivenTo(contact_id=9), NotFound),
        (GivenTo(user_id=CLEO), Refused),
    ):
        with world.writing() as connection:
            connection.execute(update(users).where(users.c.id == CLEO).values(active=False))
        with pytest.raises(wrong):
            ana.apply(AddTask(title="No", delegate=whom, account_id=NORTHWIND))
    with pytest.raises(Refused, match="only a task about an account"):
        ana.apply(AddTask(title="No", delegate=GivenTo(contact_id=1)))


def test_names_written_before_stay_and_whoever_covers_comes_first(world: World, ana: Backend) -> None:
    old = added(ana, "Old", due_on=TUESDAY)
    with world.writing() as connection:
        connection.execute(update(table).where(table.c.id == old.id).values(delegate="the office"))
    ana.apply(EditTask(task_id=old.id, expected_version=1, important=True))
    assert (now(ana, old).delegate, now(ana, old).given_to) == ("the office", NOBODY)

    ana.apply(AddLeave(user_id=ANA, cover_id=CLEO, first=MONDAY, last=TUESDAY))
    known = [one.words for one in ana.read(delegates, account_id=NORTHWIND)]
    assert known == ["Cleo · cover", "Ada", "Ana", "Ben", "Max", "Kim · contact"]
    assert ana.read(delegate_called, text="kim", account_id=NORTHWIND) == GivenTo(contact_id=1)
    assert ana.read(delegate_called, text="BEN", account_id=None) == GivenTo(user_id=BEN)
    with pytest.raises(NotFound, match="neither a user nor a contact"):
        ana.read(delegate_called, text="Kim", account_id=None)
    with pytest.raises(Refused, match="may be ada, ana"):
        ana.read(delegate_called, text="A", account_id=None)


def test_what_comes_is_known_with_the_moment_to_say_it(world: World, ana: Backend) -> None:
    """At nine: a check-in at ten, time set aside at eleven, and the first service level that is missed."""
    ana.apply(
        changes.PlanReview(account_id=NORTHWIND, kind=ReviewKind.CHECK_IN, starts_at=berlin(10), minutes=45)
    )
    ana.apply(block(added(ana, "Quote"), berlin(11)))
    breach = min(row["breaches_at"] for row in (world.request(n) for n in (LOGIN, CALL_FLOW, OUTAGE)))
    quarter = timedelta(minutes=15)
    found = ana.read(due_soon, lead=quarter, horizon=timedelta(days=1))
    assert [one.say_at for one in found] == sorted(one.say_at for one in found)
    known = {one.kind: one for one in reversed(found)}
    assert (known[Coming.MEETING].say_at, known[Coming.MEETING].at) == (berlin(9, 45), berlin(10))
    assert (known[Coming.BLOCK].say_at, known[Coming.BLOCK].at) == (berlin(11), berlin(11))
    assert (known[Coming.BREACH].say_at, known[Coming.BREACH].at) == (breach - quarter, breach)
    zone = ZoneInfo("Europe/Berlin")
    assert known[Coming.MEETING].words(berlin(9, 45), zone) == (
        "Check-in with Northwind begins in 15 minutes, at 10:00"
    )
    assert known[Coming.BLOCK].words(berlin(11), zone) == "Time for “Quote” begins now"
    assert world.as_("cleo").read(due_soon, lead=quarter, horizon=timedelta(hours=1)) == ()
