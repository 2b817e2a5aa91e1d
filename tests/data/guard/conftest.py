from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import Connection, Engine, insert, text

from amtui.data.engine import open_engine, parse_url
from amtui.data.guard.roles import ADMIN, APP, PERSONAL
from amtui.data.models import users
from amtui.domain.vocabulary import Role
from tests.data.guard.rows import Rows
from tests.support.databases import SERVICE, Cluster
from tests.support.moment import NOW

ADA, MAX, ANA, BEN = 1, 2, 3, 4
PEOPLE = ((ADA, "ada", Role.ADMIN), (MAX, "max", Role.MANAGER), (ANA, "ana", Role.AM), (BEN, "ben", Role.AM))


@dataclass
class Office:
    """A guarded database with a row of every table for Ana and one for Ben.

    Attributes:
        engine: as whoever may do everything.
        rows: what is in it.
    """

    engine: Engine
    rows: Rows

    @contextmanager
    def as_login(self, login: str) -> Iterator[Connection]:
        """Work as a login of the server, in a transaction that is given up."""
        with self.engine.connect() as connection, connection.begin() as transaction:
            connection.execute(text(f'SET LOCAL SESSION AUTHORIZATION "{login}"'))
            yield connection
            transaction.rollback()

    @contextmanager
    def unnamed(self) -> Iterator[Connection]:
        """Work as the service that has not said who works."""
        with self.as_login(SERVICE) as connection:
            connection.execute(text(f"SET LOCAL ROLE {APP}"))
            yield connection

    @contextmanager
    def ana(self, way: str) -> Iterator[Connection]:
        """Work as Ana: said by the service, or logged in to the server as herself."""
        with self.as_login("ana" if way == "personal" else SERVICE) as connection:
            self.become_ana(connection, way)
            yield connection

    def become_ana(self, connection: Connection, way: str) -> None:
        """Go on as Ana."""
        if way == "personal":
            connection.execute(text(f"SET LOCAL SESSION AUTHORIZATION ana; SET LOCAL ROLE {PERSONAL}"))
            return
        connection.execute(text(f"SET LOCAL SESSION AUTHORIZATION {SERVICE}; SET LOCAL ROLE {APP}"))
        connection.execute(text(f"SET LOCAL amtui.who = '{ANA}'; SET LOCAL amtui.books = '{ANA}'"))

    @contextmanager
    def admin(self) -> Iterator[Connection]:
        """Work as an administrator."""
        with self.as_login(SERVICE) as connection:
            connection.execute(text(f"SET LOCAL ROLE {ADMIN}"))
            yield connection


@pytest.fixture(scope="module")
def office(postgres_cluster: Cluster) -> Iterator[Office]:
    """Two books, Ana's and Ben's, whose manager is Max; what a test does to them is given up."""
    with postgres_cluster.database() as url:
        engine = open_engine(parse_url(url))
        yield Office(engine, _filled(engine))
        engine.dispose()


def _filled(engine: Engine) -> Rows:
    with engine.connect() as connection, connection.begin():
        for user_id, login, role in PEOPLE:
            row = {"id": user_id, "login": login, "name": login, "role": role, "zone": "UTC", "active": True}
            manager = MAX if role is Role.AM else None
            connection.execute(
                insert(users), {**row, "manager_id": manager, "created_at": NOW, "updated_at": NOW}
            )
        rows = Rows(connection)
        rows.add_all(ANA, BEN)
        return rows


@pytest.fixture(params=["app", "personal"])
def way(request: pytest.FixtureRequest) -> str:
    """The two ways of being Ana: the service says so, or she logged in to the server herself."""
    return str(request.param)
