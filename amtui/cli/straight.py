"""The start that most are: the dashboard, asked for with nothing but the database, if that.

What reads command lines takes a twentieth of the time to the first frame, and has nothing to read here.
"""

import os

from amtui.cli.faults import guarded
from amtui.cli.session import Session

READ_ELSEWHERE = ("AMTUI_CONFIG", "AMTUI_TZ", "_AMTUI_COMPLETE")
"""Variables that say more than a start without a command line reader understands."""


def plain_session(arguments: list[str]) -> Session | None:
    """Return the session of a start that needs no reader of command lines; None for every other run."""
    if any(os.environ.get(name) for name in READ_ELSEWHERE):
        return None
    match arguments:
        case []:
            named = ""
        case ["--db", named] if named and not named.startswith("-"):
            pass
        case _:
            return None
    session = Session()
    session.db, session.is_db_seen = named or os.environ.get("AMTUI_DB") or None, bool(named)
    return session


def opens_dashboard(session: Session) -> int:
    """Open the dashboard until it is left; return the exit code, whatever happens."""
    return guarded(lambda: _open(session), as_json=False)


def _open(session: Session) -> int:
    from amtui.cli.dashboard import open_dashboard

    _ = session.clock
    return open_dashboard(session)
