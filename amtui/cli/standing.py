"""The app that stands drawn in a process which was forked from a warm parent; there is none in any other."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amtui.cli.warm.held import Held

_standing: "list[Held]" = []


def put(held: "Held") -> None:
    """Let the next dashboard of this process, or of one forked from it, be this one."""
    _standing.append(held)


def suiting(environment: Mapping[str, str]) -> "Held | None":
    """Return what stands here if it looks as one that is made in this environment.

    Where it does not, it is left standing: whatever it consists of would complain of a sudden end.
    """
    return next((held for held in _standing if held.suits(environment)), None)


def let_go() -> None:
    """End what still stands here, in the process that made it."""
    while _standing:
        _standing.pop().close()
