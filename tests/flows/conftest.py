from pathlib import Path

import pytest

from tests.flows.office import ADMIN, Office, empty_template


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A demo database of its own."""
    return Office(tmp_path)


@pytest.fixture
def empty_office(tmp_path: Path) -> Office:
    """A database with one administrator and nothing else."""
    return Office(tmp_path, empty_template(), ADMIN)
