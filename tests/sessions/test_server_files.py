"""Somebody who came from elsewhere has no files here: none can be named, and no database is begun."""

import re
from pathlib import Path

import pytest

from tests.sessions.conftest import AMTUI, Open
from tests.sessions.window import READY

pytestmark = pytest.mark.terminal


def test_no_file_of_the_server_can_be_imported(window: Open, mode: str, office: Path) -> None:
    shown = window([*AMTUI, "--db", office, "session"], {"AMTUI_WARM": mode})
    shown.see(READY)
    shown.type("I")
    shown.see(re.escape("The files here are the server's"))
    shown.type("q")
    assert shown.ended() == 0


def test_where_there_is_no_database_none_is_made(window: Open, mode: str, tmp_path: Path) -> None:
    shown = window([*AMTUI, "--db", tmp_path / "none.db", "session"], {"AMTUI_WARM": mode})
    shown.see("there is no database")
    shown.type("e")
    shown.type("q")
    assert shown.ended() != 0
    assert not (tmp_path / "none.db").exists()
