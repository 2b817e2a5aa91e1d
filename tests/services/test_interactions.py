"""Stories of contacts with clients: logged, corrected, taken back."""

from datetime import timedelta
from typing import Any

import pytest

from amtui.data.models import interactions
from amtui.data.queries.interactions import interactions as read_interactions
from amtui.domain.changes import LogInteraction, Undo
from amtui.domain.errors import Conflict, Invalid, NotFound
from amtui.domain.review_changes import DropInteraction, EditInteraction
from amtui.domain.vocabulary import Channel, InteractionDirection
from amtui.services.backend import Backend
from tests.services.world import ANA, CLEO, CONTOSO, MONDAY_NINE, NORTHWIND, World


def log(backend: Backend, **also: Any) -> int:
    plain: dict[str, Any] = {
        "account_id": NORTHWIND,
        "direction": InteractionDirection.OUTREACH,
        "channel": Channel.CALL,
    }
    return backend.apply(LogInteraction(**plain | {"summary": "We called"} | also)).entity_id or 0


def test_a_contact_is_corrected_and_taken_back(world: World, ana: Backend) -> None:
    made = log(ana, contact_id=1)
    earlier = MONDAY_NINE - timedelta(hours=2)
    said = ana.apply(
        EditInteraction(
            interaction_id=made,
            expected_version=1,
            channel=Channel.EMAIL,
            direction=InteractionDirection.CLIENT,
            summary=" Invoice copy ",
            at=earlier,
            contact_id=0,
            completed=False,
        )
    ).words
    assert said == "Email with Northwind changed"
    row = world.row(interactions, made)
    assert (row["channel"], row["summary"], row["at"]) == (Channel.EMAIL, "Invoice copy", earlier)
    assert (row["contact_id"], row["completed"]) == (None, False)
    ana.apply(Undo())
    row = world.row(interactions, made)
    assert (row["channel"], row["summary"], row["contact_id"]) == (Channel.CALL, "We called", 1)


def test_a_contact_with_the_wrong_account_moves_to_the_right_one(world: World) -> None:
    ada = world.as_("ada")
    made = log(ada, contact_id=1)
    moved = EditInteraction(interaction_id=made, expected_version=1, account_id=CONTOSO)
    assert ada.apply(moved).words == "Call with Northwind moved to Contoso"
    row = world.row(interactions, made)
    assert (row["account_id"], row["am_id"], row["contact_id"]) == (CONTOSO, CLEO, None)
    with pytest.raises(NotFound):
        world.as_("ana").apply(EditInteraction(interaction_id=made, expected_version=2, summary="Mine"))
    ada.apply(Undo())
    row = world.row(interactions, made)
    assert (row["account_id"], row["am_id"], row["contact_id"]) == (NORTHWIND, ANA, 1)
    with pytest.raises(NotFound):
        world.as_("ana").apply(EditInteraction(interaction_id=made, expected_version=3, account_id=CONTOSO))


def test_a_contact_that_never_was_is_taken_off_and_comes_back(world: World, ana: Backend) -> None:
    made = log(ana)
    with pytest.raises(NotFound):
        world.as_("cleo").apply(DropInteraction(interaction_id=made, expected_version=1))
    with pytest.raises(Conflict):
        ana.apply(DropInteraction(interaction_id=made, expected_version=2))
    said = ana.apply(DropInteraction(interaction_id=made, expected_version=1)).words
    assert said == "Call with Northwind taken off"
    assert ana.read(read_interactions, account_id=NORTHWIND) == ()
    ana.apply(Undo())
    assert [row.summary for row in ana.read(read_interactions, account_id=NORTHWIND)] == ["We called"]


def test_a_contact_lies_in_the_past_and_in_ones_own_book(world: World, ana: Backend) -> None:
    made = log(ana)
    seen: dict[str, Any] = {"interaction_id": made, "expected_version": 1}
    with pytest.raises(Invalid, match="took place in the past"):
        ana.apply(EditInteraction(**seen, at=MONDAY_NINE + timedelta(minutes=1)))
    with pytest.raises(NotFound, match="no contact 99"):
        ana.apply(EditInteraction(**seen, contact_id=99))
    with pytest.raises(Invalid, match="summary"):
        ana.apply(EditInteraction(**seen, summary=" "))
    with pytest.raises(NotFound):
        log(ana, account_id=CONTOSO)
    with pytest.raises(NotFound):
        world.as_("cleo").apply(EditInteraction(**seen, summary="Mine"))
    ana.apply(EditInteraction(**seen, summary="Agreed"))
    with pytest.raises(Conflict):
        ana.apply(EditInteraction(**seen, summary="Other"))
