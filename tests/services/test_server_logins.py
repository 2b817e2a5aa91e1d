"""Logins of a server for each user: made, and closed once their user is gone or of lower rank."""

from collections.abc import Iterator

import pytest
from sqlalchemy import make_url, text, update
from sqlalchemy.exc import DBAPIError

from amtui.data.engine import open_engine, parse_url
from amtui.data.models import users
from amtui.domain.vocabulary import Role
from amtui.services.scheduled import look
from amtui.services.server_logins import sync
from tests.services.world import ADA, CLEO, World


@pytest.fixture
def world(postgres_url: str) -> Iterator[World]:
    made = World(postgres_url)
    yield made
    with made.writing() as connection:
        for login in ("ada", "cleo"):  # the others have theirs in all tests
            connection.execute(text(f"DROP ROLE IF EXISTS {login}"))
    made.close()


def rules(world: World, login: str) -> bool:
    """Tell whether somebody, with a tool of their own, may do what administrators may."""
    engine = open_engine(parse_url(str(make_url(world.url).set(username=login))))
    try:
        with engine.connect() as connection, connection.begin():
            connection.execute(text("SET LOCAL ROLE amtui_admin"))
    except DBAPIError:
        return False
    finally:
        engine.dispose()
    return True


def told(world: World) -> list[str]:
    return [problem for one in look(world.engine, world.clock.now()) for problem in one.problems]


def test_a_login_does_not_outlast_its_user_unnoticed(world: World) -> None:
    assert set(sync(world.engine).made) == {"ada", "cleo"}
    assert (rules(world, "ada"), rules(world, "cleo")) == (True, False)
    before = told(world)
    with world.writing() as connection:
        connection.execute(update(users).where(users.c.id == CLEO).values(role=Role.ADMIN))
        connection.execute(update(users).where(users.c.id == ADA).values(active=False))
    (gone,) = [problem for problem in told(world) if problem not in before]
    assert gone == "ada works here no more and may still log in to the server, until `amtui db logins` is run"
    assert sync(world.engine).closed == ["ada"]
    assert (rules(world, "ada"), rules(world, "cleo"), told(world)) == (False, True, before)
    with world.writing() as connection:
        connection.execute(update(users).where(users.c.id == CLEO).values(role=Role.AM))
    (fallen,) = [problem for problem in told(world) if problem not in before]
    assert fallen.startswith("cleo is no administrator any more and may still do what they may")
    sync(world.engine)
    assert (rules(world, "cleo"), told(world)) == (False, before)
