"""What a timer looks at: silent while all is well, and a sentence for each thing that is not."""

import os
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from amtui.data.models import calendar_holidays, calendars, imports, kpi_days
from amtui.data.schema import STANDARD_CALENDAR, alembic_version
from amtui.domain.vocabulary import KpiKey
from amtui.services import scheduled_host
from amtui.services.backups import backup
from amtui.services.paths import Paths
from amtui.services.scheduled import look
from tests.services.world import ADA, ANA, MONDAY_NINE, NORTHWIND, World


def problems(world: World) -> dict[str, tuple[str, ...]]:
    return {one.what: one.problems for one in look(world.engine, world.clock.now()) if not one.sound}


def came(world: World, *days: float, kind: str = "calls", account_id: int | None = NORTHWIND) -> None:
    """Enter imports some days ago."""
    for ago in days:
        row = dict.fromkeys(("read", "imported", "updated", "unchanged", "rejected"), 0)
        names = {"kind": kind, "format": "3cx", "file_name": "a.csv", "sha256": "0", "account_id": account_id}
        with world.writing() as connection:
            at = MONDAY_NINE - timedelta(days=ago)
            connection.execute(insert(imports), {**row, **names, "at": at, "actor_id": ADA})


def test_a_sound_database_is_nothing_to_speak_of(world: World) -> None:
    came(world, 3, 2, 1)
    came(world, 80, 40, kind="sync")
    assert problems(world) == {}


def test_a_source_that_no_longer_comes_is_missed_after_thrice_its_usual_gap(world: World) -> None:
    came(world, 7, 6, 5)
    came(world, 21, 14, 7.5, kind="sync", account_id=None)
    assert problems(world) == {
        "imports": ("calls (3cx) of Northwind: none for 5 days; they came about every 1 day",)
    }


def test_a_day_that_was_added_up_wrongly_is_found_when_its_account_has_its_turn(world: World) -> None:
    row = {"account_id": NORTHWIND, "am_id": ANA, "kpi": KpiKey.MISSED_CALL_RATE, "day": date(2026, 11, 2)}
    with world.writing() as connection:
        connection.execute(insert(kpi_days), {**row, "n": 9, "numerator": 1, "denominator": 9})
    assert problems(world) == {"daily figures": ("missed-call rate of Northwind on 2026-11-02",)}


def test_the_holidays_of_next_year_are_asked_for_in_autumn(world: World) -> None:
    closed = {"calendar_id": STANDARD_CALENDAR, "day": date(2026, 12, 24), "name": "Christmas Eve"}
    with world.writing() as connection:
        connection.execute(insert(calendar_holidays), closed)
    why = "calendar Standard: no holiday of 2027 is entered; the last is 2026-12-24"
    assert problems(world) == {"holidays": (why,)}
    world.clock.at = datetime(2026, 8, 3, 8, tzinfo=MONDAY_NINE.tzinfo)
    assert problems(world) == {}
    world.clock.at = MONDAY_NINE
    with world.writing() as connection:
        connection.execute(update(calendars).values(country="DE", region="BY"))
    assert problems(world) == {}


def test_of_another_schema_nothing_further_is_looked_at(world: World) -> None:
    came(world, 30, 29, 28)
    with world.writing() as connection:
        connection.execute(update(alembic_version).values(version_num="9999"))
    (schema,) = problems(world).values()
    assert "newer than this program" in schema[0]


def test_the_latest_copy_is_read_through_and_may_not_be_old(sqlite_url: str, tmp_path: Path) -> None:
    world = World(sqlite_url)
    folder = tmp_path / "copies"
    folder.mkdir()
    now = MONDAY_NINE
    assert scheduled_host.last_copy(folder, 26, now).problems == (f"there is no copy in {folder}",)
    for name, hours in (("older.db", 50), ("newer.db", 25)):
        made = backup(world.engine, folder / name)
        stamp = (now - timedelta(hours=hours)).timestamp()
        os.utime(made, (stamp, stamp))
    assert scheduled_host.last_copy(folder, 26, now).sound
    assert scheduled_host.last_copy(folder, 24, now).problems == (f"{folder / 'newer.db'} is 25 hours old",)
    content = bytearray((folder / "newer.db").read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    (folder / "newer.db").write_bytes(content)
    assert any("damaged" in one for one in scheduled_host.last_copy(folder, 26, now).problems)
    world.close()


def test_a_copy_from_the_future_has_no_negative_age(sqlite_url: str, tmp_path: Path) -> None:
    world = World(sqlite_url)
    made = backup(world.engine, tmp_path / "copy.db")
    assert scheduled_host.last_copy(made, 1, MONDAY_NINE - timedelta(days=400)).sound
    world.close()


def test_files_that_others_can_read_are_named(tmp_path: Path) -> None:
    own = Paths(tmp_path, tmp_path, tmp_path)
    own.log_file.write_text("what a client said")
    own.log_file.chmod(0o644)
    (told,) = scheduled_host.private(own, None, None).problems
    assert told == f"{own.log_file} can be read by others (644)"
    own.log_file.chmod(0o600)
    assert scheduled_host.private(own, None, None).sound


def test_a_config_file_with_a_password_that_everybody_can_read_is_named(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("")
    with_one = ("postgresql://amtui:hunter2@db/amtui", "postgresql:///amtui?host=db&password=hunter2")
    for mode, databases, sound in (
        (0o644, (with_one[0], None), False),
        (0o604, ("own.db", with_one[1]), False),
        (0o640, with_one, True),  # root's, and the group's of the service
        (0o644, ("postgresql://amtui@db/amtui", "own.db"), True),
    ):
        config.chmod(mode)
        found = scheduled_host.secret(config, databases)
        assert (found.sound, "hunter2" in str(found)) == (sound, False)


def test_a_disk_without_room_for_a_copy_is_named(tmp_path: Path) -> None:
    assert not scheduled_host.room([tmp_path], 1 << 60).sound


@pytest.mark.parametrize(
    ("words", "parent", "terminal", "stray"),
    [
        ("python /opt/bin/amtui session --as anna", 1, 0, True),
        ("python /opt/bin/amtui session --as anna", 1, 34817, False),
        ("python /opt/bin/amtui session --as anna", 900, 0, False),
        ("python /opt/bin/amtui warm", 1, 0, True),
        ("python /opt/bin/amtui requests", 1, 0, False),
        ("less session", 1, 0, False),
    ],
)
def test_a_session_without_parent_and_terminal_is_a_stray(
    tmp_path: Path, words: str, parent: int, terminal: int, stray: bool
) -> None:
    folder = tmp_path / "77"
    folder.mkdir()
    (folder / "cmdline").write_bytes(b"\0".join(map(str.encode, words.split(" "))) + b"\0")
    (folder / "stat").write_text(f"77 (am ) tui) S {parent} 77 77 {terminal} -1 4194304")
    found = scheduled_host.strays(tmp_path)
    assert found.problems == (("process 77 runs without a terminal",) if stray else ())
    assert scheduled_host.strays(tmp_path, listening=77).sound
