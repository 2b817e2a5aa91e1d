"""Many dashboards on one machine: how long until all are up, what each key, idling and each session cost."""

import contextlib
import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace
from re import compile as pattern_of

from tests.bench import databases, processes, program
from tests.bench.measure import quantile
from tests.bench.program import Program
from tests.bench.terminal import Terminal, now
from tests.bench.warm_parent import warm_parent

AT_ONCE = (1, 20, 100)
SIZE = 1_000
QUIET = 1.0
IDLE_SECONDS = 5.0
KEYS = 20
MOST_SECONDS = 180.0
HEAD = [
    "sessions at once",
    "all up s",
    "median up s",
    "j p50 ms",
    "j p95 ms",
    "PSS MiB each",
    "idle CPU % of a core",
]


def rows(numbers: Sequence[int] = AT_ONCE, server: str = "") -> list[list[str]]:
    """Return a row for each number of sessions, plain and from a warm parent; on a server if one is named."""
    env = databases.environment()
    if server:
        ours = program.on_server("plain", server, env)
    else:
        ours = program.dashboard("plain", databases.demo(SIZE), env)
    plain = [measured(ours, number) for number in numbers]
    with warm_parent(ours.env) as warm:
        return [HEAD, *plain, *(measured(replace(ours, name="warm", env=warm), number) for number in numbers)]


def measured(one: Program, number: int) -> list[str]:
    """Open so many sessions at once, and return what they cost."""
    databases.forget()
    with opened(one, number) as terminals:
        up = sorted(until_up(one, terminals))
        keys = [_key(terminals[0], one) for _ in range(KEYS)]
        pss = sum(processes.pss_kib(terminal.pid) for terminal in terminals) / 1024 / number
        cpu, begin = _cpu(terminals), now()
        while now() < begin + IDLE_SECONDS:
            _pump_all(terminals)
        idle = (_cpu(terminals) - cpu) / (now() - begin) * 100
    figures = (up[-1], statistics.median(up), quantile(keys, 0.5), quantile(keys, 0.95), pss, idle)
    return [f"{one.name}, {number}", *(f"{figure:.2f}" for figure in figures)]


@contextlib.contextmanager
def opened(one: Program, number: int) -> Iterator[list[Terminal]]:
    """Begin so many sessions, and end what is left of them."""
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(contextlib.closing(Terminal(one))) for _ in range(number)]


def until_up(one: Program, terminals: Sequence[Terminal]) -> list[float]:
    """Return for each session the seconds from the first one's start until it can be used.

    Raises:
        TimeoutError: one of them cannot.
    """
    ready, begin = pattern_of(one.ready), now()
    begun, last = min(terminal.started for terminal in terminals), begin
    up: dict[int, float] = {}
    while len(up) < len(terminals) and now() < begin + MOST_SECONDS:
        if _pump_all(terminals):
            last = now()
        elif now() > last + QUIET:  # looking at a screen takes time of those that still begin
            waiting = [terminal for terminal in terminals if terminal.pid not in up]
            seen = {terminal.pid: terminal.replay(ready) for terminal in waiting}
            up |= {pid: stamp - begun for pid, stamp in seen.items() if not math.isnan(stamp)}
            last = now()
    for terminal in terminals:
        if terminal.pid not in up:
            up[terminal.pid] = terminal.wait_for(one.ready, QUIET) - begun
    return list(up.values())


def _pump_all(terminals: Sequence[Terminal]) -> bool:
    wait = 0.02 / len(terminals)
    return sum(terminal.pump(wait) for terminal in terminals) > 0


def _cpu(terminals: Sequence[Terminal]) -> float:
    return sum(processes.cpu_seconds(terminal.pid) for terminal in terminals)


def _key(terminal: Terminal, one: Program) -> float:
    """Press the key that moves; return milliseconds until its effect was written."""
    terminal.wait_quiet(0.05)
    track = pattern_of(one.track)
    before = track.search(terminal.shown())
    sent = terminal.press(one.move)
    terminal.wait_until_written(terminal.size_written, 2.0)
    terminal.wait_quiet(0.05)
    seen = terminal.replay(track, before[0] if before else None)
    terminal.replay()
    return (seen - sent) * 1e3
