"""A team at work over SSH on one PostgreSQL: its keys open it, who covers a book sees whose it is write."""

import getpass
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, insert, make_url, select, text

from amtui.cli.deploy import unfit
from amtui.data.engine import open_engine, parse_url
from amtui.data.models import audit, leaves, meta, requests, timeline
from amtui.domain.access_changes import AddKey
from amtui.domain.clock import SystemClock
from amtui.services.identity import SERVICE_ACCOUNT
from tests.bench.terminal import now
from tests.services.world import ANA, CLEO, World
from tests.sessions.conftest import Line
from tests.sessions.window import PATIENCE, Window
from tests.support.databases import SERVICE

pytestmark = [pytest.mark.terminal, pytest.mark.postgresql]
SAID = timeline.c.note == "half a change"
WAITS = "SELECT count(*) FROM pg_locks WHERE relation = 'audit'::regclass AND NOT granted"
"""How many changes wait to be put on record."""
OTHERS = "SELECT count(*) FROM pg_locks WHERE relation = 'audit'::regclass AND pid <> pg_backend_pid()"
"""How many transactions are not over that have to do with the record."""


@pytest.fixture
def team(line: Line, postgres_url: str) -> Line:
    """The small company on a server, Ana covering for Cleo; `anna` is Ana's key, `bert` is Cleo's."""
    if unfit(str(line.server.asks)):
        pytest.skip("sshd runs a helper only where nobody but root may write")
    world, today = World(postgres_url), SystemClock().now().date()
    away = {"first": today - timedelta(days=1), "last": today + timedelta(days=1)}
    with world.writing() as connection:
        connection.execute(insert(leaves), {"user_id": CLEO, "cover_id": ANA, **away})
        connection.execute(insert(meta), {"key": SERVICE_ACCOUNT, "value": getpass.getuser()})
    for key, person in (("anna", ANA), ("bert", CLEO)):
        world.as_("ada").apply(AddKey(user_id=person, line=line.server.public(key)))
    world.close()
    config = line.office.with_name("config.toml")
    url = make_url(postgres_url).set(username=SERVICE).render_as_string(hide_password=False)
    config.write_text(f'db = "{url}"\n')
    config.chmod(0o600)
    line.server.ask_for_keys(config, line.mode)
    return line


def on_elsewhere(line: Line, key: str) -> Window:
    """Log in, and look at the request in Cleo's book."""
    shown = line.open(key)
    shown.see("1 Today.*(Ana|Cleo)")
    shown.type("3")
    shown.see(r"▌.*R-\d+")
    shown.type("G")
    shown.see(r"▌.*R-1003")
    return shown


def see(shown: Window, pattern: str, other: Window) -> None:
    """Wait until one shows a pattern; what the other draws is read meanwhile, so that it goes on."""
    deadline = now() + PATIENCE
    while True:
        while other.pump(0.02):
            pass
        try:
            shown.wait_for(pattern, 0.3)
        except TimeoutError:
            if now() > deadline:
                raise
        else:
            return


@contextmanager
def record_held(url: str) -> Iterator[Connection]:
    """Keep the record from taking a line, so that a change waits with its other rows already written."""
    engine = open_engine(parse_url(url))
    with engine.connect() as connection, connection.begin():
        connection.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))
        yield connection
    engine.dispose()


@pytest.mark.parametrize("how", ["KILL", "TERM", "gone"])
def test_a_change_of_which_half_is_written_when_its_session_ends_is_whole_or_not_there(
    team: Line, postgres_url: str, how: str
) -> None:
    ana = on_elsewhere(team, "anna")
    ana.type("c")
    ana.see("Comment on")
    ana.type("half a change")
    ana.see("half a change")
    members = team.members()
    assert members
    with record_held(postgres_url) as connection:
        ana.type("\n")
        deadline = now() + PATIENCE
        while connection.execute(text(WAITS)).scalar_one() == 0:
            assert now() < deadline
            ana.pump(0.02)
        if how == "gone":
            os.kill(ana.pid, signal.SIGKILL)
        for pid in members if how != "gone" else []:
            os.kill(pid, signal.Signals[f"SIG{how}"])
        ana.all_end(members)
    engine = open_engine(parse_url(postgres_url))
    with engine.connect() as connection, connection.begin():
        deadline = now() + PATIENCE
        while connection.execute(text(OTHERS)).scalar_one():
            assert now() < deadline
        kept = {
            "request": connection.execute(select(func.sum(requests.c.version - 1))).scalar_one(),
            "comment": len(connection.execute(select(timeline).where(SAID)).all()),
            "record": len(connection.execute(select(audit).where(audit.c.entity == "requests")).all()),
        }
    engine.dispose()
    assert set(kept.values()) in ({0}, {1}), kept


def test_two_people_of_one_request_see_each_other_write_whatever_becomes_of_a_session(team: Line) -> None:
    ana, cleo = on_elsewhere(team, "anna"), on_elsewhere(team, "bert")
    assert "covers Cleo" in ana.shown()
    ana.type("c")
    ana.see("Comment on")
    ana.type("They called")
    see(cleo, "Ana is typing here", ana)
    ana.type("\n")
    see(cleo, "They called", ana)
    cleo.type("c")
    cleo.see("Comment on")
    cleo.type("half a thought")
    see(ana, "Cleo is typing here", cleo)
    os.kill(cleo.pid, signal.SIGKILL)
    again = on_elsewhere(team, "bert")
    again.type("c")
    again.see("half a thought")
    ana.type("q")
    assert ana.ended() == 0
