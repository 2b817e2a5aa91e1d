"""Who does a kind of request, and what becomes of open ones when that changes."""

from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from amtui.data.models import audit, requests, settings
from amtui.domain.changes import Redo, SetRoute, Undo
from amtui.domain.errors import Conflict
from amtui.domain.routing_changes import GOING, STAYING, SetRouting
from amtui.domain.vocabulary import Priority, RequestStatus, RequestType, Route
from tests.services.world import CALL_FLOW, CONTOSO, ELSEWHERE, LOGIN, OUTAGE, World, request_values

HANDED, ENDED = 11, 12


def to_support(*, open_too: bool = False) -> SetRouting:
    return SetRouting(kind=RequestType.USER_SETUP, route=Route.SUPPORT, open_too=open_too)


@pytest.fixture
def team(world: World) -> World:
    """Five more requests: one that a team outside has, one that has ended."""
    with world.writing() as connection:
        _, am_id = connection.execute(
            select(requests.c.id, requests.c.am_id).where(requests.c.id == ELSEWHERE)
        ).one()
        for request_id in (HANDED, ENDED):
            row = request_values(connection, request_id, CONTOSO, am_id)
            connection.execute(insert(requests), row)
        change = update(requests)
        connection.execute(
            change.where(requests.c.id == HANDED).values(external_ticket="CRM-1", route=Route.AM_CRM_ADMIN)
        )
        over = {"status": RequestStatus.CLOSED, "is_open": False}
        connection.execute(change.where(requests.c.id == ENDED).values(**over))
    return world


def routes(world: World, *ids: int) -> list[Route]:
    return [world.request(request_id)["route"] for request_id in ids]


def test_open_requests_stay_unless_they_are_taken_along_and_all_come_back_at_once(team: World) -> None:
    ada, ana = team.as_("ada"), team.as_("ana")
    ana.apply(SetRoute(request_id=CALL_FLOW, expected_version=1, to=Route.ENGINEERING))
    foreseen = ada.rehearse(to_support(open_too=True))
    assert foreseen.words == "“User setup” goes to Support; 2 open requests go along, 2 stay where they are"
    assert foreseen.counts == ((GOING, 2), (STAYING, 2))
    assert routes(team, LOGIN, ELSEWHERE) == [Route.AM, Route.AM], "a look ahead changes nothing"
    assert ada.apply(to_support()).words.endswith("; 4 open requests stay where they are")
    assert ada.apply(to_support()).words == "“User setup” goes to Support already"

    wanted = to_support(open_too=True)
    done = ada.apply(wanted)
    assert ada.apply(wanted).counts == foreseen.counts, "a retry hears the same"
    assert done.words == foreseen.words, "those that nobody chose another way for go along later too"
    assert routes(team, LOGIN, ELSEWHERE) == [Route.SUPPORT, Route.SUPPORT]
    assert routes(team, CALL_FLOW, HANDED, ENDED) == [Route.ENGINEERING, Route.AM_CRM_ADMIN, Route.AM]
    assert team.entries(LOGIN)[-1][:3] == ("route", "am", "support")
    with team.engine.connect() as connection:
        told = select(func.count()).where(audit.c.group == done.group, audit.c.entity == "requests")
        assert connection.execute(told).scalar_one() == 2
    for there, change in ((Route.AM, Undo()), (Route.SUPPORT, Redo()), (Route.AM, Undo())):
        ada.apply(change)
        assert routes(team, LOGIN, ELSEWHERE) == [there, there]


def test_the_usual_team_does_it_again_and_a_p1_is_never_moved(team: World) -> None:
    ada = team.as_("ada")
    ada.apply(to_support(open_too=True))
    back = ada.apply(SetRouting(kind=RequestType.USER_SETUP, route=None, open_too=True))
    assert back.words.endswith("; 3 open requests go along, 1 stays where it is")
    assert routes(team, LOGIN, OUTAGE) == [Route.AM, Route.SUPPORT]
    assert team.request(OUTAGE)["priority"] is Priority.P1
    with team.engine.connect() as connection:
        assert connection.execute(select(settings.c.value).where(settings.c.key == "routes")).all() == []
    ada.apply(Undo())
    assert routes(team, LOGIN) == [Route.SUPPORT]


def test_an_undo_stops_where_somebody_has_built_on_one(team: World) -> None:
    ada, ana = team.as_("ada"), team.as_("ana")
    ada.apply(to_support(open_too=True))
    seen: dict[str, Any] = team.request(LOGIN)
    ana.apply(SetRoute(request_id=LOGIN, expected_version=seen["version"], to=Route.BILLING))
    with pytest.raises(Conflict, match="built on it"):
        ada.apply(Undo())
    assert routes(team, LOGIN, ELSEWHERE) == [Route.BILLING, Route.SUPPORT]
