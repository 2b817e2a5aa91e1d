"""One run of one program: start, keys, idle, quit."""

import contextlib
import math
import random
import re
import shutil
import statistics
from dataclasses import dataclass

from tests.bench import processes
from tests.bench.program import Program
from tests.bench.steps import ESC
from tests.bench.terminal import Terminal, now

QUIET = 0.05
SETTLED = 0.15
"""Seconds without output after which a list that is read anew is there."""
BEGUN = 0.4
"""Seconds within which the effect of a key that is not measured begins, if it has one."""
ESC_SECONDS = 0.15
"""How long a program takes to believe that an escape begins no longer key."""
PATIENCE = 5.0
WARM_UP = 3
Figures = dict[str, float]


@dataclass(frozen=True)
class Plan:
    """How much is done in one run.

    Attributes:
        keys: how many keys are measured.
        times: how often every further key is measured.
        idle: seconds of doing nothing; 0 for none.
        patience: seconds after which a program that is not ready is given up.
    """

    keys: int = 40
    times: int = 3
    idle: float = 0.0
    patience: float = 60.0


def quantile(values: list[float], share: float) -> float:
    """Return the value below which a share of the values lies, by linear interpolation."""
    if len(values) < 2:
        return values[0] if values else float("nan")
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


def run(program: Program, plan: Plan) -> Figures:
    """Measure one run; milliseconds, bytes, MiB and percent of a core.

    Raises:
        TimeoutError: the program did not become ready, or a key had no effect.
    """
    # Each run begins without the filter and the place that an earlier one may have left.
    if folder := program.env.get("XDG_STATE_HOME"):
        shutil.rmtree(folder, ignore_errors=True)
    with contextlib.closing(Terminal(program)) as terminal:
        figures = _start(terminal, program, plan)
        figures |= _keys(terminal, program, plan)
        # Before anything is changed: words about a change leave by themselves after a while.
        figures |= _idle(terminal, plan.idle) if plan.idle else {}
        figures |= _steps(terminal, program, plan.times)
        figures["pss"] = processes.pss_kib(terminal.pid) / 1024
        return figures | _quit(terminal, program)


def _start(terminal: Terminal, program: Program, plan: Plan) -> Figures:
    ready = terminal.wait_for(program.ready, plan.patience)
    figures = {
        "first_paint": (terminal.painted - terminal.started) * 1e3,
        "ready": (ready - terminal.started) * 1e3,
    }
    terminal.wait_quiet(0.4)
    figures["start_cpu"] = processes.cpu_seconds(terminal.pid) * 1e3
    figures["pss_ready"] = processes.pss_kib(terminal.pid) / 1024
    if program.first:
        sent = terminal.press(program.first)
        figures["open"] = (terminal.wait_for(program.opened, plan.patience) - sent) * 1e3
        terminal.wait_quiet(0.4)
    return figures


def _keys(terminal: Terminal, program: Program, plan: Plan) -> Figures:
    for _ in range(WARM_UP):
        _key(terminal, program)
    cpu = processes.cpu_seconds(terminal.pid)
    pressed = [_key(terminal, program) for _ in range(plan.keys)]
    cpu = processes.cpu_seconds(terminal.pid) - cpu
    paints = [paint for paint, _ in pressed]
    return {
        "key_p50": quantile(paints, 0.5),
        "key_p95": quantile(paints, 0.95),
        "key_bytes": statistics.median(size for _, size in pressed),
        "cpu_100": cpu / plan.keys * 100 * 1e3,
    }


def _steps(terminal: Terminal, program: Program, times: int) -> Figures:
    """Return the 95th percentile of every further key, but for the first time, which loads what it needs."""
    taken: dict[str, list[float]] = {step.figure: [] for step in program.steps}
    for _ in range(times + 1 if program.steps else 0):
        for step in program.steps:
            _press_all(terminal, step.before)
            taken[step.figure].append(_pressed(terminal, step.key, step.effect, SETTLED)[0])
            _press_all(terminal, step.after)
    return {f"{figure}_p95": quantile(values[1:], 0.95) for figure, values in taken.items()}


def _press_all(terminal: Terminal, keys: tuple[str, ...]) -> None:
    """Press keys, each when the one before has had its effect."""
    for key in keys:
        written = terminal.size_written
        terminal.press(key)
        # A busy machine begins late; a key without effect, as to go where one is, is not waited for long.
        terminal.wait_until_written(written, BEGUN)
        if key == ESC:
            # It could begin a longer key, so the program waits before it believes it.
            terminal.wait_until(now() + ESC_SECONDS)
        terminal.wait_quiet(SETTLED)


def _key(terminal: Terminal, program: Program) -> tuple[float, float]:
    """Press the key that moves; return what `_pressed` does."""
    return _pressed(terminal, program.move, program.track, QUIET)


def _pressed(terminal: Terminal, key: str, effect: str, quiet: float) -> tuple[float, float]:
    """Press a key; return milliseconds until its effect was written, and the bytes written for it."""
    # A random pause keeps the measurement from falling into step with the program's own timers.
    terminal.wait_until(now() + random.uniform(0.005, 0.035))
    pattern = re.compile(effect)
    before = pattern.search(terminal.shown())
    written = terminal.size_written
    sent = terminal.press(key)
    terminal.wait_until_written(written, 2.0)
    terminal.wait_quiet(quiet)
    seen = terminal.replay(pattern, before[0] if before else None)
    while math.isnan(seen) and now() < sent + PATIENCE:
        terminal.pump(quiet)
        seen = terminal.replay(pattern, before[0] if before else None)
    terminal.wait_quiet(QUIET)
    if math.isnan(seen):
        message = f"{key!r} changed nothing on:\n{terminal.shown()}"
        raise TimeoutError(message)
    terminal.replay()
    return (seen - sent) * 1e3, float(terminal.size_written - written)


def _idle(terminal: Terminal, seconds: float) -> Figures:
    terminal.wait_quiet(0.5)
    cpu, written, begin = processes.cpu_seconds(terminal.pid), terminal.size_written, now()
    terminal.wait_until(begin + seconds)
    span = now() - begin
    return {
        "idle_cpu": (processes.cpu_seconds(terminal.pid) - cpu) / span * 100,
        "idle_bytes": (terminal.size_written - written) / span,
    }


def _quit(terminal: Terminal, program: Program) -> Figures:
    sent = terminal.press(program.quit)
    while not terminal.gone and now() < sent + 5:
        terminal.pump(0.005)
    return {"quit": (now() - sent) * 1e3} if terminal.gone else {}
