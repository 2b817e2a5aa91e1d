"""A network that is cut without a word: bounded waiting, a clear sentence, and keys that go on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from amtui.app import AmtuiApp
from amtui.data.patient import PatientConnection
from amtui.data.queries.request_detail import request_detail
from amtui.domain.changes import AddComment
from amtui.domain.errors import Unreachable
from amtui.services.state import StateFile
from amtui.services.wiring import open_backend
from tests.flows.office import LONG_TOAST
from tests.flows.visitor import visiting
from tests.services.world import OUTAGE, World
from tests.support.flow import press
from tests.support.own_server import OwnServer
from tests.support.wire import Wire, wire

pytestmark = pytest.mark.postgresql


@pytest.fixture
def cable(server: OwnServer) -> Iterator[Wire]:
    with wire(server.port) as made:
        yield made


@pytest.fixture
def world(server: OwnServer, cable: Wire, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The company behind a wire; people who wait for less long than usual."""
    monkeypatch.setattr(PatientConnection, "first_seconds", 0.3)
    monkeypatch.setattr(PatientConnection, "answer_seconds", 0.6)
    monkeypatch.setattr("amtui.data.engine.CONNECT_SECONDS", 2)
    monkeypatch.setattr("amtui.services.backend.RETRY_SECONDS", 0.1)
    monkeypatch.setattr("amtui.services.live.BEAT_SECONDS", 0.2)
    with server.cluster().database() as url:
        made = World(url)
        there = make_url(url).set(host="127.0.0.1", port=cable.port, query={"sslmode": "disable"})
        made.url = there.render_as_string(hide_password=False)
        yield made
        made.close()


def test_whoever_reads_or_writes_over_a_cut_wire_is_told_and_goes_on_later(world: World, cable: Wire) -> None:
    ana, note = world.as_("ana"), AddComment(request_id=OUTAGE, text="Called")
    before = ana.read(request_detail, request_id=OUTAGE)

    def read_and_cut(reading: object) -> None:
        cable.whole.clear()
        request_detail(reading, request_id=OUTAGE)  # type: ignore[arg-type]

    for attempt in (
        lambda: ana.read(read_and_cut),  # in the middle of a transaction
        lambda: ana.apply(note),  # while there is no connection
    ):
        with pytest.raises(Unreachable, match="server cannot be reached"):
            attempt()
    cable.whole.set()
    assert ana.read(request_detail, request_id=OUTAGE) == before
    ana.apply(note)
    assert [text for *_, text in world.entries(OUTAGE)] == ["Called"]


async def test_keys_go_on_while_the_wire_is_cut(world: World, cable: Wire, tmp_path: Path) -> None:
    app = AmtuiApp(
        lambda: open_backend(world.url, clock=world.clock, login="ana", admitted=True),
        clock=world.clock,
        state=StateFile(tmp_path / "state.json"),
        start="requests",
    )
    app.__dict__["NOTIFICATION_TIMEOUT"] = LONG_TOAST
    async with visiting(app) as ana:
        cable.whole.clear()
        await press(ana.pilot, "r", "j", "r", "r")  # each read takes the place of the one before
        await ana.see("▲ database lost")
        await press(ana.pilot, "question_mark")
        await ana.see("Help")
        await press(ana.pilot, "escape")
        cable.whole.set()
        await ana.see("The database is back")
        assert "▲ database lost" not in "\n".join(ana.lines)
        await ana.settle()
