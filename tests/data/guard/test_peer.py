"""People with logins of their own on a server that believes the operating system, and nothing else."""

import os
import pwd
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import make_url

from amtui.data.queries.books import held_accounts
from amtui.domain.changes import AddAccount, AddUser
from amtui.domain.clock import SystemClock
from amtui.domain.errors import Unavailable
from amtui.services.backend import Backend
from amtui.services.server_logins import sync
from amtui.services.wiring import init_database, open_backend
from tests.support import postgres
from tests.support.databases import Cluster
from tests.support.own_server import OwnServer

ANA, BEN = "games", "news"
"""Two users that every system has; nothing is done to them."""
BELIEVES = f"local all {postgres.USER} trust\nlocal all all peer\n"
CLOCK = SystemClock()


def is_of_another_user(runner: postgres.Runner) -> bool:
    """Tell whether a server would run as a real user, and so see who its clients are."""
    return runner.owner is not None and runner.works()


@pytest.fixture(scope="module")
def server() -> Iterator[OwnServer]:
    """A server that lets people in by who they are on this machine."""
    if os.geteuid() != 0:
        pytest.skip("only the administrator of the system can be several users")
    try:
        made = OwnServer(postgres.make_place(among=is_of_another_user), {**postgres.SETTINGS, "port": "5432"})
    except postgres.CannotStartError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no server that sees who its clients are: {error}")
    try:
        made.place.folder.chmod(0o711)
        (made.place.data / "pg_hba.conf").write_text(BELIEVES)
        made.start()
        yield made
    finally:
        made.remove()


@pytest.fixture
def url(server: OwnServer) -> Iterator[str]:
    """A database in which two account managers have an account and a login of the server each."""
    with Cluster(server.url(), "none").database(empty=True) as made:
        init_database(made, clock=CLOCK, login="ada", name="Ada Byron")
        with closing(open_backend(made, clock=CLOCK, login="ada", admitted=True)) as ada:
            for login in (ANA, BEN):
                user = AddUser(login=login, name=login.title(), email=f"{login}@example.org")
                ada.apply(AddAccount(name=f"Account of {login}", am_id=ada.apply(user).entity_id or 0))
            assert len(ada.read(held_accounts)) == 2
            sync(ada.engine)
        yield made


@contextmanager
def acting_as(login: str) -> Iterator[None]:
    """Be another user of the machine for a while."""
    os.seteuid(pwd.getpwnam(login).pw_uid)
    try:
        yield
    finally:
        os.seteuid(0)


def as_login(url: str, login: str) -> Backend:
    """Open the database by a login of the server, with no other word of who works."""
    named = make_url(url).set(username=login).render_as_string(hide_password=False)
    return open_backend(named, clock=CLOCK)


def test_people_are_who_the_system_says_and_see_their_own(url: str) -> None:
    for login in (ANA, BEN):
        with acting_as(login), closing(as_login(url, login)) as backend:
            assert backend.identity.login == login
            assert [row.name for row in backend.read(held_accounts)] == [f"Account of {login}"]


def test_nobody_gets_in_by_the_login_of_another(url: str) -> None:
    with acting_as(ANA), pytest.raises(Unavailable, match="refused the login"):
        as_login(url, BEN)
    with pytest.raises(Unavailable, match="refused the login"):
        as_login(url, ANA)
