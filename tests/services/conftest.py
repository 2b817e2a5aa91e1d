from collections.abc import Iterator

import pytest

from amtui.services import passwords
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


@pytest.fixture
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hash at the least cost: the answers are the same."""
    from argon2 import PasswordHasher

    passwords._nobodys.cache_clear()
    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(1, 8, 1))
    yield
    passwords._nobodys.cache_clear()
