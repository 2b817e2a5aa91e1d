"""Processor time and memory of all processes of one terminal session, from /proc."""

import contextlib
import os
import re
import signal
import stat
from collections.abc import Iterable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
FIRST_PTY = 136
"""The lowest major device number of pseudo-terminals."""
PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


def read(path: str) -> str:
    """Return a file of /proc, or nothing when the process has gone."""
    with contextlib.suppress(OSError):
        return Path(path).read_text()
    return ""


def fields(pid: int) -> list[str]:
    """Return /proc/PID/stat after the command's name: state, parent, group, session, ..."""
    return read(f"/proc/{pid}/stat").rpartition(")")[2].split()


def session(leader: int) -> list[int]:
    """Return the living processes of the session that a process leads, and of one that has its terminal."""
    held = terminals(leader)
    found = []
    for name in filter(str.isdigit, (path.name for path in Path("/proc").iterdir())):
        known = fields(int(name))
        if known and known[0] != "Z" and (known[3] == str(leader) or int(known[4]) in held):
            found.append(int(name))
    return found


def tree(pids: Iterable[int]) -> list[int]:
    """Return processes with all below them."""
    found = []
    for pid in pids:
        children = (read(f"/proc/{pid}/task/{task}/children").split() for task in tasks(pid))
        found += [pid, *tree(int(child) for group in children for child in group)]
    return found


def terminals(pid: int) -> frozenset[int]:
    """Return the device number of the terminal that a process writes to, if it does to one of its own."""
    with contextlib.suppress(OSError):
        about = Path(f"/proc/{pid}/fd/1").stat()
        if stat.S_ISCHR(about.st_mode) and os.major(about.st_rdev) >= FIRST_PTY:
            return frozenset({_as_in_stat(about.st_rdev)})
    return frozenset()


def _as_in_stat(device: int) -> int:
    """Return a device number as /proc/PID/stat writes it."""
    major, minor = os.major(device), os.minor(device)
    return (minor & 0xFF) | (major << 8) | ((minor & ~0xFF) << 12)


def cpu_seconds(leader: int) -> float:
    """Return the processor time that a session has used, its ended and waited-for children included.

    The scheduler's nanoseconds are used where they are kept, since clock ticks are 10 ms.
    """
    total = 0.0
    for pid in session(leader):
        exact = [read(f"/proc/{pid}/task/{task}/schedstat").split() for task in tasks(pid)]
        own, children = (
            sum(int(ticks) / TICK for ticks in fields(pid)[first : first + 2]) for first in (11, 13)
        )
        total += max(own, sum(int(words[0]) / 1e9 for words in exact if words)) + children
    return total


def tasks(pid: int) -> list[str]:
    """Return the threads of a process."""
    with contextlib.suppress(OSError):
        return [path.name for path in Path(f"/proc/{pid}/task").iterdir()]
    return []


def pss_kib(leader: int) -> int:
    """Return a session's proportional set size in KiB: shared pages are counted by their share."""
    return sum(
        int(found) for pid in session(leader) for found in PSS.findall(read(f"/proc/{pid}/smaps_rollup"))
    )


def end(leader: int) -> None:
    """End what is left of a session."""
    for pid in session(leader):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
