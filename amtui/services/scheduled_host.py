"""What a timer looks at on the machine: room, files for their owner alone, the last copy, stray sessions."""

import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from amtui.domain.errors import AmtuiError
from amtui.domain.wording import counted
from amtui.services.maintenance import Finding
from amtui.services.paths import Paths
from amtui.services.wiring import SQLITE_SIDE_FILES

FOR_OTHERS = 0o077
FOR_ALL = 0o007
LEAST_FREE = 1 << 30
MEGABYTE = 1 << 20
PROCESSES = Path("/proc")
TOP = 1
"""The process that takes over those whose parent has ended."""


def room(folders: Iterable[Path], needed: int) -> Finding:
    """Look whether each disk has room: a gigabyte, and what a copy of the database takes.

    Args:
        folders: that are written to; those that are not there yet are passed over.
        needed: bytes of the database.
    """
    disks = {folder.stat().st_dev: folder for folder in folders if folder.exists()}
    wrong = []
    for folder in disks.values():
        usage = shutil.disk_usage(folder)
        if usage.free < max(LEAST_FREE, needed):
            free, size = usage.free // MEGABYTE, usage.total // MEGABYTE
            wrong.append(f"{folder}: {free:,} MB of {size:,} MB are free")
    return Finding("disk space", tuple(wrong))


def private(own: Paths, database: Path | None, copies: Path | None) -> Finding:
    """Look whether files with clients' data can be read by their owner only."""
    files = [database] if database else []
    files += [Path(f"{database}{end}") for end in SQLITE_SIDE_FILES] if database else []
    files += [own.log_file, *own.state.glob("state*.json"), *(_copies(copies) if copies else ())]
    open_ = [path for path in files if path.exists() and path.stat().st_mode & FOR_OTHERS]
    return Finding("permissions", tuple(f"{path} can be read by others ({_mode(path)})" for path in open_))


def secret(config: Path, databases: Iterable[str | None]) -> Finding:
    """Look whether a config file that holds a password can be read by everybody.

    A group may read it: that of the service, where root owns the file.
    """
    holds = any(_has_password(text) for text in databases if text)
    shown = holds and config.exists() and config.stat().st_mode & FOR_ALL
    told = f"{config} holds a password and can be read by everybody ({_mode(config)})" if shown else ""
    return Finding("permissions", (told,) if told else ())


def _has_password(database: str) -> bool:
    from amtui.services.wiring import database_url

    try:
        url = database_url(database)
    except AmtuiError:  # whoever opens it is told
        return False
    return url.password is not None or "password" in url.query


def last_copy(place: Path, hours: int, now: datetime) -> Finding:
    """Look whether the latest copy is young enough, and sound.

    Args:
        place: a copy, or the folder that copies are put into.
        hours: that it may be old.
        now: the present moment.
    """
    found = max(_copies(place), key=lambda path: path.stat().st_mtime, default=None)
    if found is None:
        return Finding("backup", (f"there is no copy in {place}",))
    made = datetime.fromtimestamp(found.stat().st_mtime, UTC)
    old = max(now - made, timedelta()) // timedelta(hours=1)
    wrong = [f"{found} is {counted(old, 'hour')} old"] if old > hours else []
    try:
        _verify(found)
    except AmtuiError as error:
        wrong.append(error.message)
    return Finding("backup", tuple(wrong))


def strays(processes: Path | None = None, listening: int | None = None) -> Finding:
    """Look for sessions that have outlived their terminal.

    Args:
        processes: what the system tells of each process; None is where Linux tells it.
        listening: the process of the warm parent, which has no terminal by right.
    """
    found = [process for process in _alone(processes or PROCESSES) if process not in {listening, os.getpid()}]
    return Finding(
        "sessions", tuple(f"process {process} runs without a terminal" for process in sorted(found))
    )


def _alone(processes: Path) -> Iterator[int]:
    """Yield the processes of this user that show the dashboard to nobody."""
    for folder in processes.iterdir() if processes.is_dir() else ():
        if not folder.name.isdecimal():
            continue
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            _name, _, rest = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(") ")
            mine = folder.stat().st_uid == os.geteuid()
        except OSError:
            continue  # it has ended meanwhile
        _state, parent, _group, _session, terminal, *_others = rest.split(" ")
        serves = any(Path(os.fsdecode(word)).name == "amtui" for word in words[:3])
        if mine and serves and {b"session", b"warm"} & set(words) and int(parent) == TOP and terminal == "0":
            yield int(folder.name)


def _copies(place: Path) -> list[Path]:
    if place.is_dir():
        found = [path for path in place.iterdir() if path.is_file() and not path.name.startswith(".")]
        return [path for path in found if not path.name.endswith(SQLITE_SIDE_FILES)]
    return [place] if place.exists() else []


def _verify(path: Path) -> None:
    """Read a copy through, by what it is: of a file, or of a server's database."""
    from amtui.data.engine import SQLITE_HEADER
    from amtui.services import server_copies, sqlite_files

    with path.open("rb") as file:
        own = file.read(len(SQLITE_HEADER)) == SQLITE_HEADER
    if own:
        sqlite_files.verify(path)
    else:
        server_copies.rows_in(path)


def _mode(path: Path) -> str:
    return f"{path.stat().st_mode & 0o777:03o}"
