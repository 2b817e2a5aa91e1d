"""Looking after a database: checks, repairs, copies and their way back."""

import sqlite3
import stat
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update

from amtui.data.engine import open_engine, parse_url
from amtui.data.models import accounts, kpi_days
from amtui.data.queries.kpis import kpi_figures
from amtui.data.schema import alembic_version
from amtui.domain.changes import AddComment
from amtui.domain.errors import Refused, Unavailable
from amtui.domain.vocabulary import KpiKey
from amtui.services.backups import backup, restore
from amtui.services.maintenance import check, repair
from amtui.services.sqlite_files import open_file, verify
from tests.services.world import ANA, LOGIN, NORTHWIND, World

A_DAY = {
    "account_id": NORTHWIND, "am_id": ANA, "kpi": KpiKey.FIRST_RESPONSE, "day": date(2026, 11, 20), "n": 5
}  # fmt: skip


@pytest.fixture
def lite(sqlite_url: str) -> World:
    """The company in a file."""
    return World(sqlite_url)


def problems(world: World) -> dict[str, tuple[str, ...]]:
    return {finding.what: finding.problems for finding in check(world.engine) if not finding.sound}


def file_of(world: World) -> Path:
    return Path(parse_url(world.url).database or "")


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)


def test_a_sound_database_has_no_problems(world: World) -> None:
    assert problems(world) == {}


def test_a_wrong_daily_figure_is_found_and_put_right(world: World) -> None:
    row = {
        "account_id": NORTHWIND, "am_id": ANA, "kpi": KpiKey.MISSED_CALL_RATE, "day": date(2026, 11, 20),
        "n": 5, "numerator": 1, "denominator": 5,
    }  # fmt: skip
    with world.writing() as connection:
        connection.execute(insert(kpi_days), row)
    assert problems(world) == {"daily figures": ("missed-call rate of Northwind on 2026-11-20",)}
    assert repair(world.engine) == 3
    assert problems(world) == {}


@pytest.mark.parametrize("damaged", [{"excluded": {"1": 5}}, {"excluded": [1]}, {"histogram": {"ten": 1}}])
def test_a_daily_figure_that_cannot_be_read_is_found_and_put_right(
    world: World, damaged: dict[str, object]
) -> None:
    with world.writing() as connection:
        connection.execute(insert(kpi_days), A_DAY | damaged)
    assert problems(world) == {"daily figures": ("first response of Northwind on 2026-11-20",)}
    with pytest.raises(Unavailable, match="daily figures are damaged") as caught:
        world.as_("ana").read(kpi_figures)
    assert "amtui db check --repair" in caught.value.next
    repair(world.engine)
    assert problems(world) == {}


def test_a_daily_figure_whose_text_is_cut_off_is_found(lite: World) -> None:
    with lite.writing() as connection:
        connection.execute(insert(kpi_days), A_DAY | {"histogram": {"10": 5}})
        connection.execute(text("UPDATE kpi_days SET histogram = substr(histogram, 1, 5)"))
    assert problems(lite) == {"daily figures": ("first response of Northwind on 2026-11-20",)}


def test_a_reference_to_nothing_is_found(lite: World) -> None:
    with closing(lite.engine.raw_connection()) as raw:
        driver = raw.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=off")
        driver.execute("UPDATE requests SET contact_id = 99 WHERE id = 1")
    assert problems(lite)["references"] == ("requests row 1 refers to contacts, which is not there",)


def test_references_of_rows_without_a_number_are_told_together(lite: World) -> None:
    days = "VALUES (99, 3, 'first_response', 739940, 5), (99, 3, 'first_response', 739941, 5)"
    with closing(lite.engine.raw_connection()) as raw:
        driver = raw.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=off")
        driver.execute(f"INSERT INTO kpi_days (account_id, am_id, kpi, day, n) {days}")
    assert problems(lite)["references"] == ("2 rows of kpi_days refer to accounts, which are not there",)


def test_another_schema_is_found(world: World) -> None:
    with world.writing() as connection:
        connection.execute(update(alembic_version).values(version_num="0001"))
    assert "older than this program" in problems(world)["schema"][0]


def test_a_copy_is_made_in_use_verified_and_private(lite: World, tmp_path: Path) -> None:
    ana = lite.as_("ana")
    ana.apply(AddComment(request_id=LOGIN, text="In the log, not yet in the file"))
    path = backup(lite.engine, tmp_path / "copy.db")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(each.name for each in tmp_path.glob("*copy*")) == ["copy.db"]
    verify(path)
    copy = open_engine(parse_url(str(path)))
    with copy.connect() as connection:
        notes = connection.exec_driver_sql("SELECT note FROM timeline").scalars().all()
    copy.dispose()
    assert notes == ["In the log, not yet in the file"]


def test_a_file_that_is_there_is_replaced_only_by_force(lite: World, tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    path.write_text("precious")
    with pytest.raises(Refused, match="is there already"):
        backup(lite.engine, path)
    assert path.read_text() == "precious"
    verify(backup(lite.engine, path, force=True))


def test_a_damaged_database_gives_no_copy(lite: World, tmp_path: Path) -> None:
    lite.close()
    damage(file_of(lite))
    again = open_engine(parse_url(lite.url))
    with pytest.raises(Unavailable):
        backup(again, tmp_path / "copy.db")
    again.dispose()
    assert list(tmp_path.glob("*copy*")) == []


def test_a_copy_comes_back_under_those_who_have_the_database_open(lite: World, tmp_path: Path) -> None:
    path = backup(lite.engine, tmp_path / "copy.db")
    ana = lite.as_("ana")
    ana.apply(AddComment(request_id=LOGIN, text="A mistake"))
    with pytest.raises(Refused, match="is not empty"):
        restore(path, parse_url(lite.url))
    assert len(lite.entries()) == 1
    assert restore(path, parse_url(lite.url), force=True) is None
    assert lite.entries() == []
    ana.apply(AddComment(request_id=LOGIN, text="Another try"))
    assert len(lite.entries()) == 1


def test_a_copy_comes_back_where_there_was_nothing(lite: World, tmp_path: Path) -> None:
    path = backup(lite.engine, tmp_path / "copy.db")
    target = tmp_path / "fresh.db"
    assert restore(path, parse_url(str(target))) is None
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    engine = open_engine(parse_url(str(target)))
    with engine.connect() as connection:
        names = set(connection.execute(select(accounts.c.name)).scalars())
    assert names == {"Northwind", "Contoso", "Orphan"}
    engine.dispose()


def test_a_damaged_database_is_kept_beside_the_restored_one(lite: World, tmp_path: Path) -> None:
    path = backup(lite.engine, tmp_path / "copy.db")
    lite.close()
    target = file_of(lite)
    damage(target)
    wreck = target.read_bytes()
    with pytest.raises(Refused, match="is not empty"):
        restore(path, parse_url(lite.url))
    kept = restore(path, parse_url(lite.url), force=True)
    assert kept is not None
    assert kept.read_bytes() == wreck
    verify(target)


@pytest.mark.parametrize("harm", ["damaged", "empty", "text", "older", "foreign"])
def test_a_copy_that_is_not_sound_is_refused_and_nothing_changes(
    lite: World, tmp_path: Path, harm: str
) -> None:
    path = tmp_path / "copy.db"
    if harm == "damaged":
        damage(backup(lite.engine, path))
    elif harm == "older":
        backup(lite.engine, path)
        with closing(open_file(path, "rw")) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = '0001'")
    elif harm == "foreign":
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("CREATE TABLE songs (title TEXT)")
    else:
        path.write_text("" if harm == "empty" else "name,phone\n")
    lite.as_("ana").apply(AddComment(request_id=LOGIN, text="Stays"))
    with pytest.raises(Unavailable):
        restore(path, parse_url(lite.url), force=True)
    assert len(lite.entries()) == 1


def test_a_copy_in_which_a_word_has_changed_by_itself_is_refused(lite: World, tmp_path: Path) -> None:
    lite.as_("ana").apply(AddComment(request_id=LOGIN, text="A word that no checksum of SQLite guards"))
    path = backup(lite.engine, tmp_path / "copy.db")
    sound = path.read_bytes()
    path.write_bytes(sound.replace(b"no checksum", b"no chocksum"))
    with closing(open_file(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with pytest.raises(Unavailable, match="is damaged"):
        restore(path, parse_url(lite.url), force=True)
    path.write_bytes(sound)
    restore(path, parse_url(lite.url), force=True)


@pytest.mark.parametrize("grown", [0, 400_000])
def test_a_copy_that_was_put_to_use_comes_back_with_what_was_written(
    lite: World, tmp_path: Path, grown: int
) -> None:
    path = backup(lite.engine, tmp_path / "copy.db")
    for write_ahead in (False, True):
        with closing(open_file(path, "rw")) as connection, connection:
            if write_ahead:
                connection.execute("PRAGMA journal_mode = wal").fetchall()
            connection.execute(
                "UPDATE requests SET description = ?", ("x" * grown + "Written into the copy",)
            )
        verify(path)
    restore(path, parse_url(lite.url), force=True)
    assert lite.request()["description"].endswith("Written into the copy")


def test_a_copy_that_another_program_made_comes_back(lite: World, tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    with closing(open_file(file_of(lite))) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
    restore(path, parse_url(lite.url), force=True)
    assert lite.request()["subject"] == "Cannot log in"


def test_a_server_is_copied_by_its_own_tool_or_not_at_all(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    world = World(postgres_url)
    with pytest.raises(Refused, match="takes the program pg_dump"):
        backup(world.engine, tmp_path / "copy.dump")
    with pytest.raises(Refused, match="takes the program pg_restore"):
        restore(tmp_path / "copy.dump", parse_url(postgres_url))
    world.close()
    assert list(tmp_path.glob("*copy*")) == []
