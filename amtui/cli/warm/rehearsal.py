"""What a warm parent does before its first client: it opens the program once, so that all of it is loaded."""

import asyncio
import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from amtui.cli import standing
from amtui.domain.clock import SystemClock

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from amtui.services.backend import Backend

PATIENCE_SECONDS = 20.0
LOOK_SECONDS = 0.05
WAY = ("j", "k", "2", "j", "3", "j", "1")
"""Keys through the screens that a session begins with."""
MODULES = (
    "amtui.app",
    "amtui.cli.commands.session",
    "amtui.cli.terminal_driver",
    "amtui.data.queries.account_detail",
    "amtui.data.queries.account_story",
    "amtui.data.queries.calendar_items",
    "amtui.data.queries.improvement_board",
    "amtui.data.queries.insights",
    "amtui.data.queries.kpi_series",
    "amtui.screens.account",
    "amtui.screens.calendar",
    "amtui.screens.help",
    "amtui.screens.insights",
    "amtui.screens.palette",
    "amtui.screens.request",
    "amtui.services.dispatch",
    "amtui.services.operations",
    "amtui.services.permissions",
    "plotext",
    "textual.drivers.linux_driver",
)
"""Loaded beside what the rehearsal itself loads."""
SERVER_MODULES = ("amtui.data.guard.session", "amtui.data.patient", "amtui.data.server_dialect", "psycopg")


def load(_folder: Path, *, server: bool = False) -> None:
    """Load the program without opening it; with what a server takes, if there is one."""
    for name in (*MODULES, *(SERVER_MODULES if server else ())):
        import_module(name)


def rehearse(folder: Path, *, server: bool = False) -> None:
    """Load the program and draw its screens once, on a small demo below `folder` that is gone afterwards.

    What is drawn then, for nobody, stands ready for whoever is forked from here. With `server`, what was
    asked of the demo is also compiled for a server; none is asked.
    """
    from amtui.app import AmtuiApp
    from amtui.cli.warm.held import SIZE, Held
    from amtui.cli.warm.holes import fill
    from amtui.services.dispatch import handlers
    from amtui.services.state import StateFile

    load(folder, server=server)
    handlers()
    with _demo(folder) as database:
        app = AmtuiApp(
            lambda: _connect(database), clock=SystemClock(), state=StateFile(database.with_suffix(".json"))
        )
        app.run(headless=True, size=SIZE, auto_pilot=_walk)
    if server:
        from amtui.data.server_dialect import compile_what_files_were_asked

        compile_what_files_were_asked()
    gc.unfreeze()
    gc.collect()
    fill()  # what is drawn then lies together, as nearly all of it is written to in every session
    standing.put(Held())


@contextmanager
def _demo(folder: Path) -> Iterator[Path]:
    """Give a demo, made by a process of its own, as only the making needs what makes it."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="rehearsal-") as own:
        path = Path(own) / "demo.db"
        sizes = ("--accounts", "12", "--requests", "80", "--calls", "400")
        command = [sys.executable, "-m", "amtui", "demo", "--no-open", "--quiet", "--db", str(path), *sizes]
        subprocess.run(  # noqa: S603 the program itself
            command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=_environment(own)
        )
        yield path


def _environment(own: str) -> dict[str, str]:
    return dict(os.environ) | {"AMTUI_CONFIG": os.devnull, "XDG_STATE_HOME": own}


def _connect(database: Path) -> "Backend":
    from amtui.services.wiring import open_backend

    # By a URL, as a server's database is named: what reads it is then ready, too.
    return open_backend(f"sqlite:///{database}", clock=SystemClock())


async def _walk(pilot: "Pilot[Any]") -> None:
    app: Any = pilot.app
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await _until(lambda: app.backend is not None)
            for key in WAY:
                await pilot.press(key)
                await _until(lambda: all(one.is_finished or one.group == "live" for one in app.workers))
    finally:
        app.exit()


async def _until(done: "Callable[[], bool]") -> None:
    """Look now and then, as nobody waits for the rehearsal."""
    await asyncio.sleep(LOOK_SECONDS)
    while not done():  # noqa: ASYNC110 nothing tells it
        await asyncio.sleep(LOOK_SECONDS)
