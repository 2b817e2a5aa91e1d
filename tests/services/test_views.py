"""Saved views: the ones that come with the program, and one's own."""

import pytest

from amtui.data.queries.views import view_counts, view_named, views
from amtui.domain.changes import Undo
from amtui.domain.errors import Invalid, NotFound
from amtui.domain.filters import make_order, parse
from amtui.domain.request_changes import DeleteView, SaveView
from amtui.domain.request_views import SHIPPED
from amtui.services.backend import Backend
from tests.services.world import World


@pytest.mark.parametrize("view", SHIPPED, ids=lambda view: view.name)
def test_every_shipped_view_can_be_read_and_counted(ana: Backend, view: object) -> None:
    (known,) = [one for one in SHIPPED if one is view]
    parse(known.filter)
    make_order(known.sort)
    (found,) = ana.read(view_counts, views=[known])
    assert found.count is not None


def test_the_counts_are_those_of_the_lists(ana: Backend) -> None:
    counts = {one.name: one.count.n for one in ana.read(view_counts, views=SHIPPED) if one.count}
    assert (counts["Mine"], counts["P1"], counts["Breached"]) == (3, 1, 0)
    (capped,) = ana.read(view_counts, views=SHIPPED[:1], most=2)
    assert capped.count is not None
    assert (capped.count.n, capped.count.exact) == (2, False)


def test_a_view_is_ones_own_is_replaced_and_comes_back(world: World, ana: Backend) -> None:
    ana.apply(SaveView(screen="requests", name=" Loud  ones ", filter="p:1,2", sort="-created"))
    replaced = ana.apply(SaveView(screen="requests", name="Loud ones", filter="p:1"))
    assert replaced.words == "View Loud ones replaced"
    assert ana.read(view_named, name="loud ONES").filter == "p:1"
    assert [view.name for view in world.as_("max").read(views) if not view.shipped] == []
    ana.apply(Undo())
    back = ana.read(view_named, name="Loud ones")
    assert (back.filter, back.sort) == ("p:1,2", "-created")
    ana.apply(DeleteView(screen="requests", name="Loud ones"))
    ana.apply(Undo())
    assert ana.read(view_named, name="Loud ones") == back


def test_a_view_that_cannot_be_read_or_hides_a_shipped_one_is_refused(ana: Backend) -> None:
    for change, field in (
        (SaveView(screen="requests", name="x", filter="nosuch:1"), "filter"),
        (SaveView(screen="requests", name="x", filter="", sort="nosuch"), "sort"),
        (SaveView(screen="requests", name="breached", filter=""), "name"),
        (SaveView(screen="requests", name=" ", filter=""), "name"),
    ):
        with pytest.raises(Invalid, match=field):
            ana.apply(change)
    with pytest.raises(NotFound, match="no saved view Ghost"):
        ana.apply(DeleteView(screen="requests", name="Ghost"))
    with pytest.raises(NotFound, match="no view"):
        ana.read(view_named, name="Ghost")
    assert ana.read(view_named, name="at-risk").filter == "is:at_risk -is:snoozed"
