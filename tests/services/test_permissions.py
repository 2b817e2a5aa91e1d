"""Every kind of change, asked for by every role, and in read-only mode."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from amtui.data.models import accounts, improvements, reviews
from amtui.domain import access_changes as access
from amtui.domain import admin_changes as office
from amtui.domain import changes, kpi_changes, request_changes
from amtui.domain import improvement_changes as improving
from amtui.domain import onboarding_changes as onboarding
from amtui.domain import review_changes as reviewing
from amtui.domain import task_changes as tasking
from amtui.domain import team_changes as teaming
from amtui.domain import today_changes as answering
from amtui.domain.change import Change, Notice
from amtui.domain.errors import NotFound, Refused
from amtui.domain.health_changes import RecordHealth
from amtui.domain.leave_changes import AddLeave, EditLeave, EndLeave
from amtui.domain.milestone_changes import AddMilestone, DropMilestone, EditMilestone, ReachMilestone
from amtui.domain.onboarding import AgendaItem
from amtui.domain.routing_changes import SetRouting
from amtui.domain.satisfaction_changes import DropAnswer, EditAnswer, LinkAnswer, LogAnswer
from amtui.domain.today_difference import RememberToday
from amtui.domain.today_row import RowAsked
from amtui.domain.vocabulary import (
    Channel,
    Comparator,
    InteractionDirection,
    KpiKey,
    Level,
    Priority,
    RequestStatus,
    RequestType,
    ReviewKind,
    Route,
    Source,
    Unit,
)
from amtui.services.dispatch import handlers
from amtui.services.permissions import RULES
from tests.services.world import ANA, BEN, CONTOSO, LOGIN, MONDAY_NINE, NORTHWIND, World

AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
ALL, LEADS, ADMINS = {"ada", "max", "ana"}, {"ada", "max"}, {"ada"}
PLANNED = changes.PlanReview(account_id=NORTHWIND, kind=ReviewKind.CHECK_IN, starts_at=AT)
SEEN: dict[str, Any] = {"request_id": LOGIN, "expected_version": 1}
MET: dict[str, Any] = {"review_id": 1, "expected_version": 1}
ACTION: dict[str, Any] = {"action_id": 1, "expected_version": 1}
SERIES = reviewing.StartSeries(account_id=NORTHWIND, kind=ReviewKind.QBR, first=AT.date(), minute_of_day=600)
PLAYBOOK = improving.AddPlaybook(name="Mine", kpis=(KpiKey.SYNC_SUCCESS,), steps=("Begin",))
PBX = onboarding.DescribeTechnical(account_id=NORTHWIND, topic="PBX", expected_version=0, detail="Cloud")
AWAY = AddLeave(user_id=ANA, cover_id=BEN, first=AT.date(), last=AT.date())
BENS: dict[str, Any] = {"user_id": BEN, "expected_version": 1}
MUNICH = office.SaveCalendar(
    calendar_id=None, expected_version=0, fields=(("name", "Munich"), ("hours", "Mon-Fri 9:00-17:00"))
)
GAP = RowAsked(Source.CADENCE_GAP, str(NORTHWIND), "No QBR planned in time", NORTHWIND, (0, 0, 1))
SNOOZED = answering.SnoozeRow(row=GAP, until=AT.date())
QUOTE = tasking.AddTask(title="Send the quote", account_id=NORTHWIND)
STANDING = teaming.PlanTeamMeeting(title="Pipeline", starts_at=AT, every_weeks=1)
TEAM: dict[str, Any] = {"meeting_id": 1, "expected_version": 1}
TASK: dict[str, Any] = {"task_id": 1, "expected_version": 1}
FIRST_MILESTONE: dict[str, Any] = {"milestone_id": 1, "expected_version": 1}
PORT = AddMilestone(account_id=NORTHWIND, title="Port", due_on=MONDAY_NINE.date())
ANSWER = LogAnswer(account_id=NORTHWIND, csat=2, nps=6, comment="Slow", request_id=LOGIN)
KNOWN: dict[str, Any] = {"account_id": NORTHWIND, "expected_version": 1}

KEY = (
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH4UaI8Pebq6Xarmu+wtGp7BC5ZlS5Yn6HuvhkR4kV/N ben@laptop",
    "SHA256:nhM3miS8Dy999mbLbuU9KBu27XYuwUoMbNhv0JVNhE0",
)

MAY: dict[str, tuple[set[str], Callable[[], Change]]] = {
    "SetStatus": (ALL, lambda: changes.SetStatus(**SEEN, to=RequestStatus.IN_PROGRESS)),
    "SetPriority": (ALL, lambda: changes.SetPriority(**SEEN, to=Priority.P4, reason="Can wait")),
    "SetRoute": (ALL, lambda: changes.SetRoute(**SEEN, to=Route.BILLING)),
    "SetOwner": (ALL, lambda: changes.SetOwner(**SEEN, owner_id=BEN)),
    "EditRequest": (ALL, lambda: changes.EditRequest(**SEEN, subject="Locked out")),
    "AddComment": (ALL, lambda: changes.AddComment(request_id=LOGIN, text="Called them")),
    "PlanReview": (ALL, lambda: PLANNED),
    "MoveReview": (ALL, lambda: changes.MoveReview(**MET, starts_at=AT.replace(day=2))),
    "HoldReview": (ALL, lambda: changes.HoldReview(**MET, outcome="All is well")),
    "CancelReview": (ALL, lambda: changes.CancelReview(**MET, reason="They are away")),
    "MissReview": (ALL, lambda: changes.MissReview(**MET)),
    "SetGoal": (
        ALL,
        lambda: changes.SetGoal(account_id=NORTHWIND, kpi=KpiKey.MISSED_CALL_RATE, target=0.05),
    ),
    "WithdrawGoal": (
        ALL,
        lambda: kpi_changes.WithdrawGoal(goal_id=1, expected_version=1, reason="They changed their mind"),
    ),
    "DefineKpi": (
        ADMINS,
        lambda: kpi_changes.DefineKpi(
            key="tickets_per_user",
            label="tickets per user",
            unit=Unit.NUMBER,
            comparator=Comparator.AT_MOST,
        ),
    ),
    "RetireKpi": (ADMINS, lambda: kpi_changes.RetireKpi(key="tickets_per_user")),
    "LogInteraction": (
        ALL,
        lambda: changes.LogInteraction(
            account_id=NORTHWIND,
            direction=InteractionDirection.OUTREACH,
            channel=Channel.CALL,
            summary="Said hello",
        ),
    ),
    "SetAccount": (ALL, lambda: changes.SetAccount(**KNOWN, fields=(("plan", "premium"),))),
    "ProposeAction": (ALL, lambda: improving.ProposeAction(account_id=NORTHWIND, what="Third agent")),
    "EditAction": (ALL, lambda: improving.EditAction(**ACTION, hypothesis="It helps")),
    "AgreeAction": (ALL, lambda: improving.AgreeAction(**ACTION)),
    "ImplementAction": (ALL, lambda: improving.ImplementAction(**ACTION)),
    "ValidateAction": (ALL, lambda: improving.ValidateAction(**ACTION, log_ids=("T-1",))),
    "TickStep": (ALL, lambda: improving.TickStep(**ACTION, step=1)),
    "DropAction": (ALL, lambda: improving.DropAction(**ACTION, reason="Too dear")),
    "AddPlaybook": (ALL, lambda: PLAYBOOK),
    "EditPlaybook": (ALL, lambda: improving.EditPlaybook(playbook_id=1, expected_version=1, name="Other")),
    "RemovePlaybook": (LEADS, lambda: improving.RemovePlaybook(playbook_id=1, expected_version=1)),
    "SetPassword": (ADMINS, lambda: access.SetPassword(user_id=BEN, password="a long enough one")),
    "AddKey": (ADMINS, lambda: access.AddKey(user_id=BEN, line=KEY[0])),
    "RemoveKey": (ADMINS, lambda: access.RemoveKey(user_id=BEN, fingerprint=KEY[1])),
    "StartSeries": (ALL, lambda: SERIES),
    "MoveSeries": (
        ALL,
        lambda: reviewing.MoveSeries(review_id=2, expected_version=1, starts_at=AT.replace(day=2)),
    ),
    "EndSeries": (ALL, lambda: reviewing.EndSeries(series_id=1, expected_version=1, reason="They left")),
    "PlanAhead": (ALL, reviewing.PlanAhead),
    "EditReview": (ALL, lambda: reviewing.EditReview(**MET, notes="They grow")),
    "EditInteraction": (
        ALL,
        lambda: reviewing.EditInteraction(interaction_id=1, expected_version=1, summary="Agreed"),
    ),
    "DropInteraction": (ALL, lambda: reviewing.DropInteraction(interaction_id=1, expected_version=1)),
    "RecordHealth": (ALL, lambda: RecordHealth(account_ids=(NORTHWIND,))),
    "RequestKickoff": (ALL, lambda: onboarding.RequestKickoff(**KNOWN)),
    "SetKickoffDue": (
        ALL,
        lambda: onboarding.SetKickoffDue(**KNOWN, due_on=AT.date(), reason="As the contract says"),
    ),
    "NoteAgenda": (
        ALL,
        lambda: onboarding.NoteAgenda(
            account_id=NORTHWIND, item=AgendaItem.NUMBERS, expected_version=0, done=True
        ),
    ),
    "DescribeTechnical": (ALL, lambda: PBX),
    "ForgetTechnical": (ALL, lambda: onboarding.ForgetTechnical(technical_id=1, expected_version=1)),
    "AddLeave": (ALL, lambda: AWAY),
    "EditLeave": (ALL, lambda: EditLeave(leave_id=1, expected_version=1, note="Call me")),
    "EndLeave": (ALL, lambda: EndLeave(leave_id=1, expected_version=1)),
    "AddTask": (ALL, lambda: QUOTE),
    "EditTask": (ALL, lambda: tasking.EditTask(**TASK, important=True)),
    "BlockTime": (ALL, lambda: tasking.BlockTime(**TASK, at=AT, anyway=True)),
    "FinishTask": (ALL, lambda: tasking.FinishTask(**TASK)),
    "DropTask": (ALL, lambda: tasking.DropTask(**TASK)),
    "CarryOver": (ALL, tasking.CarryOver),
    "PlanTeamMeeting": (ALL, lambda: STANDING),
    "MoveTeamMeeting": (ALL, lambda: teaming.MoveTeamMeeting(**TEAM, starts_at=AT + timedelta(hours=1))),
    "MoveTeamSeries": (ALL, lambda: teaming.MoveTeamSeries(**TEAM, starts_at=AT + timedelta(hours=1))),
    "HoldTeamMeeting": (ALL, lambda: teaming.HoldTeamMeeting(**TEAM)),
    "CancelTeamMeeting": (ALL, lambda: teaming.CancelTeamMeeting(**TEAM, reason="Fair")),
    "EditTeamMeeting": (ALL, lambda: teaming.EditTeamMeeting(**TEAM, agenda="Deals")),
    "EndTeamSeries": (ALL, lambda: teaming.EndTeamSeries(**TEAM, reason="New rhythm")),
    "AddMilestone": (ALL, lambda: PORT),
    "EditMilestone": (ALL, lambda: EditMilestone(**FIRST_MILESTONE, title="Ported")),
    "ReachMilestone": (ALL, lambda: ReachMilestone(**FIRST_MILESTONE)),
    "DropMilestone": (ALL, lambda: DropMilestone(**FIRST_MILESTONE)),
    "LogAnswer": (ALL, lambda: ANSWER),
    "EditAnswer": (ALL, lambda: EditAnswer(answer_id=1, expected_version=1, csat=3)),
    "LinkAnswer": (ALL, lambda: LinkAnswer(answer_id=1, expected_version=1, request_id=None)),
    "DropAnswer": (ALL, lambda: DropAnswer(answer_id=1, expected_version=1)),
    "SnoozeRow": (ALL, lambda: SNOOZED),
    "DelegateRow": (ALL, lambda: answering.DelegateRow(row=GAP, to="ben", follow_up=AT.date())),
    "DeclineRow": (ALL, lambda: answering.DeclineRow(row=GAP, reply="No", until=AT.date())),
    "WakeRow": (ALL, lambda: answering.WakeRow(row=replace(GAP, version=1))),
    "Bulk": (ALL, lambda: changes.Bulk(changes=(changes.AddComment(request_id=LOGIN, text="Hello"),))),
    "Undo": (ALL, changes.Undo),
    "Redo": (ALL, changes.Redo),
    "AddAccount": (LEADS, lambda: changes.AddAccount(name="Fabrikam")),
    "AssignAccount": (LEADS, lambda: changes.AssignAccount(**KNOWN, am_id=BEN)),
    "AddUser": (ADMINS, lambda: changes.AddUser(login="dan", name="Dan", email="dan@example.org")),
    "EditUser": (ADMINS, lambda: office.EditUser(**BENS, fields=(("name", "Benno"),))),
    "DeactivateUser": (ADMINS, lambda: office.DeactivateUser(**BENS)),
    "ActivateUser": (ADMINS, lambda: office.ActivateUser(user_id=BEN, expected_version=2)),
    "DeleteUser": (ADMINS, lambda: office.DeleteUser(**BENS)),
    "TransferBook": (LEADS, lambda: office.TransferBook(from_id=ANA, to_id=BEN)),
    "AssociateAccounts": (LEADS, lambda: office.AssociateAccounts(accounts=((NORTHWIND, 1),), am_id=BEN)),
    "SaveCalendar": (ADMINS, lambda: MUNICH),
    "DeleteCalendar": (ADMINS, lambda: office.DeleteCalendar(calendar_id=2, expected_version=1)),
    "SetServiceLevel": (
        ADMINS,
        lambda: office.SetServiceLevel(plan="*", priority=Priority.P1, respond="10m", resolve="1h"),
    ),
    "SetRouting": (ADMINS, lambda: SetRouting(kind=RequestType.BILLING, route=Route.SUPPORT)),
    "SaveSetting": (ADMINS, lambda: changes.SaveSetting(key="renewal_days", value="60")),
}


@pytest.fixture(scope="session")
def company(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the company and a planned review, to be copied."""
    path = tmp_path_factory.mktemp("company") / "company.db"
    shutil.copy(sqlite_template, path)
    made = World(f"sqlite:///{path}")
    made.as_("ana").apply(PLANNED)
    made.close()
    return path


@pytest.fixture
def world(company: Path, tmp_path: Path) -> Iterator[World]:
    """Permissions are looked at before any database is: one engine is enough."""
    path = tmp_path / "amtui.db"
    shutil.copy(company, path)
    made = World(f"sqlite:///{path}", filled=True)
    yield made
    made.close()


_R = request_changes
NOTICES: dict[str, tuple[set[str], Callable[[], Change]]] = {
    "RememberToday": (ALL, lambda: RememberToday(rows=())),
    "MarkSeen": (ALL, lambda: _R.MarkSeen(request_id=LOGIN)),
    "SayTyping": (ALL, lambda: _R.SayTyping(request_id=LOGIN)),
    "StopTyping": (ALL, _R.StopTyping),
    "WatchRequest": (ALL, lambda: _R.WatchRequest(request_id=LOGIN)),
}
"""What leaves no audit row, as nobody's work depends on it."""

MAY |= {
    "CreateRequest": (
        {"ada", "max"},
        lambda: _R.CreateRequest(account_id=NORTHWIND, type=RequestType.TRAINING, subject="Teach us"),
    ),
    "MoveRequest": ({"ada"}, lambda: _R.MoveRequest(**SEEN, account_id=CONTOSO, reason="Theirs")),
    "SetContact": (ALL, lambda: _R.SetContact(**SEEN, contact_id=None)),
    "Reclassify": (ALL, lambda: _R.Reclassify(**SEEN, urgency=Level.LOW)),
    "SnoozeRequest": (ALL, lambda: _R.SnoozeRequest(**SEEN, until=AT)),
    "WakeRequest": (ALL, lambda: _R.WakeRequest(request_id=LOGIN, expected_version=2)),
    "ClientReplied": (ALL, lambda: _R.ClientReplied(request_id=LOGIN, text="It works again")),
    "EscalateRequest": (ALL, lambda: _R.EscalateRequest(**SEEN, team="Engineering")),
    "EndEscalation": (ALL, lambda: _R.EndEscalation(request_id=LOGIN, expected_version=2)),
    "FollowRequest": (ALL, lambda: _R.FollowRequest(**SEEN, external_owner="Sam")),
    "AddEvidence": (ALL, lambda: _R.AddEvidence(request_id=LOGIN, log_ids=("call-7",))),
    "UndoEntry": (ALL, lambda: _R.UndoEntry(audit_id=2)),
    "SaveView": (ALL, lambda: _R.SaveView(screen="requests", name="Loud", filter="p:1,2")),
    "DeleteView": (ALL, lambda: _R.DeleteView(screen="requests", name="Loud")),
}
EVERY: dict[str, tuple[set[str], Callable[[], Change]]] = MAY | NOTICES
FIRST: dict[str, tuple[str | None, Callable[[], Change]]] = {
    "WakeRequest": (None, lambda: _R.SnoozeRequest(**SEEN, for_client=True)),
    "EndEscalation": (None, lambda: _R.EscalateRequest(**SEEN, team="Engineering")),
    "UndoEntry": (None, lambda: changes.EditRequest(**SEEN, subject="Locked out")),
    "DeleteView": (None, lambda: _R.SaveView(screen="requests", name="Loud", filter="p:1,2")),
    "Undo": (None, lambda: changes.AddComment(request_id=LOGIN, text="A slip")),
    "Redo": (None, lambda: changes.AddComment(request_id=LOGIN, text="A slip")),
    "WithdrawGoal": (None, MAY["SetGoal"][1]),
    "RetireKpi": ("ada", MAY["DefineKpi"][1]),
    "RemoveKey": ("ada", MAY["AddKey"][1]),
    "ActivateUser": ("ada", MAY["DeactivateUser"][1]),
    "DeleteCalendar": ("ada", MAY["SaveCalendar"][1]),
    "EditPlaybook": ("ana", lambda: PLAYBOOK),
    "RemovePlaybook": ("ana", lambda: PLAYBOOK),
    "MoveSeries": ("ana", lambda: SERIES),
    "EndSeries": ("ana", lambda: SERIES),
    "PlanAhead": ("ana", lambda: SERIES),
    **dict.fromkeys(("EditInteraction", "DropInteraction"), ("ana", MAY["LogInteraction"][1])),
    "EditLeave": ("ana", lambda: AWAY),
    "EndLeave": ("ana", lambda: AWAY),
    "ForgetTechnical": ("ana", lambda: PBX),
    **dict.fromkeys(("EditTask", "BlockTime", "FinishTask", "DropTask"), ("ana", lambda: QUOTE)),
    **dict.fromkeys(("MoveTeamMeeting", "MoveTeamSeries", "HoldTeamMeeting"), (None, lambda: STANDING)),
    **dict.fromkeys(("CancelTeamMeeting", "EditTeamMeeting", "EndTeamSeries"), (None, lambda: STANDING)),
    **dict.fromkeys(("EditMilestone", "ReachMilestone", "DropMilestone"), ("ana", lambda: PORT)),
    **dict.fromkeys(("EditAnswer", "LinkAnswer", "DropAnswer"), ("ana", lambda: ANSWER)),
    "WakeRow": ("ana", lambda: SNOOZED),
    "CarryOver": (None, lambda: tasking.AddTask(title="Tidy up", due_on=MONDAY_NINE.date())),
}
"""What has to be done before a change can be, and by whom; None is whoever does that."""


def prepared(world: World, name: str, login: str) -> None:
    """Do what comes before some changes."""
    before = {"ImplementAction": "agreed", "ValidateAction": "implemented"}
    if name.endswith("Action") or name == "TickStep":
        world.as_("ana").apply(
            improving.ProposeAction(account_id=NORTHWIND, what="Third agent", playbook="crm-mismatch")
        )
        status = before.get(name, "proposed")
        with world.writing() as connection:
            done = date.fromordinal(700_000)
            connection.execute(update(improvements).values(status=status, implemented_on=done))
    if name in FIRST:
        who, make = FIRST[name]
        world.as_(who or login).apply(make())
    with world.writing() as connection:
        if name == "PlanAhead":
            connection.exec_driver_sql("DELETE FROM reviews WHERE id = 3")
        if name == "MissReview":
            connection.execute(update(reviews).values(starts_at=MONDAY_NINE - timedelta(days=1)))
        if name == "SetKickoffDue":
            connection.execute(update(accounts).values(kickoff_requested_at=MONDAY_NINE))
    if name == "Redo":
        world.as_(login).apply(changes.Undo())


def test_no_kind_of_change_is_forgotten() -> None:
    kinds = {kind.__name__ for kind in Change.__subclasses__()} - {"Notice"}
    assert kinds == MAY.keys()
    assert {kind.__name__ for kind in Notice.__subclasses__()} == NOTICES.keys()
    assert set(handlers()) == set(RULES)
    assert {kind.__name__ for kind in RULES} == kinds | NOTICES.keys()


@pytest.mark.parametrize("login", ["ada", "max", "ana"])
@pytest.mark.parametrize("name", MAY)
def test_each_role_may_do_what_is_theirs(world: World, name: str, login: str) -> None:
    allowed, make = MAY[name]
    prepared(world, name, login)
    change = make()
    if name == "PlanReview":
        change = changes.PlanReview(account_id=NORTHWIND, kind=ReviewKind.QBR, starts_at=AT)
    if login in allowed:
        assert world.as_(login).apply(change).audit_id is not None
    else:
        why = r"^only .* may do this; you are |may not log|no account"
        with pytest.raises((Refused, NotFound), match=why):
            world.as_(login).apply(change)


@pytest.mark.parametrize("login", ["ada", "max", "ana"])
@pytest.mark.parametrize("name", NOTICES)
def test_what_is_told_in_passing_leaves_no_audit_row(world: World, name: str, login: str) -> None:
    assert world.as_(login).apply(NOTICES[name][1]()).audit_id is None


@pytest.mark.parametrize("name", EVERY)
def test_a_read_only_session_changes_nothing(world: World, name: str) -> None:
    prepared(world, name, "ada")
    with pytest.raises(Refused, match="this session is read-only"):
        world.as_("ada", read_only=True).apply(EVERY[name][1]())
