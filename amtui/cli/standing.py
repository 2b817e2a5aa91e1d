"""The app that stands drawn in a process which was forked from a warm parent; there is none in any other."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amtui.cli.warm.held import Held

_standing: "list[Held]" = []


def put(held: "Held") -> None:
    """Let the next dashboard of this process, or of one forked from it, be this one."""
    _standing.append(held)


def taken(environment: Mapping[str, str]) -> "Held | None":
    """Return what stands here, once, if it looks as one that is made in this environment."""
    held = _standing.pop() if _standing else None
    return held if held and held.suits(environment) else None


def let_go() -> None:
    """End what still stands here, in the process that made it."""
    while _standing:
        _standing.pop().close()
