"""Milestones at work: entered, at risk on the day's list and the calendar, reached, taken back."""

from datetime import date

import pytest

from amtui.data.queries.calendar_items import calendar_items
from amtui.data.queries.milestones import milestone, milestones
from amtui.data.queries.onboarding import onboarding_sheet
from amtui.data.queries.today import today
from amtui.domain import changes
from amtui.domain.errors import Conflict, Invalid, NotFound, Refused
from amtui.domain.milestone_changes import AddMilestone, DropMilestone, EditMilestone, ReachMilestone
from amtui.domain.milestones import Milestone, Rag
from amtui.domain.vocabulary import Source
from amtui.services.backend import Backend
from tests.services.world import CONTOSO, NORTHWIND, World

FRIDAY, NEXT_MONTH = date(2026, 11, 27), date(2026, 12, 23)


def added(backend: Backend, title: str, due_on: date, **more: object) -> int:
    change = AddMilestone(account_id=NORTHWIND, title=title, due_on=due_on, **more)  # type: ignore[arg-type]
    return backend.apply(change).entity_id or 0


@pytest.mark.parametrize(
    ("due", "rag", "blocker", "at_risk"),
    [
        (23, Rag.GREEN, "", False),
        (22, Rag.GREEN, "", True),
        (30, Rag.AMBER, "", True),
        (30, Rag.RED, "", True),
        (30, Rag.GREEN, "the client's decision", True),
    ],
)
def test_what_is_at_risk(due: int, rag: Rag, blocker: str, at_risk: bool) -> None:
    one = Milestone(1, 1, "Acme", "", "Port", date(2026, 11, due), rag, blocker, None, 1)
    assert one.at_risk(date(2026, 11, 23)) is at_risk


def test_what_is_at_risk_or_due_soon_is_on_the_list_with_its_reasons(world: World, ana: Backend) -> None:
    added(ana, "Port the numbers", NEXT_MONTH, rag=Rag.AMBER, blocker="the client's decision", project="Move")
    added(ana, "Cancel the old lines", FRIDAY)
    added(ana, "Say thanks", NEXT_MONTH)
    found = {row.what: row for row in ana.read(today) if row.source is Source.MILESTONE}
    assert set(found) == {"Move: Port the numbers", "Cancel the old lines"}
    why = found["Move: Port the numbers"].why
    assert {"milestone is amber", "waiting for the client's decision"} <= set(why)
    days = ana.read(calendar_items, first=FRIDAY, last=NEXT_MONTH)
    assert [(item.day, item.what) for item in days if item.kind == "milestone"] == [
        (FRIDAY, "Cancel the old lines"),
        (NEXT_MONTH, "Move: Port the numbers"),
        (NEXT_MONTH, "Say thanks"),
    ]
    assert world.as_("ben").read(milestones) == ()


def test_milestones_change_are_reached_and_come_back(world: World, ana: Backend) -> None:
    row_id = added(ana, "Port", FRIDAY)
    ana.apply(EditMilestone(milestone_id=row_id, expected_version=1, rag=Rag.RED, blocker="a decision"))
    ana.apply(EditMilestone(milestone_id=row_id, expected_version=2, blocker=""))
    with pytest.raises(Conflict):
        ana.apply(ReachMilestone(milestone_id=row_id, expected_version=1))
    assert ana.apply(ReachMilestone(milestone_id=row_id, expected_version=3)).words == "“Port” is reached"
    with pytest.raises(Refused, match="reached already"):
        ana.apply(ReachMilestone(milestone_id=row_id, expected_version=4))
    (shown,) = ana.read(onboarding_sheet, account_id=NORTHWIND).milestones
    assert (shown.rag, shown.blocker, shown.reached_on) == (Rag.RED, "", date(2026, 11, 23))
    assert "the milestone “Port”" in ana.apply(changes.Undo()).words
    assert ana.read(milestone, milestone_id=row_id).reached_on is None
    ana.apply(DropMilestone(milestone_id=row_id, expected_version=5))
    assert ana.read(milestones) == ()
    ana.apply(changes.Undo())
    assert len(ana.read(milestones)) == 1
    with pytest.raises(Invalid):
        added(ana, " ", FRIDAY)
    for backend in (ana, world.as_("ben")):
        with pytest.raises(NotFound):
            backend.apply(AddMilestone(account_id=CONTOSO, title="No", due_on=FRIDAY))
