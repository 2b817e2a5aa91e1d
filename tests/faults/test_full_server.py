"""A server's disk that is full: said plainly, nothing half done, and on again once there is room."""

import base64
import random

import pytest

from amtui.domain.changes import AddComment, Bulk
from amtui.domain.errors import Unavailable
from amtui.services.backend import Backend
from tests.services.world import OUTAGE, World
from tests.support.own_server import NO_LIMIT, OwnServer

pytestmark = pytest.mark.postgresql
LONG = 74_000
"""Bytes of a comment that is nearly as long as one may be, before they are letters."""
TOGETHER = 5
MOST = 3 << 20


def comments() -> Bulk:
    """Return some long comments that are written together or not at all, and that cannot be packed."""
    texts = [base64.b64encode(random.randbytes(LONG)).decode() for _ in range(TOGETHER)]
    return Bulk(changes=tuple(AddComment(request_id=OUTAGE, text=text) for text in texts))


def until_full(backend: Backend) -> tuple[list[Bulk], Bulk, Unavailable]:
    """Write until it is refused; return what was acknowledged, what was not, and why."""
    done: list[Bulk] = []
    while len(done) * TOGETHER * LONG < 2 * MOST:
        more = comments()
        try:
            backend.apply(more)
        except Unavailable as error:
            return done, more, error
        done.append(more)
    pytest.fail("there was always room")


def texts(*done: Bulk) -> list[str | None]:
    return [change.text for bulk in done for change in bulk.changes if isinstance(change, AddComment)]


def kept(world: World) -> list[str | None]:
    return [note for *_, note in world.entries(OUTAGE)]


def test_a_full_disk_is_said_plainly_and_once_there_is_room_all_goes_on(server: OwnServer) -> None:
    with server.cluster().database() as url:
        world = World(url)
        ana = world.as_("ana")
        server.limit_files(MOST)
        try:
            done, left, error = until_full(ana)
            assert "the disk is full" in str(error)
            assert kept(world) == texts(*done)
        finally:
            server.limit_files(NO_LIMIT)
        assert ana.apply(left).audit_id
        assert kept(world) == texts(*done, left)
        world.close()
