"""A PostgreSQL server of a test's own, which may be stopped, killed and started again where it was."""

import contextlib
import os
import resource
import select
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import psycopg

from tests.support import postgres
from tests.support.databases import ADMIN, Cluster, libpq
from tests.support.wire import free_port

PATIENCE = 30.0
NO_LIMIT = resource.RLIM_INFINITY
SMALL = "--wal-segsize=1"
"""Its log in files of 1 MB, so that it goes on writing when files may be no larger than a few."""
DURABLE = {
    **postgres.SETTINGS,
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
}
"""As a server in use: what was acknowledged must outlive whatever happens to it."""


@dataclass
class OwnServer:
    """A server that keeps its folder, its socket and its port for as long as the test wants.

    Attributes:
        place: where it lies.
        settings: what it is started with.
    """

    place: postgres.Place
    settings: dict[str, str] = field(default_factory=lambda: dict(DURABLE))

    @property
    def port(self) -> int:
        """Where it listens on this machine beside its socket."""
        return int(self.settings["port"])

    def start(self) -> None:
        """Start it; what it needs to recover from, it recovers from."""
        self.place.start(self.settings)

    def is_running(self) -> bool:
        """Tell whether it was started and neither stopped nor killed since."""
        return (self.place.data / "postmaster.pid").exists()

    def stop(self, mode: str = "immediate") -> None:
        """Stop it; *immediate* is as a fall of the machine, *fast* lets nobody finish but tidies up."""
        self.place.control("--mode", mode, "stop")

    def restart(self, mode: str = "immediate") -> None:
        """Stop it and start it again."""
        self.stop(mode)
        self.start()

    def kill(self) -> None:
        """Kill the server's first process; the others notice and go."""
        gone = [os.pidfd_open(pid) for pid in (self.place.pid(), *self.children())]
        os.kill(self.place.pid(), signal.SIGKILL)
        for one in gone:
            select.select([one], [], [], PATIENCE)
            os.close(one)
        # A process that nobody has waited for yet counts as running for the next server: none after a boot.
        for lock in (self.place.data / "postmaster.pid", *self.place.folder.glob(".s.PGSQL.*.lock")):
            lock.unlink()

    def kill_backend(self) -> None:
        """Kill one process that serves a session; the server starts all of them anew."""
        busy = [pid for pid, line in self._processes() if " amtui " in line]
        os.kill(busy[0], signal.SIGKILL)

    def children(self) -> list[int]:
        """Return the server's processes beside the first."""
        return [pid for pid, _ in self._processes()]

    def _processes(self) -> list[tuple[int, str]]:
        ps = ["ps", "-o", "pid=,args=", "--ppid", str(self.place.pid())]
        told = subprocess.run(ps, capture_output=True, text=True, check=False).stdout
        return [(int(line.split()[0]), line) for line in told.splitlines()]

    def url(self, database: str = ADMIN) -> str:
        """Return the SQLAlchemy URL of one of its databases."""
        return f"{postgres.Server(self.place.folder, 0).url(database)}&port={self.port}"

    def cluster(self) -> Cluster:
        """Return it as a place where databases are made."""
        return Cluster(self.url(), "amtui_template")

    def limit_files(self, most: int) -> None:
        """Let no file grow beyond so many bytes, as on a disk that is full; `NO_LIMIT` makes room again."""
        for pid in (self.place.pid(), *self.children()):
            with contextlib.suppress(ProcessLookupError):
                _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, hard))

    def replica(self) -> "OwnServer":
        """Return a running copy that follows; from then on nothing is acknowledged that it has not."""
        place = postgres.new_place(self.place.programs, self.place.runner)
        other = OwnServer(place, {**self.settings, "port": str(free_port())})
        source = f"--dbname=host={self.place.folder} port={self.port} user={postgres.USER}"
        place.run(
            "pg_basebackup", source, f"--pgdata={place.data}", "--write-recovery-conf", "--checkpoint=fast"
        )
        other.start()
        self.cluster().execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.cluster().execute("SELECT pg_reload_conf()")
        until(self._is_followed)
        return other

    def _is_followed(self) -> bool:
        with psycopg.connect(libpq(self.url())) as connection:
            found = connection.execute("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")
            return found.fetchone() == (1,)

    def promote(self) -> None:
        """Let a replica take changes."""
        self.place.control("promote")

    def remove(self) -> None:
        """End it and take its files away."""
        with contextlib.suppress(postgres.CannotStartError, FileNotFoundError):
            self.stop()
        self.place.remove()


@contextlib.contextmanager
def own_server(**settings: str) -> Iterator[OwnServer]:
    """Give a running server with the schema in a template, and remove it afterwards."""
    listen = {"listen_addresses": "127.0.0.1", "port": str(free_port())}
    server = OwnServer(postgres.make_place(SMALL), {**DURABLE, **listen, **settings})
    try:
        server.start()
        server.cluster().make_template()
        yield server
    finally:
        server.remove()


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds.

    Raises:
        TimeoutError: it did not in a long time.
    """
    latest = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > latest:
            raise TimeoutError
        time.sleep(0.01)
