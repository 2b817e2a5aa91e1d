"""A disk that is full: SQLite itself refuses to grow, and nothing half done stays behind."""

import resource
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from amtui.data.models import audit, interactions
from amtui.data.reading import Reading
from amtui.domain.changes import AddAccount, LogInteraction
from amtui.domain.clock import FrozenClock
from amtui.domain.errors import Unavailable
from amtui.domain.vocabulary import Channel, InteractionDirection
from amtui.services.wiring import init_database, open_backend
from tests.support.moment import NOW


def counts(reading: Reading) -> tuple[int, int]:
    """Return how many contacts and audit rows there are."""
    numbers = (
        reading.connection.scalar(select(func.count()).select_from(table)) for table in (interactions, audit)
    )
    return tuple(number or 0 for number in numbers)  # type: ignore[return-value]


def test_a_full_disk_is_said_plainly_and_keeps_what_was_there(tmp_path: Path) -> None:
    clock, file = FrozenClock(NOW), str(tmp_path / "small.db")
    init_database(file, clock=clock)
    backend = open_backend(file, clock=clock)
    account = backend.apply(AddAccount(name="Northwind")).entity_id or 0
    contact = LogInteraction(
        account_id=account, direction=InteractionDirection.CLIENT, channel=Channel.CALL, summary=""
    )
    before = backend.read(counts)
    backend.engine.dispose()

    def no_room(connection: object, _record: object) -> None:
        connection.execute("PRAGMA max_page_count=1")  # type: ignore[attr-defined]

    event.listen(backend.engine, "connect", no_room)
    with pytest.raises(Unavailable, match="disk is full"):
        backend.apply(replace(contact, summary="N" * 100_000))
    assert backend.read(counts) == before
    backend.close()


def test_a_disk_without_room_for_the_first_look_is_not_called_broken(tmp_path: Path) -> None:
    clock, file = FrozenClock(NOW), str(tmp_path / "small.db")
    init_database(file, clock=clock)
    backend = open_backend(file, clock=clock)
    backend.engine.dispose()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        with pytest.raises(Unavailable, match="disk is full"):
            backend.read(counts)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert backend.read(counts) == (0, 0)
    backend.close()
