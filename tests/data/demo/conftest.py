from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from amtui.data import schema
from amtui.data.demo.build import build
from amtui.data.demo.report import DemoReport
from amtui.data.engine import open_engine, parse_url
from tests.support.moment import NOW

SMALL = {"accounts": 40, "requests": 300, "calls": 3_000, "ams": 4}


def small(engine: Engine, *, seed: int = 7, **sizes: int) -> DemoReport:
    """Fill a database with a demo that is made in no time, in the sizes that are given."""
    wanted = {**SMALL, **sizes}
    return build(
        engine,
        now=NOW,
        seed=seed,
        accounts=wanted["accounts"],
        requests=wanted["requests"],
        calls=wanted["calls"],
        ams=wanted["ams"],
    )


def made(path: Path, *, later: timedelta = timedelta(0)) -> Engine:
    """Return a database with the schema and nothing else, made `later` than the present of the tests."""
    engine = open_engine(parse_url(str(path)), create=True)
    schema.create(engine, NOW + later)
    return engine


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, DemoReport]]:
    """The demo as it comes when nothing is asked for."""
    engine = made(tmp_path_factory.mktemp("demo") / "demo.db")
    yield engine, build(engine, now=NOW)
    engine.dispose()


@pytest.fixture
def report(told: tuple[Engine, DemoReport]) -> DemoReport:
    return told[1]


@pytest.fixture
def demo(told: tuple[Engine, DemoReport]) -> Iterator[Connection]:
    with told[0].connect() as connection:
        yield connection
