"""Playbooks of the team's own: written, followed, rewritten, taken away."""

import pytest

from amtui.data.queries.improvements import improvement_detail
from amtui.data.queries.playbooks import playbooks
from amtui.domain.changes import Undo
from amtui.domain.errors import Conflict, Invalid, Refused
from amtui.domain.improvement_changes import AddPlaybook, EditPlaybook, ProposeAction, RemovePlaybook
from amtui.domain.playbooks import BUILT_IN, find
from amtui.domain.vocabulary import KpiKey
from amtui.services.backend import Backend
from tests.services.world import NORTHWIND, World

PAIRS = AddPlaybook(
    name=" Answer in pairs ",
    kpis=(KpiKey.REQUEST_FIRST_REPLY, KpiKey.REQUEST_FIRST_REPLY),
    steps=("Pair up", "  ", "Swap after a week"),
)


def test_a_playbook_of_ones_own_is_written_and_followed(world: World, ana: Backend) -> None:
    receipt = ana.apply(PAIRS)
    assert receipt.words == "Playbook “Answer in pairs” written"
    known = world.as_("ben").read(playbooks)
    assert known[: len(BUILT_IN)] == BUILT_IN
    (own,) = known[len(BUILT_IN) :]
    assert (own.key, own.kpis, own.steps) == (
        "answer-in-pairs", (KpiKey.REQUEST_FIRST_REPLY,), ("Pair up", "Swap after a week")
    )  # fmt: skip
    assert own.proof.startswith("The figure is clearly better")
    action = ana.apply(ProposeAction(account_id=NORTHWIND, what="Pairs", playbook="answer in pairs"))
    detail = ana.read(improvement_detail, action_id=action.entity_id or 0)
    assert detail.playbook == own


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (AddPlaybook(name=" ", kpis=(KpiKey.SYNC_SUCCESS,), steps=("x",)), "name: give it a name"),
        (AddPlaybook(name="…", kpis=(KpiKey.SYNC_SUCCESS,), steps=("x",)), "with letters or digits"),
        (AddPlaybook(name="x", kpis=(), steps=("x",)), "kpis: name a KPI that it helps with"),
        (AddPlaybook(name="x", kpis=(KpiKey.SYNC_SUCCESS,), steps=(" ",)), "steps: write at least one step"),
        (
            AddPlaybook(name="CRM Mismatch", kpis=(KpiKey.SYNC_SUCCESS,), steps=("x",)),
            "a playbook of this name comes with the program",
        ),
    ],
)
def test_what_is_no_playbook_is_refused(ana: Backend, change: AddPlaybook, reason: str) -> None:
    with pytest.raises(Invalid, match=reason):
        ana.apply(change)


def test_a_name_is_taken_once(ana: Backend) -> None:
    ana.apply(PAIRS)
    with pytest.raises(Refused, match="a playbook of this name exists"):
        ana.apply(AddPlaybook(name="ANSWER, in pairs", kpis=PAIRS.kpis, steps=PAIRS.steps))


def test_it_is_rewritten_under_the_same_key_and_taken_away_by_a_lead(world: World, ana: Backend) -> None:
    playbook_id = ana.apply(PAIRS).entity_id or 0
    ana.apply(EditPlaybook(playbook_id=playbook_id, expected_version=1, name="Answer in threes"))
    with pytest.raises(Conflict):
        ana.apply(EditPlaybook(playbook_id=playbook_id, expected_version=1, steps=("Other",)))
    own = find(ana.read(playbooks), "answer-in-pairs")
    assert (own.name, own.steps, own.version) == ("Answer in threes", ("Pair up", "Swap after a week"), 2)
    with pytest.raises(Refused, match="only admin or manager may do this"):
        ana.apply(RemovePlaybook(playbook_id=playbook_id, expected_version=2))
    lead = world.as_("max")
    lead.apply(RemovePlaybook(playbook_id=playbook_id, expected_version=2))
    assert lead.read(playbooks) == BUILT_IN
    assert lead.apply(Undo()).words == "Back: the playbook “Answer in threes”"
    assert find(ana.read(playbooks), "answer in threes").id == playbook_id
