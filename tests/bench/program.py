"""What is measured: a command, how to see that it is ready, and how to see that a key worked."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.bench.steps import QUEUE_STEPS, Step


@dataclass(frozen=True)
class Program:
    """One program under measurement.

    Attributes:
        name: the row of the table.
        argv: the command.
        ready: regular expression that is on the screen once the program can be used.
        first: key that opens the screen on which keys are measured; empty for none.
        opened: regular expression that is on that screen once it can be used.
        move: the key that is measured.
        track: regular expression whose match changes when the key has worked.
        quit: the key that ends the program.
        steps: further keys that are measured, each with its own effect.
        env: variables set for it.
    """

    name: str
    argv: tuple[str, ...]
    ready: str
    track: str
    first: str = ""
    opened: str = ""
    move: str = "j"
    quit: str = "q"
    steps: tuple[Step, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)


def floor(name: str = "bare Textual app") -> Program:
    """Return the program that all others are compared with."""
    script = str(Path(__file__).with_name("floor.py"))
    return Program(name, (sys.executable, script), r"FLOOR row 0", r"FLOOR row \d+", quit="\x11")


def dashboard(name: str, database: Path, env: Mapping[str, str]) -> Program:
    """Return the dashboard on a database, measured on the requests screen."""
    argv = (sys.executable, "-m", "amtui", "--db", f"sqlite:///{database}")
    ready = r"▌.*(now|soon|plan|later)"
    return Program(
        name, argv, ready=ready, first="3", opened=r"▌.*R-\d+", track=r"▌.*", steps=QUEUE_STEPS, env=env
    )


def on_server(name: str, url: str, env: Mapping[str, str]) -> Program:
    """Return the dashboard on a demo database of a server, whose URL is no argument."""
    ours = dashboard(name, Path(), env)
    return replace(ours, argv=(sys.executable, "-m", "amtui"), env={**env, "AMTUI_DB": url})
