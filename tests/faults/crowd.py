"""People who write one comment after the other, and remember which were acknowledged."""

from threading import Event

from sqlalchemy import insert, select

from amtui.data.models import requests, timeline
from amtui.domain.changes import AddComment
from amtui.services.backend import Backend
from tests.services.world import ANA, NORTHWIND, World, move_sequences, request_values
from tests.support.own_server import until

FIRST = 100


class Session:
    """Somebody who comments on a request of theirs, one comment after the other."""

    def __init__(self, backend: Backend, number: int) -> None:
        self.backend = backend
        self.number = number
        self.acknowledged: list[str] = []

    def write(self, over: Event) -> None:
        """Write until it is over."""
        while not over.is_set():
            words = f"{self.number}-{len(self.acknowledged)}"
            self.backend.apply(AddComment(request_id=FIRST + self.number, text=words))
            self.acknowledged.append(words)


def crowd(world: World, number: int) -> list[Session]:
    """Let so many people come, each with a request to comment on."""
    with world.writing() as connection:
        ids = range(FIRST, FIRST + number)
        connection.execute(insert(requests), [request_values(connection, one, NORTHWIND, ANA) for one in ids])
        move_sequences(connection, (requests,))
    return [Session(world.as_("ana"), one) for one in range(number)]


def notes(world: World) -> list[str | None]:
    """Return every comment that is stored."""
    wanted = select(timeline.c.note).where(timeline.c.request_id >= FIRST)
    with world.engine.connect() as connection:
        return list(connection.execute(wanted).scalars())


def go_on(sessions: list[Session]) -> None:
    """Wait until each session was acknowledged more than it was."""
    before = [len(one.acknowledged) for one in sessions]
    until(lambda: all(len(one.acknowledged) > had for one, had in zip(sessions, before, strict=True)))
