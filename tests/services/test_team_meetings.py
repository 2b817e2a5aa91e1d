"""Meetings of the team: for those invited, weekly or monthly without drifting, seen by nobody else."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from amtui.data.models import team_meetings as table
from amtui.data.queries.calendar_items import calendar_items
from amtui.data.queries.day_plan import block_problems, day_plan, free_block
from amtui.data.queries.due_soon import due_soon
from amtui.data.queries.suggestions import suggestions
from amtui.data.queries.team_meetings import team_meeting, team_meetings
from amtui.data.queries.today import today_board
from amtui.domain.admin_changes import DeactivateUser
from amtui.domain.changes import Redo, Undo
from amtui.domain.errors import Conflict, Invalid, NotFound, Refused
from amtui.domain.leave_changes import AddLeave
from amtui.domain.task_changes import AddTask, BlockTime
from amtui.domain.team_changes import (
    CancelTeamMeeting,
    EditTeamMeeting,
    EndTeamSeries,
    HoldTeamMeeting,
    MoveTeamMeeting,
    MoveTeamSeries,
    PlanTeamMeeting,
)
from amtui.domain.team_records import TeamMeeting, usual_team
from amtui.domain.vocabulary import MeetingStatus, ReviewKind
from amtui.services.backend import Backend
from tests.services.world import ANA, BEN, CLEO, MAX, NORTHWIND, World

TEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""Ten o'clock in Berlin, on the Tuesday after the story begins."""
PIPELINE = PlanTeamMeeting(title="Pipeline", starts_at=TEN, invited=(BEN,))
WEEKLY = PlanTeamMeeting(title="Pipeline", starts_at=TEN, every_weeks=1)


def planned(backend: Backend) -> tuple[TeamMeeting, ...]:
    return backend.read(team_meetings, status=MeetingStatus.PLANNED)


def days(backend: Backend) -> list[date]:
    return [row.starts_at.date() for row in planned(backend)]


def test_it_is_seen_by_owner_invited_and_the_owners_manager_and_nobody_else(
    world: World, ana: Backend
) -> None:
    made = ana.apply(PIPELINE)
    assert made.words == "“Pipeline” with 1 colleague planned for 2026-11-24 10:00"
    seen = {login: len(planned(world.as_(login))) for login in ("ada", "max", "ana", "ben", "cleo")}
    assert seen == {"ada": 1, "max": 1, "ana": 1, "ben": 1, "cleo": 0}
    mine = {login: len(world.as_(login).read(team_meetings, own=True)) for login in ("ada", "max", "ben")}
    assert mine == {"ada": 0, "max": 0, "ben": 1}
    cleo = world.as_("cleo")
    with pytest.raises(NotFound, match="no team meeting"):
        cleo.read(team_meeting, meeting_id=made.entity_id or 0)
    with pytest.raises(NotFound, match="no team meeting"):
        cleo.apply(HoldTeamMeeting(meeting_id=made.entity_id or 0, expected_version=1))


def test_a_cover_of_the_owner_does_not_see_their_team_meetings(world: World, ana: Backend) -> None:
    ana.apply(PlanTeamMeeting(title="Pipeline", starts_at=TEN, invited=()))
    day = TEN.date()
    ana.apply(AddLeave(user_id=ANA, cover_id=CLEO, first=day - timedelta(days=1), last=day))
    cleo = world.as_("cleo")
    assert cleo.identity.scope.sees(ANA)
    assert planned(cleo) == ()


def test_the_usual_team_are_the_reports_or_those_with_the_same_manager(world: World, ana: Backend) -> None:
    ana.apply(PlanTeamMeeting(title="Among us", starts_at=TEN))
    leads = world.as_("max")
    leads.apply(PlanTeamMeeting(title="Team", starts_at=TEN))
    cleo = world.as_("cleo")
    cleo.apply(PlanTeamMeeting(title="Alone", starts_at=TEN))
    found = {row.title: (set(row.invited), row.names) for row in planned(world.as_("ada"))}
    assert found["Among us"][0] == {MAX, BEN}
    assert found["Team"] == ({ANA, BEN}, ("Ana", "Ben"))
    assert found["Alone"][0] == set()
    assert usual_team(99, ()) == ()


def test_only_the_owner_their_manager_and_administrators_change_it(world: World, ana: Backend) -> None:
    made = ana.apply(PIPELINE).entity_id or 0
    with pytest.raises(Refused, match="this is a meeting of Ana"):
        world.as_("ben").apply(EditTeamMeeting(meeting_id=made, expected_version=1, notes="Mine"))
    changed = EditTeamMeeting(meeting_id=made, expected_version=1, agenda="Deals")
    assert world.as_("max").apply(changed).words == "“Pipeline”: agenda saved"
    with pytest.raises(Conflict) as caught:
        ana.apply(EditTeamMeeting(meeting_id=made, expected_version=1, agenda="Churn"))
    assert (caught.value.who, [one.field for one in caught.value.clashes]) == ("Max", ["agenda"])


def test_a_weekly_series_does_not_drift_when_one_is_moved_or_cancelled(ana: Backend) -> None:
    ana.apply(WEEKLY)
    first, second, third, *_ = planned(ana)
    assert all(day.weekday() == 1 for day in days(ana))
    ana.apply(MoveTeamMeeting(meeting_id=second.id, expected_version=1, starts_at=TEN + timedelta(days=9)))
    told = ana.apply(CancelTeamMeeting(meeting_id=third.id, expected_version=1, reason="Fair")).words
    assert told.startswith("“Pipeline” cancelled")
    ana.apply(HoldTeamMeeting(meeting_id=first.id, expected_version=1, notes="All well"))
    later = days(ana)
    assert later[0] == date(2026, 12, 3)
    assert later[1:4] == [date(2026, 12, 15), date(2026, 12, 22), date(2026, 12, 29)]
    assert len(set(later)) == len(later)


def test_the_clock_on_the_wall_stays_when_the_clocks_change(ana: Backend) -> None:
    ana.apply(WEEKLY)
    hours = {row.starts_at.astimezone(ana_zone(ana)).hour for row in planned(ana)}
    assert hours == {10}
    assert len({row.starts_at.hour for row in planned(ana)}) == 2


def ana_zone(ana: Backend) -> ZoneInfo:
    return ZoneInfo(ana.identity.zone)


def test_a_monthly_series_keeps_its_day_clamped_and_on_business_days(world: World) -> None:
    ana = world.as_("ana")
    start = datetime(2027, 1, 29, 9, 0, tzinfo=UTC)
    ana.apply(PlanTeamMeeting(title="Month", starts_at=start, every_months=1))
    world.clock.passes(days=90)
    ana = world.as_("ana")
    first = planned(ana)[0]
    ana.apply(HoldTeamMeeting(meeting_id=first.id, expected_version=first.version))
    # 29 February does not exist and 28 is a Sunday; 29 May is a Saturday, 31 a Monday of the same month.
    found = [row.starts_at.date() for row in ana.read(team_meetings) if row.starts_at > start][:4]
    assert found[0] == date(2027, 2, 26)
    assert date(2027, 3, 29) in found
    assert date(2027, 5, 31) in days(ana)


def test_a_series_goes_on_by_itself_as_its_meetings_are_closed(world: World, ana: Backend) -> None:
    ana.apply(WEEKLY)
    last = days(ana)[-1]
    world.clock.passes(days=30)
    row = planned(ana)[0]
    told = ana.apply(HoldTeamMeeting(meeting_id=row.id, expected_version=row.version)).words
    assert "the next of its series planned for" in told
    assert days(ana)[-1] > last


def test_all_later_ones_move_along_but_for_those_moved_on_their_own(ana: Backend) -> None:
    ana.apply(WEEKLY)
    first, second, third, *_ = planned(ana)
    ana.apply(MoveTeamMeeting(meeting_id=third.id, expected_version=1, starts_at=TEN + timedelta(days=15)))
    to = second.starts_at + timedelta(days=1, hours=1)
    told = ana.apply(MoveTeamSeries(meeting_id=second.id, expected_version=1, starts_at=to)).words
    assert "1 moved on its own stayed" in told
    assert [day.weekday() for day in days(ana)[:5]] == [1, 2, 2, 2, 2]
    ana.apply(Undo())
    assert [day.weekday() for day in days(ana)[:4]] == [1, 1, 2, 1]
    saturday = second.starts_at + timedelta(days=4)
    with pytest.raises(Refused, match="is no business day"):
        ana.apply(MoveTeamSeries(meeting_id=second.id, expected_version=3, starts_at=saturday))
    assert first.id == planned(ana)[0].id


def test_a_series_ends_and_is_not_planned_on(ana: Backend) -> None:
    ana.apply(WEEKLY)
    first, second, *_ = planned(ana)
    ana.apply(MoveTeamMeeting(meeting_id=first.id, expected_version=1, starts_at=TEN - timedelta(hours=25)))
    told = ana.apply(EndTeamSeries(meeting_id=second.id, expected_version=1, reason="New rhythm")).words
    assert told.startswith("“Pipeline” ended: ")
    assert [row.id for row in planned(ana)] == [first.id]
    ana.apply(HoldTeamMeeting(meeting_id=first.id, expected_version=2))
    assert planned(ana) == ()


def test_whoever_joins_is_invited_to_all_later_ones(ana: Backend) -> None:
    ana.apply(WEEKLY)
    _, second, *_ = planned(ana)
    people = EditTeamMeeting(meeting_id=second.id, expected_version=1, invited=(BEN, CLEO), later=True)
    assert "later meetings" in ana.apply(people).words
    assert [row.invited for row in planned(ana)[:3]] == [(MAX, BEN), (BEN, CLEO), (BEN, CLEO)]
    with pytest.raises(NotFound):
        ana.apply(EditTeamMeeting(meeting_id=second.id, expected_version=2, invited=(999,)))


def test_it_is_undone_and_done_again_as_any_change(world: World, ana: Backend) -> None:
    ana.apply(WEEKLY)
    row = planned(ana)[0]
    ana.apply(EditTeamMeeting(meeting_id=row.id, expected_version=1, invited=(CLEO,)))
    assert ana.apply(Undo()).words == "Back: the meeting “Pipeline” invited Ben, Max"
    ana.apply(Redo())
    assert ana.read(team_meeting, meeting_id=row.id).names == ("Cleo",)
    ana.apply(Undo())
    ana.apply(Undo())
    assert ana.read(team_meetings) == ()
    ana.apply(Redo())
    assert len(planned(ana)) > 20
    assert world.row(table, row.id)["title"] == "Pipeline"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (PlanTeamMeeting(title=" ", starts_at=TEN), "title"),
        (PlanTeamMeeting(title="A", starts_at=TEN, minutes=0), "minutes"),
        (PlanTeamMeeting(title="A", starts_at=TEN.replace(tzinfo=None)), "start"),
        (PlanTeamMeeting(title="A", starts_at=TEN, every_weeks=1, every_months=1), "every"),
        (PlanTeamMeeting(title="A", starts_at=TEN, every_weeks=0), "every"),
    ],
)
def test_what_makes_no_sense_is_refused(ana: Backend, change: PlanTeamMeeting, why: str) -> None:
    with pytest.raises(Invalid) as caught:
        ana.apply(change)
    assert set(caught.value.fields) == {why}


def test_one_that_begins_a_little_early_keeps_its_time(world: World, ana: Backend) -> None:
    made = ana.apply(PIPELINE).entity_id or 0
    world.clock.at = TEN - timedelta(minutes=10)
    ana.apply(HoldTeamMeeting(meeting_id=made, expected_version=1))
    assert ana.read(team_meeting, meeting_id=made).starts_at == TEN


def test_what_is_over_keeps_its_invitation_but_takes_notes(ana: Backend) -> None:
    made = ana.apply(PIPELINE).entity_id or 0
    ana.apply(HoldTeamMeeting(meeting_id=made, expected_version=1))
    with pytest.raises(Refused, match="is held and no longer planned"):
        ana.apply(MoveTeamMeeting(meeting_id=made, expected_version=2, starts_at=TEN))
    with pytest.raises(Refused, match="its invitation no longer changes"):
        ana.apply(EditTeamMeeting(meeting_id=made, expected_version=2, title="Other"))
    ana.apply(EditTeamMeeting(meeting_id=made, expected_version=2, notes="Who does what"))
    row = ana.read(team_meeting, meeting_id=made)
    assert (row.notes, row.starts_at) == ("Who does what", ana.clock.now())
    other = ana.apply(PlanTeamMeeting(title="One", starts_at=TEN)).entity_id or 0
    with pytest.raises(Refused, match="belongs to no series"):
        ana.apply(EndTeamSeries(meeting_id=other, expected_version=1, reason="Why"))


def test_it_stands_in_the_calendar_the_day_plan_and_today_of_everyone_invited(
    world: World, ana: Backend
) -> None:
    ana.apply(PlanTeamMeeting(title="Pipeline", starts_at=TEN, invited=(CLEO,)))
    world.clock.passes(days=1)
    day = TEN.date()
    for login, there in (("ana", True), ("cleo", True), ("ben", False)):
        viewer = world.as_(login)
        items = [one.what for one in viewer.read(calendar_items, first=day, last=day)]
        assert ("Pipeline" in items) is there, login
        plan = [one.what for one in viewer.read(day_plan, day=day).entries]
        assert ("Pipeline" in plan) is there, login
        board = viewer.read(today_board)
        assert bool(board.meetings) is there, login
        assert not any("Pipeline" in row.what for row in board.rows)


def test_the_managers_calendar_shows_it_but_their_day_is_free(world: World, ana: Backend) -> None:
    ana.apply(PIPELINE)
    leads, day = world.as_("max"), TEN.date()
    assert "Pipeline" in [one.what for one in leads.read(calendar_items, first=day, last=day)]
    assert "Pipeline" not in [one.what for one in leads.read(day_plan, day=day).entries]


def test_nothing_else_is_put_into_its_time(ana: Backend) -> None:
    before = ana.read(suggestions, account_id=NORTHWIND, kind=ReviewKind.AD_HOC)[0].starts_at
    ana.apply(PlanTeamMeeting(title="Pipeline", starts_at=before, invited=()))
    after = [one.starts_at for one in ana.read(suggestions, account_id=NORTHWIND, kind=ReviewKind.AD_HOC)]
    assert before not in after
    task = ana.apply(AddTask(title="Read")).entity_id or 0
    span = (before, before + timedelta(minutes=30))
    assert "overlaps Pipeline" in ana.read(block_problems, task_id=task, block=span)[0]
    with pytest.raises(Refused, match="overlaps Pipeline"):
        ana.apply(BlockTime(task_id=task, expected_version=1, at=before, minutes=30))
    room = ana.read(free_block, task_id=task, minutes=30, day=before.date())
    assert room is not None
    assert not before <= room < before + timedelta(minutes=60)


def test_one_that_is_cancelled_takes_no_time(ana: Backend) -> None:
    made = ana.apply(PIPELINE).entity_id or 0
    ana.apply(CancelTeamMeeting(meeting_id=made, expected_version=1, reason="Fair"))
    day = TEN.date()
    assert "Pipeline" not in [one.what for one in ana.read(day_plan, day=day).entries]
    assert "Pipeline" not in [one.what for one in ana.read(calendar_items, first=day, last=day)]


def test_whoever_stops_working_leaves_their_meetings_to_be_seen_to(world: World, ana: Backend) -> None:
    ana.apply(PIPELINE)
    ada = world.as_("ada")
    told = ada.apply(DeactivateUser(user_id=ANA, expected_version=1, heir_id=BEN)).words
    assert "1 team meeting of Ana stays planned: their manager or an administrator may cancel it" in told
    (row,) = planned(ada)
    assert (
        "cancelled"
        in ada.apply(CancelTeamMeeting(meeting_id=row.id, expected_version=1, reason="Ana left")).words
    )
    told = ada.apply(DeactivateUser(user_id=CLEO, expected_version=1, heir_id=BEN)).words
    assert "team meeting" not in told


def test_what_begins_soon_is_said_to_those_invited(world: World, ana: Backend) -> None:
    ana.apply(PIPELINE)
    lead, horizon = timedelta(minutes=15), timedelta(days=2)
    for login, there in (("ana", 1), ("ben", 1), ("max", 0)):
        found = [
            one for one in world.as_(login).read(due_soon, lead=lead, horizon=horizon) if one.kind == "team"
        ]
        assert len(found) == there, login
        for one in found:
            assert one.say_at == TEN - lead
            assert one.words(one.say_at, UTC) == "“Pipeline” begins in 15 minutes, at 09:00"
