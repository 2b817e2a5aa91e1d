"""Servers that a test may break."""

import os
from collections.abc import Iterator

import pytest

from tests.support.own_server import OwnServer, own_server
from tests.support.postgres import CannotStartError


@pytest.fixture(scope="module")
def server() -> Iterator[OwnServer]:
    """A server that keeps what it acknowledged; without one it skips, on a build server it fails."""
    try:
        with own_server() as made:
            yield made
    except CannotStartError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL server: {error}")
