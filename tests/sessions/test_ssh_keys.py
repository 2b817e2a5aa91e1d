"""Keys that the database knows: they open a real SSH server by the program's own files, until removed."""

import getpass

import pytest

from amtui.cli.deploy import unfit
from amtui.cli.main import run
from tests.sessions.conftest import Line
from tests.sessions.people import asked
from tests.sessions.server import tried

pytestmark = pytest.mark.terminal
NOT_ASKED = 255
NO_COMMANDS = 3


@pytest.fixture
def team(line: Line) -> Line:
    """A database of a team, set up as the program's own file for sshd says, in place of the demo."""
    if unfit(str(line.server.asks)):
        pytest.skip("sshd runs a helper only where nobody but root may write")
    line.office.unlink()
    amtui(line, "db", "init", "--service-account", getpass.getuser())
    for login, name in (("ana", "Ana Lind"), ("ben", "Ben Moor")):
        amtui(line, "user", "add", login, "--name", name, "--email", f"{login}@example.org")
    amtui(line, "user", "keys", "add", "ana", str(line.server.folder / "anna.pub"))
    config = line.office.with_name("config.toml")
    config.write_text(f'db = "{line.office}"\n')
    line.server.ask_for_keys(config, line.mode)
    return line


def amtui(line: Line, *words: str) -> None:
    """Run a command on the database, as its administrator."""
    assert run(["--db", str(line.office), "--quiet", *words]) == 0


def opened(line: Line, key: str) -> int:
    """Return how an attempt ends that is let in where the key opens anything."""
    return tried([*line.server.ssh(key), "id"]).returncode


def test_a_key_that_was_added_opens_the_dashboard_of_its_owner(team: Line) -> None:
    shown = team.open("anna", "-o", "SetEnv=USER=ben LOGNAME=ben AMTUI_DB=/nowhere")
    shown.see(r"Ana Lind · \w+ \d+ \w+ \d\d:\d\d")
    shown.type("q")
    assert shown.ended() == 0
    assert (opened(team, "anna"), opened(team, "bert")) == (NO_COMMANDS, NOT_ASKED)


def test_a_key_opens_nothing_once_it_is_removed_or_its_owner_let_go(team: Line) -> None:
    ((fingerprint,),) = asked(team.office, "SELECT fingerprint FROM user_keys")
    amtui(team, "user", "keys", "remove", "ana", fingerprint)
    assert opened(team, "anna") == NOT_ASKED
    amtui(team, "user", "keys", "add", "ben", str(team.server.folder / "bert.pub"))
    assert opened(team, "bert") == NO_COMMANDS
    amtui(team, "user", "deactivate", "ben")
    assert opened(team, "bert") == NOT_ASKED
    amtui(team, "user", "activate", "ben")
    assert opened(team, "bert") == NO_COMMANDS
    team.server.revoke("bert")
    assert opened(team, "bert") == NOT_ASKED


def test_while_the_database_is_away_no_key_opens_anything(team: Line) -> None:
    team.office.rename(team.office.with_name("away.db"))
    assert opened(team, "anna") == NOT_ASKED
