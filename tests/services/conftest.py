from collections.abc import Iterator

import pytest

from amtui.services.backend import Backend
from tests.services.world import World


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    """The small company, on each of the engines."""
    made = World(database_url)
    yield made
    made.close()


@pytest.fixture
def ana(world: World) -> Backend:
    """The account manager of Northwind at work."""
    return world.as_("ana")
