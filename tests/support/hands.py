"""Many hands on one database: `python -m tests.support.hands URL TASK HANDS ROUNDS REQUEST_ID...`.

The program is loaded once; then each hand is a process of its own, forked before anything is open. A hand
writes one line of JSON for everything that was acknowledged to it, and for every error.
"""

import json
import os
import random
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from amtui.data.engine import open_engine, parse_url
from amtui.data.queries.request_detail import request_detail
from amtui.domain.changes import Bulk, Change, EditRequest
from amtui.domain.clock import FrozenClock
from amtui.domain.errors import Conflict
from amtui.services.backend import Backend
from amtui.services.dispatch import handlers
from amtui.services.identity import who_is
from tests.support.moment import NOW

LOGIN = "ada"
TOGETHER = 3
"""So many requests are changed as one by the task `together`."""
Line = dict[str, Any]
Report = Callable[..., None]


def add_one(backend: Backend, ids: Sequence[int], dice: random.Random, report: Report) -> None:
    """Count one up in a request's description, over again until it was not changed meanwhile."""
    request_id = dice.choice(ids)
    while True:
        detail = backend.read(request_detail, request_id=request_id)
        number = int(detail.description or 0) + 1
        change = EditRequest(
            request_id=request_id, expected_version=detail.row.version, description=str(number)
        )
        if (taken := timed(backend, change)) is not None:
            report(request=request_id, number=number, ms=taken)
            return


def together(backend: Backend, ids: Sequence[int], dice: random.Random, report: Report) -> None:
    """Write the same word into several requests at once."""
    some = dice.sample(list(ids), TOGETHER)
    details = [backend.read(request_detail, request_id=one) for one in some]
    word = f"{os.getpid()}-{dice.random()}"
    edits = tuple(
        EditRequest(request_id=one.row.id, expected_version=one.row.version, description=word)
        for one in details
    )
    if timed(backend, Bulk(changes=edits)) is not None:
        report(requests=some, word=word)


TASKS = {"add_one": add_one, "together": together}


def timed(backend: Backend, change: Change) -> float | None:
    """Carry out a change; return how many milliseconds it took, or None if somebody was first."""
    begun = time.perf_counter()
    try:
        backend.apply(change)
    except Conflict:
        return None
    return (time.perf_counter() - begun) * 1e3


def work(url: str, task: str, rounds: int, ids: Sequence[int]) -> None:
    """Be one hand."""
    engine = open_engine(parse_url(url))
    clock = FrozenClock(NOW)
    backend = Backend(engine, who_is(engine, clock, LOGIN), clock)
    dice = random.Random(os.getpid())
    for number in range(rounds):
        TASKS[task](backend, ids, dice, lambda at=number, **line: tell({"round": at, **line}))
    backend.close()


def tell(line: Line) -> None:
    """Write a line at once and whole."""
    os.write(1, f"{json.dumps(line)}\n".encode())


def main(url: str, task: str, hands: str, rounds: str, *ids: str) -> None:
    """Fork the hands and wait for them."""
    handlers()
    children = []
    for _ in range(int(hands)):
        if child := os.fork():
            children.append(child)
            continue
        try:
            work(url, task, int(rounds), [int(one) for one in ids])
        except BaseException:  # noqa: BLE001 whatever it is, the test has to hear of it
            tell({"error": traceback.format_exc()})
        os._exit(0)
    for child in children:
        os.waitpid(child, 0)


@contextmanager
def hands(
    url: str, task: str, number: int, rounds: int, ids: Sequence[int]
) -> Iterator["subprocess.Popen[bytes]"]:
    """Start the hands in a process group of their own, whose output is read by the caller."""
    argv = [sys.executable, "-m", "tests.support.hands", url, task, str(number), str(rounds), *map(str, ids)]
    started = subprocess.Popen(argv, stdout=subprocess.PIPE, start_new_session=True)
    try:
        yield started
    finally:
        if started.poll() is None:
            os.killpg(started.pid, 9)
            started.wait()


def lines(output: bytes) -> list[Line]:
    """Return what was told; a line that was cut off by a kill was not."""
    return [json.loads(line) for line in output.decode().split("\n")[:-1]]


if __name__ == "__main__":
    main(*sys.argv[1:])
