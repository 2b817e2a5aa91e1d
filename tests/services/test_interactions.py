"""Stories of contacts with clients: logged, corrected, taken back."""

from datetime import timedelta
from typing import Any

import pytest

from amtui.data.models import interactions
from amtui.domain.changes import LogInteraction, Undo
from amtui.domain.errors import Conflict, Invalid, NotFound
from amtui.domain.review_changes import EditInteraction
from amtui.domain.vocabulary import Channel, InteractionDirection
from amtui.services.backend import Backend
from tests.services.world import CONTOSO, MONDAY_NINE, NORTHWIND, World


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
