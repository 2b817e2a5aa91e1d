"""The program itself, started on a server as the logins that an installation has."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import make_url

from amtui.data.libpq import ServerError, ask
from amtui.data.queries.people import users
from amtui.data.queries.requests import request_count
from amtui.domain.access_changes import AddKey
from amtui.domain.changes import AddComment
from amtui.domain.errors import NotFound, Refused
from amtui.services.backend import Backend
from amtui.services.live import Watcher
from amtui.services.wiring import open_backend
from tests.services.test_permissions import KEY
from tests.services.world import ANA, ELSEWHERE, LOGIN, World
from tests.support.databases import SERVICE


@pytest.fixture
def world(postgres_url: str) -> Iterator[World]:
    made = World(postgres_url)
    yield made
    made.close()


def url_of(world: World, login: str) -> str:
    return make_url(world.url).set(username=login).render_as_string(hide_password=False)


def opened(world: World, server_login: str, login: str | None) -> Backend:
    return open_backend(url_of(world, server_login), clock=world.clock, login=login, admitted=True)


@pytest.mark.parametrize("login", [SERVICE, "ana"])
def test_an_account_manager_works_as_usual_and_sees_their_own(world: World, login: str) -> None:
    with closing(opened(world, login, "ana")) as ana:
        watcher = Watcher(ana.engine)
        assert watcher.changed() is False
        assert ana.read(request_count).n == 3
        assert ana.apply(AddComment(request_id=LOGIN, text="Called them")).audit_id
        with pytest.raises(NotFound):
            ana.apply(AddComment(request_id=ELSEWHERE, text="Not mine"))
        assert len(ana.read(users)) == 5
        watcher.close()


def test_the_service_is_whoever_it_says_and_a_person_is_themselves(world: World) -> None:
    with closing(opened(world, SERVICE, "ada")) as ada:
        assert ada.read(request_count).n == 4
        ada.apply(AddKey(user_id=ANA, line=KEY[0]))
    with closing(opened(world, "ana", None)) as ana:
        assert ana.identity.login == "ana"
    with pytest.raises(Refused, match="the database login ana works as itself only"):
        opened(world, "ana", "ben")


def test_the_owner_of_a_key_is_told_and_no_list_of_keys(world: World) -> None:
    world.as_("ada").apply(AddKey(user_id=ANA, line=KEY[0]))
    url = url_of(world, SERVICE).replace("+psycopg", "")
    known = ask(url, "amtui_app", "SELECT * FROM amtui_key($1)", KEY[1])
    assert known == [("ana", *KEY[0].split()[:2])]
    assert ask(url, "amtui_app", "SELECT * FROM amtui_key($1)", "SHA256:" + "A" * 43) == []
    assert ask(url, "amtui_app", "SELECT count(*) FROM user_keys") == [("0",)]
    with pytest.raises(ServerError, match="permission denied"):
        ask(
            url_of(world, "ana").replace("+psycopg", ""),
            "amtui_personal",
            "SELECT * FROM amtui_key($1)",
            KEY[1],
        )
