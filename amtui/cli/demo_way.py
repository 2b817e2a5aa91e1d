"""The way to the user's own demo, for the command and for a first run."""

import os
from typing import TYPE_CHECKING, Any

from amtui.cli.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from amtui.services.backend import Backend
    from amtui.services.demo_file import DemoWish


def wish_of(session: Session, **sizes: Any) -> "DemoWish":
    """Return what to make; a clock that AMTUI_NOW froze is the present of the demo to the second."""
    from amtui.services.demo_file import DemoWish

    return DemoWish(now=session.clock.now(), exact=bool(os.environ.get("AMTUI_NOW")), **sizes)


def connect_own_demo(session: Session, wish: "DemoWish") -> "Backend":
    """Open the user's demo, made first unless it was made alike."""
    from amtui.services.demo_file import own_demo

    return _open(session, own_demo(wish)[0])


def look_into_own_demo(session: Session, wish: "DemoWish") -> "Backend | None":
    """Open the user's demo ahead; one of the usual size is made first, a larger one is the session's work."""
    from amtui.services.demo_file import made_demo

    if wish.is_usual:
        return connect_own_demo(session, wish)
    path = made_demo(wish)
    return _open(session, path) if path is not None else None


def _open(session: Session, path: "Path") -> "Backend":
    from amtui.services.wiring import open_backend

    return open_backend(
        str(path),
        clock=session.clock,
        login=session.login,
        read_only=session.writes_nothing,
        zone=session.shown_zone,
    )
