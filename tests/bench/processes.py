"""Processor time and memory of all processes of one terminal session, from /proc."""

import contextlib
import os
import re
import signal
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
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
    """Return the living processes of the session that a process leads."""
    found = []
    for name in filter(str.isdigit, (path.name for path in Path("/proc").iterdir())):
        known = fields(int(name))
        if known and known[3] == str(leader) and known[0] != "Z":
            found.append(int(name))
    return found


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
