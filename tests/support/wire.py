"""A wire to a server that can be cut without a word: what is sent then arrives nowhere and nobody is told."""

import contextlib
import selectors
import socket
from collections.abc import Iterator
from threading import Event, Thread

LOOK = 0.02
PIECE = 65_536


class Wire:
    """Carries what is sent to a port of its own on to a server, and back.

    Attributes:
        port: where it listens.
        whole: set while it carries.
        lost: what is answered to the next message that holds these bytes is lost, with the connection.
    """

    def __init__(self, target: int) -> None:
        self._target = "127.0.0.1", target
        self._ends: dict[socket.socket, socket.socket] = {}
        self._eyes = selectors.DefaultSelector()
        self._over = Event()
        self._deaf: set[socket.socket] = set()
        self.lost: bytes | None = None
        self._door = socket.create_server(("127.0.0.1", 0))
        self._eyes.register(self._door, selectors.EVENT_READ)
        self.port: int = self._door.getsockname()[1]
        self.whole = Event()
        self.whole.set()

    def run(self) -> None:
        """Carry until it is over."""
        while not self._over.is_set():
            if not self.whole.wait(LOOK):
                continue
            for key, _ in self._eyes.select(LOOK):
                if key.fileobj is self._door:
                    self._join(self._door.accept()[0])
                elif isinstance(key.fileobj, socket.socket) and key.fileobj in self._ends:
                    self._carry(key.fileobj)
        for end in (self._door, *self._ends):
            end.close()

    def end(self) -> None:
        """Let both sides go."""
        self._over.set()

    def _join(self, near: socket.socket) -> None:
        far = socket.create_connection(self._target)
        for end, other in ((near, far), (far, near)):
            self._ends[end] = other
            self._eyes.register(end, selectors.EVENT_READ)

    def _carry(self, end: socket.socket) -> None:
        other = self._ends[end]
        with contextlib.suppress(OSError):
            if (piece := end.recv(PIECE)) and end not in self._deaf:
                if self.lost is not None and self.lost in piece:
                    self._deaf.add(other)
                    self.lost = None
                other.sendall(piece)
                return
        for one in (end, other):
            del self._ends[one]
            self._eyes.unregister(one)
            self._deaf.discard(one)
            one.close()


@contextlib.contextmanager
def wire(target: int) -> Iterator[Wire]:
    """Give a wire to a port of this machine."""
    made = Wire(target)
    thread = Thread(target=made.run, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.end()
        thread.join()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])
