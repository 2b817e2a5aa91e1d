import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, Table, func, insert, select, text

from amtui.data.demo.build import build
from amtui.data.demo.report import DemoReport
from amtui.data.engine import for_writing, open_engine, parse_url
from amtui.data.models import accounts, calls, metadata, requests, timeline, users
from amtui.data.schema import said
from amtui.domain.errors import Refused, Unavailable, UsageError
from amtui.domain.vocabulary import Role
from tests.data.demo.conftest import SMALL, made, small
from tests.support.catalogue import described, dumped
from tests.support.moment import NOW

DIGEST = """
import hashlib, sys
from pathlib import Path
from tests.data.demo.conftest import made, small
from tests.support.catalogue import dumped
engine = made(Path(sys.argv[1]))
small(engine)
print(hashlib.sha256(repr(dumped(engine)).encode()).hexdigest())
"""


@pytest.fixture
def empty(database_url: str) -> Iterator[Engine]:
    """A database with the schema, on each engine."""
    engine = open_engine(parse_url(database_url))
    yield engine
    engine.dispose()


def rows(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows as the program reads them, whatever the engine, without what it counts by itself."""
    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def test_the_usual_demo_has_the_usual_size(demo: Connection, report: DemoReport) -> None:
    ams = select(func.count()).where(users.c.role == Role.AM, users.c.active)
    assert demo.scalar(ams) == 12
    assert (count(demo, accounts), count(demo, requests)) == (240, 4000)
    days = demo.scalar(select(func.count(calls.c.day.distinct())))
    assert days is not None
    assert days > 90, "weekdays and Saturdays of 120 days"
    own = select(func.count()).select_from(accounts.join(users, users.c.id == accounts.c.am_id))
    assert demo.scalar(own.where(users.c.login == report.opens_as)) == 28
    assert report.rows["calls"] == count(demo, calls)


def test_the_database_says_that_it_is_a_demo(demo: Connection, report: DemoReport) -> None:
    assert said(demo, "demo") == "1"
    assert said(demo, "opens_as") == report.opens_as == "nora.lindqvist"
    assert said(demo, "seed") == "7"
    assert said(demo, "anchor") == "2026-11-23T00:00:00+00:00" == report.anchor.isoformat()


def test_the_same_seed_gives_the_same_rows_and_another_gives_others(tmp_path: Path) -> None:
    engines = [made(tmp_path / f"{i}.db", later=timedelta(hours=i)) for i in range(3)]
    for engine, seed in zip(engines, (7, 7, 8), strict=True):
        small(engine, seed=seed)
    first, again, other = map(dumped, engines)
    assert first == again
    assert first != other


def test_nothing_of_the_machine_gets_into_the_rows(tmp_path: Path) -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST, str(tmp_path / f"{i}.db")],
            env={**os.environ, **surroundings},
            check=True,
            capture_output=True,
            text=True,
            cwd=Path.cwd(),
        ).stdout
        for i, surroundings in enumerate(
            (
                {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
                {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8"},
            )
        )
    }
    assert len(digests) == 1


def test_both_engines_get_the_same_rows(postgres_url: str, tmp_path: Path) -> None:
    engines = made(tmp_path / "demo.db"), open_engine(parse_url(postgres_url))
    told = [small(engine) for engine in engines]
    assert told[0] == told[1]
    on_sqlite, on_postgresql = map(rows, engines)
    assert len(on_sqlite.pop("calendars")) == len(on_postgresql.pop("calendars"))
    assert on_sqlite == on_postgresql
    engines[1].dispose()


def test_the_next_row_gets_a_fresh_id(empty: Engine) -> None:
    small(empty)
    with for_writing(empty.connect()) as connection, connection.begin():
        values = connection.execute(select(accounts).limit(1)).mappings().one()
        fresh = {**values, "name": "New", "name_key": "new"}
        del fresh["id"]
        key = connection.execute(insert(accounts).values(**fresh)).inserted_primary_key
    assert key is not None
    assert key[0] == SMALL["accounts"] + 1


def test_the_rows_keep_every_rule_of_the_schema(demo: Connection) -> None:
    assert demo.scalars(text("PRAGMA integrity_check")).all() == ["ok"]
    assert demo.execute(text("PRAGMA foreign_key_check")).all() == []


def test_the_connection_is_given_back_as_strict_as_it_was(tmp_path: Path) -> None:
    engine = made(tmp_path / "demo.db")
    with engine.connect() as connection:
        names = ("foreign_keys", "ignore_check_constraints", "cache_size")
        before = [connection.scalar(text(f"PRAGMA {name}")) for name in names]
    small(engine)
    with engine.connect() as connection:
        assert [connection.scalar(text(f"PRAGMA {name}")) for name in names] == before


def test_a_database_with_accounts_is_refused_and_left_alone(tmp_path: Path) -> None:
    engine = made(tmp_path / "demo.db")
    small(engine)
    before = dumped(engine)
    with pytest.raises(Refused, match="holds accounts"):
        small(engine)
    assert dumped(engine) == before


def test_a_database_without_schema_is_not_filled(tmp_path: Path) -> None:
    engine = open_engine(parse_url(str(tmp_path / "none.db")), create=True)
    with pytest.raises(Unavailable, match="no amtui schema"):
        small(engine)


def test_a_database_that_knows_its_first_administrator_is_filled(empty: Engine) -> None:
    with for_writing(empty.connect()) as connection, connection.begin():
        connection.execute(
            insert(users),
            {
                "id": 1,
                "login": "root",
                "name": "Root",
                "role": Role.ADMIN,
                "zone": "UTC",
                "active": True,
                "created_at": NOW,
                "updated_at": NOW,
            },
        )
    small(empty)
    with empty.connect() as connection:
        assert connection.scalar(select(users.c.name).where(users.c.id == 1)) == "Root"


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ({"accounts": 0}, "accounts"),
        ({"accounts": 10_001}, "accounts"),
        ({"requests": -1}, "requests"),
        ({"calls": 5_000_001}, "calls"),
        ({"ams": 0}, "account managers"),
    ],
)
def test_sizes_that_cannot_be_made_are_refused(tmp_path: Path, sizes: dict[str, int], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        small(made(tmp_path / "demo.db"), **sizes)


@pytest.mark.parametrize(
    "sizes",
    [
        {"accounts": 1, "requests": 0, "calls": 0, "ams": 1},
        {"accounts": 5, "requests": 3, "calls": 10, "ams": 1},
        {"accounts": 900, "requests": 700, "calls": 12_345, "ams": 30},
    ],
)
def test_other_sizes_are_met_exactly(tmp_path: Path, sizes: dict[str, int]) -> None:
    engine = made(tmp_path / "demo.db")
    small(engine, **sizes)
    with engine.connect() as connection:
        found = {
            "accounts": count(connection, accounts),
            "requests": count(connection, requests),
            "calls": count(connection, calls),
        }
        assert found == {name: sizes[name] for name in found}
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def test_many_requests_leave_all_indexes_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["amtui.data.demo.build"], "MANY_REQUESTS", 100)
    engine = made(tmp_path / "demo.db")
    before = described(engine)
    small(engine)
    assert described(engine) == before


@pytest.mark.parametrize(
    "now", [datetime(2027, 3, 28, 0, 30, tzinfo=UTC), datetime(2028, 2, 29, 23, 59, tzinfo=UTC)]
)
def test_nothing_happened_after_the_present(tmp_path: Path, now: datetime) -> None:
    engine = made(tmp_path / "demo.db")
    report = build(engine, now=now, exact=True, accounts=40, requests=300, calls=3_000, ams=4)
    assert report.anchor == now
    with engine.connect() as connection:
        for column in (calls.c.started_at, requests.c.created_at, requests.c.updated_at, timeline.c.at):
            latest = connection.scalar(select(func.max(column)))
            assert latest is not None
            assert latest <= now


def test_the_report_tells_the_stories_that_there_are(report: DemoReport) -> None:
    assert [told.story for told in report.stories][:3] == ["monday_pile_up", "broken_mapping", "sustained"]
    assert len(report.stories) == 13
