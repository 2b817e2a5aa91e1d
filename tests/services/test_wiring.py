"""Opening and making databases, on good days and on bad ones."""

import os
import pwd
import sqlite3
import stat
import traceback
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import make_url, update

from amtui.data import engine as engines
from amtui.data.models import users
from amtui.data.schema import alembic_version
from amtui.domain.changes import AddComment, SaveSetting
from amtui.domain.clock import FrozenClock
from amtui.domain.errors import AmtuiError, Invalid, Refused, Unavailable, UsageError
from amtui.domain.vocabulary import Role
from amtui.services.paths import paths
from amtui.services.wiring import init_database, open_backend
from tests.services.world import LOGIN, World

NOBODY = 65534


def refused(db: str | None, clock: FrozenClock, login: str | None = "ada") -> Unavailable:
    """Return why a database cannot be opened."""
    with pytest.raises(Unavailable) as caught:
        open_backend(db, clock=clock, login=login, admitted=True)
    assert caught.value.exit_code == 6
    return caught.value


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def set_revision(world: World, revision: str) -> None:
    with world.writing() as connection:
        connection.execute(update(alembic_version).values(version_num=revision))


@contextmanager
def as_nobody() -> Iterator[Path]:
    """Give up the powers of root for a while, in a folder that anybody may use."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        powerful = os.geteuid() == 0
        if powerful:
            os.chown(folder, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            if powerful:
                os.seteuid(0)


def test_a_fresh_database_opens_as_its_first_administrator(
    empty_database_url: str, clock: FrozenClock
) -> None:
    login = init_database(empty_database_url, clock=clock, zone="Europe/Rome")
    assert login == pwd.getpwuid(os.geteuid()).pw_name
    backend = open_backend(empty_database_url, clock=clock)
    with closing(backend):
        assert (backend.identity.role, backend.identity.books) == (Role.ADMIN, None)
        assert backend.identity.zone == "Europe/Rome"
        assert backend.apply(SaveSetting(key="renewal_days", value="60")).audit_id is not None


def test_a_database_is_set_up_once(database_url: str, clock: FrozenClock) -> None:
    with pytest.raises(Refused, match="this database is set up already"):
        init_database(database_url, clock=clock, login="eve")


def test_without_a_name_it_is_the_users_own_and_private(clock: FrozenClock) -> None:
    init_database(None, clock=clock)
    home = paths()
    assert (mode(home.data), mode(home.database)) == (0o700, 0o600)
    backend = open_backend(None, clock=clock)
    with closing(backend):
        backend.apply(SaveSetting(key="renewal_days", value="60"))
        assert {mode(path) for path in home.data.iterdir()} == {0o600}


def test_a_failed_start_leaves_no_file_behind(tmp_path: Path, clock: FrozenClock) -> None:
    with pytest.raises(Invalid):
        init_database(str(tmp_path / "new.db"), clock=clock, zone="Mars/Olympus")
    assert list(tmp_path.glob("new.db*")) == []


def test_the_zone_asked_for_wins_over_the_users_own(world: World) -> None:
    backend = open_backend(world.url, clock=world.clock, login="ana", admitted=True, zone="Asia/Tokyo")
    with closing(backend):
        assert backend.identity.zone == "Asia/Tokyo"
    with pytest.raises(Invalid, match="Mars/Olympus"):
        open_backend(world.url, clock=world.clock, login="ana", admitted=True, zone="Mars/Olympus")


def test_read_only_is_enforced_by_the_driver_too(world: World) -> None:
    backend = open_backend(world.url, clock=world.clock, login="ana", admitted=True, read_only=True)
    with closing(backend):
        backend.read_only = False
        with pytest.raises(Unavailable, match="the database is read-only"):
            backend.apply(AddComment(request_id=LOGIN, text="Called them"))
    assert world.entries() == []


def test_nobody_set_it_up(empty_postgres_url: str, clock: FrozenClock) -> None:
    error = refused(empty_postgres_url, clock)
    assert (error.message, error.next) == (
        "the database has no amtui schema", "Make it with `amtui db init`.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("postgresql://u:hunter2@nowhere.invalid/x", "cannot be reached"),
        ("postgresql://u:hunter2@127.0.0.1:1/x", "cannot be reached"),
        ("postgresql://u:hunter2@127.0.0.1:1/x?bad=1", "has an option"),
        ("postgresql://u:hunter2@127.0.0.1:1/x?sslmode=foo", "has an option"),
    ],
)
def test_what_is_wrong_with_a_url_is_said_without_its_password(
    clock: FrozenClock, url: str, why: str
) -> None:
    with pytest.raises(Unavailable, match=why) as refused:
        open_backend(url, clock=clock)
    assert "hunter2" not in f"{refused.value.message} {refused.value.next}"


def test_older_and_newer_ones_are_told_apart(world: World) -> None:
    clock = FrozenClock(world.clock.at)
    set_revision(world, "0001")
    assert "older than this program" in refused(world.url, clock).message
    set_revision(world, "9999")
    error = refused(world.url, clock)
    assert "newer than this program" in error.message
    assert error.next == "Use the newer amtui that made it."


def test_there_is_none(tmp_path: Path, clock: FrozenClock) -> None:
    error = refused(str(tmp_path / "none.db"), clock)
    assert error.message == f"there is no database at {tmp_path / 'none.db'}"
    assert "amtui db init" in error.next


@pytest.mark.parametrize(("content", "said"), [(b"", "is empty"), (b"name,phone\n", "is not a database")])
def test_it_is_no_database(tmp_path: Path, clock: FrozenClock, content: bytes, said: str) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    assert refused(str(path), clock).message == f"{path} {said}"
    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path, clock: FrozenClock) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    assert refused(str(path), clock).message == "the database has no amtui schema"


def test_it_is_damaged(sqlite_url: str, clock: FrozenClock) -> None:
    path = Path(make_url(sqlite_url).database or "")
    content = bytearray(path.read_bytes())
    content[100:] = b"\xff" * (len(content) - 100)
    path.write_bytes(content)
    error = refused(sqlite_url, clock)
    assert (error.message, error.next) == (
        "the database is damaged", "Restore a backup with `amtui db restore`.",
    )  # fmt: skip


def test_somebody_else_has_locked_it(
    sqlite_url: str, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 50)
    with closing(sqlite3.connect(make_url(sqlite_url).database or "", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=exclusive")
        other.execute("BEGIN EXCLUSIVE")
        assert "busy with another program" in refused(sqlite_url, clock).message


def test_a_long_write_of_somebody_else_stops_changes_but_no_reads(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 50)
    world = World(sqlite_url)
    with closing(world.as_("ana")) as ana, world.writing():
        assert ana.read(lambda reading: reading.scope.am_ids) == frozenset({3})
        with pytest.raises(Unavailable, match="busy with another program's long write"):
            ana.apply(AddComment(request_id=LOGIN, text="Called them"))
    world.close()


def test_it_may_not_be_read(clock: FrozenClock, sqlite_url: str) -> None:
    content = Path(make_url(sqlite_url).database or "").read_bytes()
    with as_nobody() as folder:
        path = folder / "amtui.db"
        path.write_bytes(content)
        path.chmod(0)
        assert refused(str(path), clock).message == f"{path} cannot be read: Permission denied"


def test_it_may_not_be_written(sqlite_url: str, clock: FrozenClock) -> None:
    World(sqlite_url).close()
    content = Path(make_url(sqlite_url).database or "").read_bytes()
    with as_nobody() as folder:
        path = folder / "amtui.db"
        path.write_bytes(content)
        path.chmod(0o400)
        with closing(open_backend(str(path), clock=clock, login="ana", admitted=True)) as ana:
            with pytest.raises(Unavailable, match="the database is read-only") as caught:
                ana.apply(AddComment(request_id=LOGIN, text="Called them"))
            assert "permissions" in caught.value.next


def test_nothing_may_be_written_beside_it(sqlite_url: str, clock: FrozenClock) -> None:
    content = Path(make_url(sqlite_url).database or "").read_bytes()
    with as_nobody() as folder:
        path = folder / "amtui.db"
        path.write_bytes(content)
        path.chmod(0o400)
        folder.chmod(0o500)
        said = refused(str(path), clock).message
        folder.chmod(0o700)
    assert said == "the database is read-only"


def test_a_folder_that_is_not_ours_is_named(clock: FrozenClock) -> None:
    with as_nobody() as folder:
        folder.chmod(0o500)
        with pytest.raises(Unavailable, match="cannot be made: Permission denied"):
            init_database(str(folder / "sub" / "amtui.db"), clock=clock)
        folder.chmod(0o700)


def test_a_server_that_is_not_there_is_said_without_the_password(clock: FrozenClock) -> None:
    db = "postgresql://ada:s3cret-word@127.0.0.1:1/amtui"
    error = refused(db, clock)
    assert error.message == "the database server cannot be reached"
    assert "by itself" not in error.next  # a command has ended, and a change is not made later
    assert "s3cret-word" not in "".join(traceback.format_exception(error))


@pytest.mark.parametrize("db", ["mysql://ada:s3cret-word@host/x", "postgresql://ada:s3cret-word@host:x/y"])
def test_a_url_that_cannot_be_read_is_not_repeated(clock: FrozenClock, db: str) -> None:
    with pytest.raises(UsageError) as caught:
        open_backend(db, clock=clock)
    assert "s3cret-word" not in "".join(traceback.format_exception(caught.value))


def test_a_stranger_does_not_get_in(world: World) -> None:
    with pytest.raises(AmtuiError, match="eve is not a user of this database"):
        open_backend(world.url, clock=world.clock, login="eve", admitted=True)
    with world.writing() as connection:
        connection.execute(update(users).values(active=False))
    with pytest.raises(Refused, match="the user ada is inactive"):
        open_backend(world.url, clock=world.clock, login="ada", admitted=True)


def test_a_server_without_the_database_or_the_user_says_which(
    empty_postgres_url: str, clock: FrozenClock
) -> None:
    url = make_url(empty_postgres_url)
    missing = url.set(database="no_such_database").render_as_string(hide_password=False)
    assert refused(missing, clock).message == "there is no such database on the server"
    stranger = url.set(username="no_such_user").render_as_string(hide_password=False)
    assert refused(stranger, clock).message == "the database refused the login"
