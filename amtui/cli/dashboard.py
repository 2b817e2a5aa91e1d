"""Opening the dashboard: only where there is a terminal, and never left behind when it goes away."""

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from amtui.cli import ahead_of_start, standing
from amtui.cli.leaving import leave, tell_when_leaving
from amtui.cli.session import Session
from amtui.cli.without_tls import load_asyncio
from amtui.domain.errors import UsageError

if TYPE_CHECKING:
    from amtui.app import AmtuiApp
    from amtui.screens.visitor import Visitor
    from amtui.services.backend import Backend
    from amtui.services.state import StateFile

ENDINGS = frozenset({signal.SIGHUP, signal.SIGTERM})
PATIENCE_SECONDS = 5.0
Connect = Callable[[], "Backend"]


def open_dashboard(
    session: Session,
    connect: Connect | None = None,
    prepare: "Callable[[AmtuiApp], None] | None" = None,
    *,
    look: "ahead_of_start.Connect | None" = None,
    database: str | None = None,
) -> int:
    """Open the dashboard until it is left; return the exit code.

    Args:
        session: what was asked for.
        connect: opens the database behind the first paint; None opens the one the session names.
        prepare: changes the app before it starts, such as where it begins.
        look: opens the database to read the first list ahead, where `connect` is given; it may make it first.
        database: what `connect` opens; None is what the session names.

    Raises:
        UsageError: there is no terminal that can show it, or the config file is wrong.
    """
    check_terminal()
    config = session.config
    if connect is None:
        session.identify()
    held = None if prepare or config.keys else standing.suiting(os.environ)
    load_asyncio()  # which both processes need
    # Before anything is loaded that only drawing needs, and before any thread starts.
    ahead = None if held or prepare else _begin_ahead(session, connect, look)
    # Before any thread starts, so that every thread inherits it and only the waiting one hears.
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
    gc.disable()  # until what the start makes is there; the app looks for garbage again then
    from amtui.app import AmtuiApp
    from amtui.cli.terminal_driver import TerminalDriver

    visitor = _visitor(session, connect or session.connect, ahead, database)
    app = held.app if held else AmtuiApp.of(visitor, dict(config.keys))
    if prepare is not None:
        prepare(app)
    threading.Thread(target=_end_when_told, args=(app,), name="amtui-signals", daemon=True).start()
    try:
        if held:
            code = held.run(visitor)
        else:
            app.driver_class = TerminalDriver
            code = app.run()
    finally:
        if ahead is not None:
            ahead.end()
    if app.broken is not None:
        raise app.broken
    return code or app.return_code or 0


def _visitor(
    session: Session, connect: Connect, ahead: "ahead_of_start.Ahead | None", database: str | None
) -> "Visitor":
    from amtui.screens.visitor import Visitor
    from amtui.services.state import StateFile

    state = StateFile(session.state_in(database) if database else session.state_file)
    return Visitor(
        connect,
        session.clock,
        state,
        beginnings(session, state),
        editor=session.config.editor,
        files=not session.served,
        remind=session.config.reminders,
        ahead=ahead,
    )


def _begin_ahead(
    session: Session, connect: Connect | None, look: "ahead_of_start.Connect | None"
) -> "ahead_of_start.Ahead | None":
    look = look or (session.connect if connect is None else None)
    patience = ahead_of_start.PATIENCE_SECONDS if connect is None else ahead_of_start.MAKING_SECONDS
    ahead = ahead_of_start.begin(look, patience) if look and ahead_of_start.has_free_core() else None
    if ahead is not None:
        tell_when_leaving(lambda _code: ahead.end())
    return ahead


def check_terminal() -> None:
    """Make sure that there is a terminal to draw on.

    Raises:
        UsageError: there is none, or it can show lines only.
    """
    # Textual reads from the first, is asked about the second, and draws on the third.
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError(
            "the dashboard needs a terminal, and there is none",
            next="Use a command such as `amtui today --json`; `amtui --help` lists them.",
        )
    if os.environ.get("TERM", "dumb") == "dumb":
        raise UsageError(
            "this terminal (TERM=dumb) can show lines only, not the dashboard",
            next="Use a command such as `amtui today`, or another terminal.",
        )


def beginnings(session: Session, state: "StateFile") -> dict[str, Connect]:
    """Return the ways to a database where there is none; the demo has positions and drafts of its own."""

    def demo() -> "Backend":
        from amtui.cli.demo_way import connect_own_demo, wish_of
        from amtui.services.paths import paths

        state.turn_to(session.state_in(str(paths().demo_database)))
        return connect_own_demo(session, wish_of(session))

    def empty() -> "Backend":
        from amtui.services.wiring import init_database

        init_database(session.database, clock=session.clock, zone=session.shown_zone)
        return session.connect()

    if session.served:
        return {"retry": session.connect}
    return {"demo": demo, "empty": empty, "import": empty, "retry": session.connect}


def _end_when_told(app: "AmtuiApp") -> None:
    """Wait for a signal to end, ask the app to, and end the process if it does not in time.

    An ordinary handler runs on the main thread, which a terminal that stopped reading can hold for ever.
    """
    code = 128 + signal.sigwait(ENDINGS)
    threading.Thread(target=_ask_to_exit, args=(app, code), daemon=True).start()
    time.sleep(PATIENCE_SECONDS)
    leave(code)


def _ask_to_exit(app: "AmtuiApp", code: int) -> None:
    with suppress(Exception):
        app.call_from_thread(app.exit, code)
