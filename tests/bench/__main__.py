"""Run the measurements and print plain tables; see `--help`."""

import argparse
import shlex
import statistics
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress

from tests.bench import (
    bulk,
    databases,
    guard,
    hands,
    import_price,
    imports,
    insights,
    measure,
    program,
    room,
    sessions,
    table,
    today,
)
from tests.bench.measure import Figures, Plan
from tests.bench.program import Program
from tests.bench.steps import QUEUE_STEPS
from tests.bench.warm_parent import warm_parent


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="runs of each program (default 9)")
    parser.add_argument("--sizes", default="1000,100000,1000000", help="requests in the databases")
    parser.add_argument("--warm", action="store_true", help="also sessions that begin in a warm parent")
    parser.add_argument("--keys", type=int, default=40, help="keys measured in a run (default 40)")
    parser.add_argument("--times", type=int, default=3, help="times of each further key in a run (default 3)")
    steps = ",".join(step.figure for step in QUEUE_STEPS)
    parser.add_argument("--steps", default=steps, help=f"those further keys (default {steps})")
    parser.add_argument("--idle", type=float, default=4.0, help="seconds of idling, in every third round")
    parts = ["screens", "import", "price", "insights", "hands", "bulk", "sessions", "today", "room", "rls"]
    parser.add_argument("--only", choices=parts, help="one part only; that of the day makes a large database")
    parser.add_argument("--imports", default="100000,400000", help="calls in the imported files")
    parser.add_argument("--at-once", default="1,20,100", help="numbers of sessions (default 1,20,100)")
    parser.add_argument("--server", default="", help="URL of a server's demo for these, instead of a file")
    parser.add_argument("--calls", type=int, default=400_000, help="calls in the database of Insights")
    parser.add_argument(
        "--program", action="append", default=[], metavar="COMMAND", help="measure this instead"
    )
    parser.add_argument("--ready", help="with --program, or instead of ours: seen when the program is ready")
    parser.add_argument("--first", help="key that opens the measured screen")
    parser.add_argument("--opened", help="seen when that screen is ready")
    parser.add_argument("--move", help="the measured key")
    parser.add_argument("--track", help="its match changes when the key has worked")
    return parser.parse_args()


def chosen(options: argparse.Namespace, warm: Mapping[str, str] | None = None) -> list[Program]:
    """Return the programs to compare, the floor first and once more to show the noise.

    Args:
        options: of the command line.
        warm: the environment in which sessions begin in a warm parent; None leaves those out.
    """
    from dataclasses import replace

    names = ("ready", "first", "opened", "move", "track")
    given = {name: value for name in names if (value := getattr(options, name)) is not None}
    floors = [
        replace(program.floor(name), env=databases.bytecode())
        for name in ("bare Textual app", "the same again")
    ]
    if options.program:
        return floors + [
            replace(floors[0], name=command, argv=tuple(shlex.split(command)), **given)
            for command in options.program
        ]
    sizes = [int(size) for size in options.sizes.split(",") if size]
    env = databases.environment()
    ours = [program.dashboard(f"amtui, {size:,}", databases.demo(size), env) for size in sizes]
    if warm is not None:
        ours += [replace(one, name=f"{one.name}, warm", env=warm) for one in ours]
    steps = tuple(step for step in QUEUE_STEPS if step.figure in options.steps.split(","))
    return floors + [replace(one, steps=steps, **given) for one in ours]


def compare(programs: list[Program], options: argparse.Namespace) -> dict[str, list[Figures | None]]:
    """Run all programs once a round, in turning order; a run that fails is reported and left out."""
    results: dict[str, list[Figures | None]] = {one.name: [] for one in programs}
    for one in (programs[0], programs[-1]):  # so that no measured run compiles modules
        with suppress(TimeoutError, OSError):
            measure.run(one, Plan(keys=1, times=0))
    for number in range(options.rounds):
        idle = options.idle if number % 3 == 0 else 0.0
        plan = Plan(keys=options.keys, times=options.times, idle=idle)
        turn = number % len(programs)
        for one in programs[turn:] + programs[:turn]:
            print(
                f"\rround {number + 1}/{options.rounds}: {one.name:<60.60}",
                end="",
                file=sys.stderr,
                flush=True,
            )
            databases.forget()
            try:
                results[one.name].append(measure.run(one, plan))
            except (TimeoutError, OSError) as error:
                print(f"\n{one.name}: {error}", file=sys.stderr)
                results[one.name].append(None)
    print("\r" + " " * 80, end="\r", file=sys.stderr)
    return results


def import_report(options: argparse.Namespace) -> str:
    """Return the table of import speeds."""
    sizes = [int(size) for size in options.imports.split(",") if size]
    rows = [["", "rows/s", "peak PSS MiB", "of pandas' time"]]
    for name, runs in imports.run(sizes, min(options.rounds, 3)).items():
        names = ("rows_s", "peak", "times")
        rate, peak, times = (statistics.median(one[figure] for one in runs) for figure in names)
        rows.append([name, f"{rate:,.0f}", f"{peak:.0f}", f"{times:.2f}x"])
    return table.render(rows)


def _alone(options: argparse.Namespace) -> Mapping[str, Callable[[], list[list[str]]]]:
    """Return the parts that are measured only where they are asked for, each with what gives its table."""
    calls = max(int(size) for size in options.imports.split(","))
    most = max(int(size) for size in options.sizes.split(","))
    return {
        "price": lambda: import_price.rows(calls),
        "today": today.rows,
        "room": room.rows,
        "rls": lambda: guard.rows(most, options.server, options.rounds),
    }


def main() -> None:
    """Measure and print."""
    options = arguments()
    if options.only in {None, "screens"}:
        print("120x40; medians [runs]; in brackets the ratio to the first column, paired within a round\n")
        with warm_parent(databases.environment()) if options.warm else nullcontext() as warm:
            print(table.report(compare(chosen(options, warm), options)))
    if options.program:
        return
    if options.only in {None, "insights"}:
        print("\n" + insights.report(options.calls, options.rounds))
    if options.only in {None, "import"}:
        print("\n" + import_report(options))
    if options.only in {None, "bulk"}:
        most = max(int(size) for size in options.sizes.split(","))
        print("\n" + table.render(bulk.rows(most)))
    if options.only in (alone := _alone(options)):
        print("\n" + table.render(alone[options.only]()))
    if options.only in {None, "hands"}:
        print("\n" + table.render(hands.rows()))
    if options.only in {None, "sessions"}:
        numbers = [int(one) for one in options.at_once.split(",")]
        print("\n" + table.render(sessions.rows(numbers, options.server)))


if __name__ == "__main__":
    main()
