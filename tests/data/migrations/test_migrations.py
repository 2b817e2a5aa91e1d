import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, delete, insert, select, text, update

from amtui.data import schema, upgrade
from amtui.data.engine import for_writing, open_engine, parse_url
from amtui.data.models import accounts, calls, kpi_days, sla_policies, users
from amtui.domain.errors import Unavailable
from amtui.domain.people import UNASSIGNED
from amtui.domain.vocabulary import KpiKey
from amtui.services.rollups import differences, rebuild_account
from tests.support.catalogue import described, dumped, table_names
from tests.support.moment import NOW

REVISIONS = tuple(f"{number:04}" for number in range(1, 34))
NORTHWIND = {
    "name": "Northwind", "name_key": "northwind", "am_id": UNASSIGNED, "plan": "Business", "tier": "top",
    "currency": "EUR", "zone": "Europe/Berlin", "status": "active", "billing": "up_to_date",
    "created_at": NOW, "updated_at": NOW,
}  # fmt: skip


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Engine]:
    """A database that nobody has set up yet."""
    engine = open_engine(parse_url(empty_database_url), create=True)
    yield engine
    engine.dispose()


@pytest.fixture
def created(database_url: str) -> Iterator[Engine]:
    """A database whose schema was made in one go."""
    engine = open_engine(parse_url(database_url))
    yield engine
    engine.dispose()


def test_the_last_revision_is_the_one_the_program_knows() -> None:
    found = sorted(path.name[:4] for path in (upgrade.SCRIPTS / "versions").glob("[0-9]*.py"))
    assert found == list(REVISIONS)
    assert found[-1] == schema.HEAD


def test_up_from_nothing_gives_the_models(empty: Engine) -> None:
    assert upgrade.current(empty) is None
    assert upgrade.upgrade(empty, now=NOW) == schema.HEAD
    assert upgrade.compare(empty) == []
    with empty.connect() as connection:
        schema.check(connection)
        assert connection.scalar(select(users.c.created_at).where(users.c.id == UNASSIGNED)) == NOW


def test_up_from_nothing_is_the_same_as_made_in_one_go(empty: Engine) -> None:
    upgrade.upgrade(empty, now=NOW)
    migrated, rows = described(empty), dumped(empty)
    upgrade.downgrade(empty, now=NOW)
    schema.create(empty, NOW)
    assert migrated == described(empty)
    assert rows == dumped(empty)


def test_up_again_changes_nothing(created: Engine) -> None:
    before, rows = described(created), dumped(created)
    assert upgrade.upgrade(created, now=NOW) == schema.HEAD
    assert (described(created), dumped(created)) == (before, rows)


def test_down_to_base_leaves_nothing(created: Engine) -> None:
    assert upgrade.downgrade(created, now=NOW) is None
    assert upgrade.current(created) is None
    assert [name for name, lines in described(created).items() if lines] == []
    with created.connect() as connection:
        assert table_names(connection) == []


def test_each_revision_goes_up_and_down_and_up_again_on_the_way(empty: Engine) -> None:
    below = None
    for revision in REVISIONS:
        assert upgrade.upgrade(empty, revision, now=NOW) == revision
        if below:
            before = described(empty)
            upgrade.downgrade(empty, "-1", now=NOW)
            assert upgrade.current(empty) == below
            upgrade.upgrade(empty, "+1", now=NOW)
            assert described(empty) == before, revision
        below = revision
    assert below == schema.HEAD


def test_rows_survive_the_way_up(empty: Engine) -> None:
    upgrade.upgrade(empty, "0002", now=NOW)
    with for_writing(empty.connect()) as connection, connection.begin():
        connection.execute(
            insert(accounts),
            NORTHWIND,
        )
        connection.execute(delete(sla_policies).where(sla_policies.c.priority == "P4"))
    upgrade.upgrade(empty, now=NOW)
    with empty.connect() as connection:
        assert connection.scalars(select(accounts.c.name)).all() == ["Northwind"]
        assert len(connection.execute(select(sla_policies)).all()) == 3, "seeded rows are not entered twice"


def test_what_is_kept_of_calls_is_counted_on_the_way_up(created: Engine) -> None:
    """As an import keeps it: who gave up, who rang in vain, and whose wait nobody knows."""
    told = [
        ("answered", 5, 0), ("abandoned", 12, 0), ("abandoned", 12, 0), ("abandoned", 40, 0),
        ("abandoned", None, 0), ("answered", None, 1), ("abandoned", 30, 1), ("voicemail", None, 0),
    ]  # fmt: skip
    common = {
        "account_id": 1, "am_id": UNASSIGNED, "source": "test", "started_at": NOW, "day": NOW.date(),
        "direction": "inbound",
    }  # fmt: skip
    rows = [
        common | {"external_id": str(n), "outcome": outcome, "wait_seconds": wait, "excluded": mask}
        for n, (outcome, wait, mask) in enumerate(told)
    ]
    of_service = kpi_days.c.kpi == KpiKey.SERVICE_LEVEL
    with for_writing(created.connect()) as connection, connection.begin():
        connection.execute(insert(accounts), NORTHWIND | {"id": 1})
        connection.execute(insert(calls), rows)
        rebuild_account(connection, 1)
        (kept,) = connection.execute(select(kpi_days).where(of_service)).all()
    upgrade.downgrade(created, "0028", now=NOW)
    with created.connect() as connection:
        assert connection.execute(select(kpi_days).where(of_service)).all() == []
    upgrade.upgrade(created, now=NOW)
    with created.connect() as connection:
        assert connection.execute(select(kpi_days).where(of_service)).all() == [kept]
        assert differences(connection) == []
    assert (kept.n, kept.histogram) == (4, {"12": 2, "40": 1})
    assert kept.excluded == {"256": [1, 0], "257": [1, 0], "1": [1, 0], "1280": [1, 0]}


def test_a_difference_is_told(created: Engine) -> None:
    with for_writing(created.connect()) as connection, connection.begin():
        connection.execute(text("ALTER TABLE users ADD COLUMN nickname TEXT"))
        connection.execute(text("DROP INDEX ix_audit_entity"))
    told = "\n".join(upgrade.compare(created))
    assert "nickname" in told
    assert "ix_audit_entity" in told


def set_revision(engine: Engine, revision: str) -> None:
    with for_writing(engine.connect()) as connection, connection.begin():
        connection.execute(update(schema.alembic_version).values(version_num=revision))


def test_a_newer_database_is_recognised_and_left_alone(created: Engine) -> None:
    set_revision(created, "0099")
    before = described(created)
    for move in (upgrade.upgrade, upgrade.downgrade):
        with pytest.raises(Unavailable, match="newer than this program"):
            move(created, now=NOW)
    assert upgrade.current(created) == "0099"
    assert described(created) == before


def test_an_older_database_is_recognised(empty: Engine) -> None:
    upgrade.upgrade(empty, "0003", now=NOW)
    with empty.connect() as connection, pytest.raises(Unavailable, match="older than this program"):
        schema.check(connection)


def test_a_failed_revision_leaves_the_database_as_it_was(created: Engine) -> None:
    set_revision(created, "0003")
    before = described(created)
    with pytest.raises(Exception, match="already exists"):
        upgrade.upgrade(created, now=NOW)
    assert described(created) == before
    assert upgrade.current(created) == "0003"


def test_logging_is_left_alone(empty: Engine, capfd: pytest.CaptureFixture[str]) -> None:
    handlers, level = list(logging.root.handlers), logging.root.level
    upgrade.upgrade(empty, now=NOW)
    assert (logging.root.handlers, logging.root.level) == (handlers, level)
    assert capfd.readouterr() == ("", "")
