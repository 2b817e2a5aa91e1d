"""A PostgreSQL server for one test run: found, started on a socket of its own, ended by its process id."""

import contextlib
import importlib.util
import os
import pwd
import select
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

USER = "amtui"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "autovacuum": "off",
}
NEEDS_DUMP = pytest.mark.skipif(
    shutil.which("pg_dump") is None and not os.environ.get("CI"), reason="no pg_dump on the path"
)
"""For tests of copies of a server; on a build server they fail where there is none, and are not left out."""
MEMORY = Path("/dev/shm")  # noqa: S108 a private folder is made in it
ROOM = 2 << 30
"""Bytes a server may come to need: its log, and a few databases at a time."""
UNSHARE = ("unshare", "--user", "--map-user=1000", "--map-group=1000")


class CannotStartError(Exception):
    """No PostgreSQL could be started; the message lists what was tried."""


@dataclass(frozen=True)
class Server:
    """A running server: its folder, which also holds the socket, and its process."""

    folder: Path
    pid: int

    def url(self, database: str) -> str:
        """Return the SQLAlchemy URL of one of its databases."""
        return f"postgresql+psycopg://{USER}@/{database}?host={self.folder}"

    def stop(self) -> None:
        """End the server at once and remove its files; nothing in it is worth keeping."""
        with contextlib.suppress(ProcessLookupError):
            gone = os.pidfd_open(self.pid)
            os.kill(self.pid, signal.SIGQUIT)
            select.select([gone], [], [], 10)
            os.close(gone)
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(frozen=True)
class Runner:
    """How commands are run as somebody else than root, whom PostgreSQL refuses."""

    prefix: tuple[str, ...] = ()
    owner: tuple[int, int] | None = None

    def works(self) -> bool:
        """Tell whether this machine allows it."""
        if not self.prefix:
            return True
        if shutil.which(self.prefix[0]) is None:
            return False
        return subprocess.run([*self.prefix, "true"], capture_output=True, check=False).returncode == 0

    def run(self, *command: str) -> None:
        """Run a command; its output is the message when it fails.

        Raises:
            CannotStartError: the command failed.
        """
        # A file instead of a pipe: the server inherits it and would keep a pipe open for ever.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(
                [*self.prefix, *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=False,
                cwd="/",
                env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            )
            output.seek(0)
            if done.returncode:
                raise CannotStartError(output.read().decode(errors="replace").strip()[-400:])


@dataclass(frozen=True)
class Place:
    """Where a server's data lies, and how its programs are run.

    Attributes:
        programs: the folder of the programs.
        runner: as whom they run.
        folder: holds the data, the log and the socket.
    """

    programs: Path
    runner: Runner
    folder: Path

    @property
    def data(self) -> Path:
        """The folder that the server itself keeps."""
        return self.folder / "data"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of the server's programs.

        Raises:
            CannotStartError: it failed.
        """
        self.runner.run(f"{self.programs}/{program}", *arguments)

    def control(self, *words: str) -> None:
        """Start or stop the server, and wait for that.

        Raises:
            CannotStartError: it did not come about.
        """
        self.run("pg_ctl", f"--pgdata={self.data}", "--wait", f"--log={self.folder}/log", *words)

    def start(self, settings: Mapping[str, str]) -> int:
        """Start the server; return the id of its process.

        Raises:
            CannotStartError: it did not start.
        """
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self.control(f"--options=-k {self.folder} {options}", "start")
        return self.pid()

    def pid(self) -> int:
        """Return the id of the server's process as it wrote it down."""
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def remove(self) -> None:
        """Remove all files."""
        shutil.rmtree(self.folder, ignore_errors=True)


def binary_folders() -> Iterator[Path]:
    """Yield folders that hold a server: the system's, newest first, then the one of a wheel."""
    if config := shutil.which("pg_config"):
        # Debian's wrapper fails where only the client is installed.
        told = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(told.stdout.strip() or "/nowhere")
    if initdb := shutil.which("initdb"):
        yield Path(initdb).parent
    yield from sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True
    )
    # The package is found, not imported: importing it would start managing servers of its own.
    if (wheel := importlib.util.find_spec("pgserver")) and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"


def runners() -> Iterator[Runner]:
    """Yield ways not to be root, the least intrusive first."""
    if os.geteuid() != 0:
        yield Runner()
        return
    yield Runner(UNSHARE)
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        ids = f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"
        yield Runner(("setpriv", *ids), (user.pw_uid, user.pw_gid))


def start() -> Server:
    """Start a server with the first programs and the first way that work.

    Raises:
        CannotStartError: nothing worked; the message says what was tried.
    """
    place = make_place()
    try:
        return Server(place.folder, place.start(SETTINGS))
    except BaseException:
        place.remove()
        raise


def make_place(*options: str, among: Callable[[Runner], bool] = Runner.works) -> Place:
    """Return an empty place for a server, by the first programs and the first way that work.

    Args:
        options: more of initdb's.
        among: tells of a way whether it is one of those that may be taken.

    Raises:
        CannotStartError: nothing worked; the message says what was tried.
    """
    tried = []
    for programs in dict.fromkeys(folder for folder in binary_folders() if (folder / "initdb").exists()):
        for runner in filter(among, runners()):
            try:
                return _made(programs, runner, *options)
            except CannotStartError as error:
                tried.append(f"{programs} with {' '.join(runner.prefix) or 'own user'}: {error}")
    raise CannotStartError("; ".join(tried) or "no PostgreSQL programs found")


def _memory() -> Path | None:
    """Return a file system in memory with room for a server, if there is one.

    Every test's database is some three hundred files made and removed; on a disk that took half of a
    server's time.
    """
    if not os.access(MEMORY, os.W_OK):
        return None
    found = os.statvfs(MEMORY)
    fits = found.f_bavail * found.f_frsize >= ROOM and not found.f_flag & os.ST_NOEXEC
    return MEMORY if fits else None


def _made(programs: Path, runner: Runner, *options: str) -> Place:
    place = new_place(programs, runner)
    try:
        place = replace(place, programs=_reachable(programs, runner, place.folder))
        initdb = f"--pgdata={place.data}", f"--username={USER}", "--auth=trust"
        place.run("initdb", *initdb, *options, "--no-sync", "--encoding=UTF8", "--locale=C")
    except BaseException:
        place.remove()
        raise
    return place


def new_place(programs: Path, runner: Runner) -> Place:
    """Return a place without any data yet."""
    # Socket paths are limited to about 100 bytes, so the folder cannot lie deep in the test folders.
    folder = Path(tempfile.mkdtemp(prefix="amtui-pg-", dir=_memory()))
    if runner.owner:
        os.chown(folder, *runner.owner)
    return Place(programs, runner, folder)


def _reachable(programs: Path, runner: Runner, folder: Path) -> Path:
    """Return the programs, or a copy of the wheel's when the other user may not enter where they lie."""
    package = programs.parent.parent
    test = [*runner.prefix, f"{programs}/initdb", "--version"]
    if (
        package.name != "pgserver"
        or not subprocess.run(test, capture_output=True, check=False, cwd="/").returncode
    ):
        return programs
    for part in (package / programs.parent.name, package.parent / "pgserver.libs"):
        shutil.copytree(part, folder / part.relative_to(package.parent))
    return folder / programs.relative_to(package.parent)
