"""Stories of improvement actions: proposed, agreed, implemented, proved, dropped."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from amtui.data.models import improvements
from amtui.data.queries.account_detail import account_detail
from amtui.data.queries.improvements import improvement_detail, improvement_details, improvement_list
from amtui.domain.changes import Redo, Undo
from amtui.domain.errors import Conflict, Invalid, NotFound, Refused
from amtui.domain.improvement_changes import (
    AgreeAction,
    DropAction,
    EditAction,
    ImplementAction,
    ProposeAction,
    TickStep,
    ValidateAction,
)
from amtui.domain.vocabulary import ImprovementStatus, KpiKey
from amtui.services.backend import Backend
from tests.services.improvement_story import (
    GOAL,
    KIM,
    ONE_DAY,
    TODAY,
    attempt,
    call,
    implemented,
    missed_a_day,
    off_target,
    proposed,
)
from tests.services.world import CONTOSO, NORTHWIND, World

S = ImprovementStatus


def status(backend: Backend, action_id: int) -> ImprovementStatus:
    return backend.read(improvement_detail, action_id=action_id).row.status


def test_an_action_is_proposed_for_a_goal_by_its_playbook(world: World, ana: Backend) -> None:
    off_target(world)
    receipt = ana.apply(
        ProposeAction(
            account_id=NORTHWIND, what=" Third agent ", goal_id=GOAL, playbook="HIGH MISSED-CALL RATE"
        )
    )
    assert receipt.words == "Northwind: “Third agent” proposed"
    row = world.row(improvements, receipt.entity_id or 0)
    assert (row["what"], row["status"], row["kpi"], row["playbook"]) == (
        "Third agent", S.PROPOSED, KpiKey.MISSED_CALL_RATE, "high-missed-calls"
    )  # fmt: skip
    loose = ana.apply(ProposeAction(account_id=NORTHWIND, what="Be nicer"))
    assert loose.words.endswith("It is tied to no goal, so nothing can prove it yet")


def test_what_cannot_be_is_refused_with_the_reason(world: World, ana: Backend) -> None:
    off_target(world)
    with pytest.raises(Invalid, match="what: say what is to be done"):
        ana.apply(ProposeAction(account_id=NORTHWIND, what="  "))
    with pytest.raises(NotFound, match="there is no playbook “hope”"):
        ana.apply(ProposeAction(account_id=NORTHWIND, what="x", playbook="hope"))
    with pytest.raises(NotFound, match="the account has no goal 99"):
        ana.apply(ProposeAction(account_id=NORTHWIND, what="x", goal_id=99))
    with pytest.raises(NotFound):
        ana.apply(ProposeAction(account_id=CONTOSO, what="x"))
    action_id = proposed(ana)
    with pytest.raises(NotFound):
        world.as_("cleo").apply(AgreeAction(action_id=action_id, expected_version=1))


def test_each_step_is_recorded_in_its_turn(world: World, ana: Backend) -> None:
    off_target(world)
    action_id = proposed(ana)
    with pytest.raises(Refused, match="is proposed; what can follow is agreed or dropped"):
        ana.apply(ImplementAction(action_id=action_id, expected_version=1))
    with pytest.raises(Refused, match="only what is implemented can be validated"):
        ana.apply(ValidateAction(action_id=action_id, expected_version=1, log_ids=("T-1",)))
    ana.apply(AgreeAction(action_id=action_id, expected_version=1))
    with pytest.raises(Invalid, match="not in place before 2026-11-24; today is 2026-11-23"):
        ana.apply(ImplementAction(action_id=action_id, expected_version=2, implemented_on=TODAY + ONE_DAY))
    ana.apply(ImplementAction(action_id=action_id, expected_version=2))
    row = world.row(improvements, action_id)
    assert (row["status"], row["implemented_on"], row["version"]) == (S.IMPLEMENTED, TODAY, 3)
    with pytest.raises(Invalid, match="reason: say why it is dropped"):
        ana.apply(DropAction(action_id=action_id, expected_version=3, reason=" "))
    ana.apply(DropAction(action_id=action_id, expected_version=3, reason="Too dear"))
    assert world.row(improvements, action_id)["reason"] == "Too dear"
    with pytest.raises(Refused, match="is dropped; what can follow is nothing"):
        ana.apply(AgreeAction(action_id=action_id, expected_version=4))


def test_the_proof_is_computed_and_says_what_is_missing(world: World, ana: Backend) -> None:
    off_target(world)
    changed = TODAY - 15 * ONE_DAY
    action_id = implemented(ana, changed)
    call(world, "T-1", "T-2", day=changed + ONE_DAY)
    first = ana.apply(ValidateAction(action_id=action_id, expected_version=3, log_ids=("T-1", "T-3")))
    assert "not validated yet. Missing: test calls with log ids: T-3 not in the records" in first.words
    assert "confirmed by the client: by nobody yet" in first.words
    assert "chance may do as much" in first.words
    assert "target held for a week: 0 of 7 days so far" in first.words
    missed_a_day(world, 1, changed + ONE_DAY, TODAY - ONE_DAY)
    second = ana.apply(
        ValidateAction(
            action_id=action_id, expected_version=4, log_ids=("T-2", "T-1"), without=("T-3",), contact_id=KIM
        )
    )
    assert second.words == "“A third agent from 9 to 11”: validated"
    row = world.row(improvements, action_id)
    assert (row["log_ids"], row["status"]) == (["T-1", "T-2"], S.IMPLEMENTED)
    assert status(ana, action_id) is S.VALIDATED


def test_a_later_failure_turns_it_into_regressed(world: World, ana: Backend) -> None:
    off_target(world)
    changed = TODAY - 15 * ONE_DAY
    action_id = implemented(ana, changed)
    call(world, "T-1", day=changed)
    missed_a_day(world, 1, changed + ONE_DAY, TODAY - ONE_DAY)
    ana.apply(ValidateAction(action_id=action_id, expected_version=3, log_ids=("T-1",), contact_id=KIM))
    assert [criterion.why for criterion in ana.read(account_detail, account_id=NORTHWIND).criteria][2] == (
        "1 of 2 implemented"
    )
    missed_a_day(world, 9, TODAY - ONE_DAY, TODAY - ONE_DAY)
    assert status(ana, action_id) is S.REGRESSED
    assert [row.status for row in ana.read(improvement_list, account_id=NORTHWIND)] == [S.REGRESSED]
    assert [criterion.why for criterion in ana.read(account_detail, account_id=NORTHWIND).criteria][2] == (
        "0 of 2 implemented, 1 regressed"
    )


def test_records_of_a_test_plan_count_as_evidence_too(world: World, ana: Backend) -> None:
    off_target(world)
    action_id = implemented(ana, TODAY - ONE_DAY)
    attempt(world, "C-1", day=TODAY - ONE_DAY)
    ana.apply(ValidateAction(action_id=action_id, expected_version=3, log_ids=("C-1", "job-C-1")))
    detail = ana.read(improvement_detail, action_id=action_id)
    assert [each.day for each in detail.test_calls] == [TODAY - ONE_DAY] * 2
    assert detail.judgement.checks[0].words == "2 log ids found in the records"


def test_log_ids_of_another_account_prove_nothing(world: World, ana: Backend) -> None:
    off_target(world)
    action_id = implemented(ana, TODAY - ONE_DAY)
    call(world, "T-1", day=TODAY)
    with world.writing() as connection:
        connection.exec_driver_sql("UPDATE calls SET account_id = 2, am_id = 5")
    ana.apply(ValidateAction(action_id=action_id, expected_version=3, log_ids=("T-1",)))
    assert ana.read(improvement_detail, action_id=action_id).test_calls[0].day is None


def test_steps_of_the_playbook_are_ticked_off(world: World, ana: Backend) -> None:
    off_target(world)
    action_id = proposed(ana)
    done = ana.apply(TickStep(action_id=action_id, expected_version=1, step=2))
    assert done.words == "Step 2 done, 4 steps left"
    ana.apply(TickStep(action_id=action_id, expected_version=2, step=1))
    assert ana.read(improvement_detail, action_id=action_id).row.steps_done == (1, 2)
    ana.apply(TickStep(action_id=action_id, expected_version=3, step=2, done=False))
    assert ana.read(improvement_detail, action_id=action_id).row.steps_done == (1,)
    with pytest.raises(Invalid, match="has the steps 1 to 5"):
        ana.apply(TickStep(action_id=action_id, expected_version=4, step=6))
    ana.apply(EditAction(action_id=action_id, expected_version=4, playbook="misrouted-ivr"))
    assert world.row(improvements, action_id)["steps_done"] is None, (
        "the steps of another playbook are not done"
    )
    ana.apply(EditAction(action_id=action_id, expected_version=5, playbook=""))
    with pytest.raises(Refused, match="follows no playbook"):
        ana.apply(TickStep(action_id=action_id, expected_version=6, step=1))


def test_words_goal_and_day_are_edited_and_the_rest_stays(world: World, ana: Backend) -> None:
    off_target(world)
    action_id = proposed(ana)
    with pytest.raises(Refused, match="it has no day of implementation yet"):
        ana.apply(EditAction(action_id=action_id, expected_version=1, implemented_on=TODAY))
    ana.apply(EditAction(action_id=action_id, expected_version=1, hypothesis="", goal_id=0))
    row = world.row(improvements, action_id)
    assert (row["what"], row["hypothesis"], row["goal_id"], row["kpi"]) == (
        "A third agent from 9 to 11", None, None, None
    )  # fmt: skip
    same = ana.apply(EditAction(action_id=action_id, expected_version=2, what="A third agent from 9 to 11"))
    assert (same.audit_id, same.version) == (None, 2)
    ana.apply(AgreeAction(action_id=action_id, expected_version=2))
    ana.apply(ImplementAction(action_id=action_id, expected_version=3))
    ana.apply(EditAction(action_id=action_id, expected_version=4, implemented_on=date(2026, 11, 2)))
    assert world.row(improvements, action_id)["implemented_on"] == date(2026, 11, 2)


def test_of_two_people_the_second_hears_of_the_first(world: World, ana: Backend) -> None:
    off_target(world)
    action_id = proposed(ana)
    world.as_("max").apply(EditAction(action_id=action_id, expected_version=1, what="Two more agents"))
    with pytest.raises(Conflict) as clash:
        ana.apply(AgreeAction(action_id=action_id, expected_version=1))
    assert clash.value.who == "Max"
    assert world.row(improvements, action_id)["status"] is S.PROPOSED


def test_every_step_is_taken_back_and_done_again(world: World, ana: Backend) -> None:
    off_target(world)
    action_id = implemented(ana, TODAY - ONE_DAY)
    ana.apply(ValidateAction(action_id=action_id, expected_version=3, log_ids=("T-1",), contact_id=KIM))
    assert ana.apply(Undo()).words == (
        "Back: the action “A third agent from 9 to 11” log ids empty, contact empty"
    )
    assert ana.apply(Redo()).words.endswith("log ids T-1, contact Kim")
    ana.apply(Undo())
    ana.apply(Undo())
    assert ana.read(improvement_detail, action_id=action_id).row.recorded is S.AGREED
    ana.apply(Undo())
    assert "without the action" in ana.apply(Undo()).words
    assert ana.read(improvement_details, account_id=NORTHWIND) == ()


def test_a_whole_book_is_judged_in_a_fixed_number_of_statements(world: World, ana: Backend) -> None:
    off_target(world)
    for back in range(3, 9):
        implemented(ana, TODAY - back * timedelta(days=7))
    rows = ana.read(improvement_list)
    assert [row.status for row in rows] == [S.IMPLEMENTED] * 6
    assert rows == tuple(
        replace(detail.row) for detail in ana.read(improvement_details, account_id=NORTHWIND)
    )
    assert ana.read(improvement_list, account_id=CONTOSO) == ()
