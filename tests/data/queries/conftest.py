from collections.abc import Iterator

import pytest

from amtui.data.engine import open_engine, parse_url
from tests.data.queries.story import Story


@pytest.fixture
def story(database_url: str) -> Iterator[Story]:
    """An empty database on each of the engines."""
    engine = open_engine(parse_url(database_url))
    yield Story(engine)
    engine.dispose()


@pytest.fixture(scope="module")
def told_story(shared_database_url: str) -> Iterator[Story]:
    """A database that is filled once for all tests of a module, on each engine; they only read it."""
    engine = open_engine(parse_url(shared_database_url))
    yield Story(engine)
    engine.dispose()
