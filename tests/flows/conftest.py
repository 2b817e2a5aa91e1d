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


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own to work in."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder
