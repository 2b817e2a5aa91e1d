"""Copies of a server's database: made under its users, put back whole into an empty one, or not at all."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from amtui.data.engine import open_engine, parse_url
from amtui.data.models import metadata
from amtui.domain.access_changes import AddKey
from amtui.domain.changes import AddComment, AssignAccount
from amtui.domain.errors import Refused, Unavailable
from amtui.services.backups import backup, restore
from amtui.services.maintenance import check
from amtui.services.server_copies import rows_in
from tests.services.test_permissions import KEY
from tests.services.world import ANA, CLEO, LOGIN, NORTHWIND, World
from tests.support.catalogue import described, dumped
from tests.support.databases import SERVICE
from tests.support.postgres import NEEDS_DUMP

pytestmark = NEEDS_DUMP


@pytest.fixture
def world(postgres_url: str) -> Iterator[World]:
    made = World(postgres_url)
    made.as_("ana").apply(AddComment(request_id=LOGIN, text="Called\n\\.\nthem"))
    made.as_("ada").apply(AddKey(user_id=ANA, line=KEY[0]))
    yield made
    made.close()


@pytest.fixture
def copy(world: World, tmp_path: Path) -> Path:
    """A copy made through the login that the program itself has."""
    engine = open_engine(parse_url(str(make_url(world.url).set(username=SERVICE))))
    path = backup(engine, tmp_path / "copy.dump")
    engine.dispose()
    return path


def test_a_copy_holds_the_rows_of_everybody_and_is_private(world: World, copy: Path) -> None:
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    there = {name: len(rows) for name, rows in dumped(world.engine).items()}
    assert dict(rows_in(copy)) == there
    assert there["accounts"] == 3
    assert set(there) == {*metadata.tables, "alembic_version"}


def test_it_comes_back_whole_and_guarded_where_there_was_nothing(
    world: World, copy: Path, empty_postgres_url: str
) -> None:
    before, rows = described(world.engine), dumped(world.engine)
    assert restore(copy, parse_url(empty_postgres_url)) is None
    engine = open_engine(parse_url(empty_postgres_url))
    assert (described(engine), dumped(engine)) == (before, rows)
    assert all(finding.sound for finding in check(engine))
    engine.dispose()
    again = World.__new__(World)
    again.url, again.clock, again.backends = empty_postgres_url, world.clock, []
    receipt = again.as_("ada").apply(AssignAccount(account_id=NORTHWIND, expected_version=1, am_id=CLEO))
    assert (receipt.audit_id or 0) > max(row[0] for row in rows["audit"]), "the server counts on"
    for backend in again.backends:
        backend.close()


def test_what_is_there_is_never_written_over(world: World, copy: Path) -> None:
    for force in (False, True):
        with pytest.raises(Refused, match="the database is not empty"):
            restore(copy, parse_url(world.url), force=force)


@pytest.mark.parametrize(
    "harm",
    [
        lambda _: b"",
        lambda data: data[: len(data) * 2 // 3],
        lambda _: b"name,phone\n",
        lambda data: data[:-40],
        lambda data: data.replace(b"CREATE POLICY", b"CREATE POLICE", 1),
        lambda data: data.replace(b"DEFAULT 1", b"DEFAULT 7", 1),
        lambda data: data[: len(data) // 2] + b"\x96\xff" + data[len(data) // 2 + 2 :],
        lambda data: data + b"\n",
    ],
    ids=["empty", "cut off", "another file", "end missing", "definition", "value", "middle", "end added"],
)
def test_a_damaged_copy_is_refused_and_nothing_goes_in(
    copy: Path, empty_postgres_url: str, harm: Callable[[bytes], bytes]
) -> None:
    sound = copy.read_bytes()
    copy.write_bytes(harm(sound))
    assert copy.read_bytes() != sound
    with pytest.raises(Unavailable):
        restore(copy, parse_url(empty_postgres_url))
    engine = open_engine(parse_url(empty_postgres_url))
    assert [name for name, lines in described(engine).items() if lines] == []
    engine.dispose()
