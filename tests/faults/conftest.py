"""Servers that a test may break."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support.own_server import OwnServer, own_server
from tests.support.postgres import CannotStartError


@contextmanager
def started() -> Iterator[OwnServer]:
    """Give a server; without one the test is skipped, on a build server it fails."""
    try:
        with own_server() as made:
            yield made
    except CannotStartError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL server: {error}")


@pytest.fixture(scope="session")
def shared_server() -> Iterator[OwnServer]:
    """A server that tests break and mend."""
    with started() as made:
        yield made


@pytest.fixture
def server(shared_server: OwnServer) -> OwnServer:
    """A running server that keeps what it acknowledged, whatever the test before did to it."""
    if not shared_server.is_running():
        shared_server.start()
    return shared_server


@pytest.fixture
def primary() -> Iterator[OwnServer]:
    """A server that is lost for good."""
    with started() as made:
        yield made
