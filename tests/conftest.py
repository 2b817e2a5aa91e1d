import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest.unraisableexception import gc_collect_iterations_key

from amtui.domain.clock import FrozenClock
from tests.support import databases, postgres
from tests.support.moment import NOW

ROOT = Path(__file__).resolve().parent.parent


GARBAGE = (200_000, 10, 20)
"""Allocations, young and middle collections before the next: an app's widgets are cycles, and the usual
numbers spend a third of the run on looking through them."""


def pytest_configure(config: pytest.Config) -> None:
    gc.set_threshold(*GARBAGE)
    # Five times is for interpreters whose collector needs persuasion.
    config.stash[gc_collect_iterations_key] = 1
    if not hasattr(config, "workerinput"):
        databases.begin_run(Path(tempfile.mkdtemp(prefix="amtui-run-")))


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        databases.end_run()


def pytest_runtest_setup() -> None:
    # A program that a test started in this process has numbers of its own, which would stay.
    gc.set_threshold(*GARBAGE)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test has data, config, state and cache folders of its own."""
    for kind in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "xdg" / kind.lower()))


@pytest.fixture
def clock() -> FrozenClock:
    """A Monday morning that never ends."""
    return FrozenClock(NOW)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema, to be copied."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    databases.make_schema(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh SQLite file with the schema."""
    return f"sqlite:///{databases.copied(sqlite_template, tmp_path / 'amtui.db')}"


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[databases.Cluster]:
    """A PostgreSQL server; without one the test is skipped, on a build server it fails."""
    try:
        made = databases.cluster()
    except postgres.CannotStartError as error:
        reason = f"no PostgreSQL server: {error}"
        if os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    with made.connected() as one:
        yield one


@pytest.fixture
def postgres_url(postgres_cluster: databases.Cluster) -> Iterator[str]:
    """A fresh PostgreSQL database with the schema."""
    with postgres_cluster.database() as url:
        yield url


@pytest.fixture
def empty_postgres_url(postgres_cluster: databases.Cluster) -> Iterator[str]:
    """A fresh PostgreSQL database without anything."""
    with postgres_cluster.database(empty=True) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database with the schema, on each of the engines."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_database_url(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A database with the schema on each of the engines, for tests of one module that only read."""
    if request.param == "sqlite":
        yield f"sqlite:///{databases.copied(sqlite_template, tmp_path_factory.mktemp('shared') / 'amtui.db')}"
        return
    cluster: databases.Cluster = request.getfixturevalue("postgres_cluster")
    with cluster.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database that nobody has set up yet, on each of the engines."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


@pytest.fixture(scope="session")
def real_data(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a copy of a folder of real exports by name, or skip where they are not at hand.

    A copy, as an import writes what it rejects beside its file.
    """
    base = Path(os.environ.get("AMTUI_REAL_DATA") or ROOT.parent / "shared" / "data")

    def folder(name: str) -> Path:
        path = base / name
        if not path.exists():
            pytest.skip(f"no real exports at {path}; AMTUI_REAL_DATA names their folder")
        copied = tmp_path_factory.mktemp("real") / name
        shutil.copytree(path, copied, copy_function=shutil.copyfile)
        for place in (copied, *copied.rglob("*/")):
            place.chmod(0o755)
        return copied

    return folder


def pytest_xdist_auto_num_workers() -> int:
    """Two workers for each processor: half of the time of a flow through the screens is waiting."""
    return 2 * (os.cpu_count() or 1)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Let a worker that has nothing left take over tests of another, so that none is the last for long."""
    from xdist.scheduler import WorkStealingScheduling  # type: ignore[import-untyped]

    return WorkStealingScheduling(config, log)
