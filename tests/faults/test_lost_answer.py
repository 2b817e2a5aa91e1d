"""A server whose answer to a commit never comes: it was done, and is not done again."""

from collections import Counter

import pytest
from sqlalchemy import make_url, select

from amtui.data.models import audit, user_keys
from amtui.domain.access_changes import AddKey, RemoveKey
from amtui.domain.change import Change
from amtui.domain.changes import AddComment
from amtui.services.operations import find
from tests.services.test_permissions import KEY
from tests.services.world import ANA, OUTAGE, World
from tests.support.own_server import OwnServer
from tests.support.wire import wire

pytestmark = pytest.mark.postgresql


def test_what_was_done_without_an_answer_is_done_once(server: OwnServer) -> None:
    with wire(server.port) as cable, server.cluster().database() as url:
        world = World(url)
        there = make_url(url).set(host="127.0.0.1", port=cable.port, query={"sslmode": "disable"})
        world.url = there.render_as_string(hide_password=False)
        ada = world.as_("ada")
        changes: tuple[Change, ...] = (
            AddComment(request_id=OUTAGE, text="Called"),
            AddKey(user_id=ANA, line=KEY[0]),
            RemoveKey(user_id=ANA, fingerprint=KEY[1]),
        )
        for change in changes:
            cable.lost = b"COMMIT"
            receipt = ada.apply(change)
            assert cable.lost is None, "an answer was lost"
            with world.engine.connect() as connection:
                wanted = select(audit.c.entity, audit.c.action).where(audit.c.group == change.op_id)
                assert set(Counter(connection.execute(wanted).all()).values()) == {1}
                assert find(connection, change.op_id) == receipt
        assert [text for *_, text in world.entries(OUTAGE)] == ["Called"]
        with world.engine.connect() as connection:
            assert connection.execute(select(user_keys)).first() is None
        world.close()
