"""The change of who does a kind of request, and the words for what becomes of open ones."""

from dataclasses import dataclass

from amtui.domain.change import Change
from amtui.domain.vocabulary import RequestType, Route
from amtui.domain.wording import counted, title

GOING, STAYING = "open_requests_moved", "open_requests_left"
"""What a receipt counts: the open requests that go along, and those that stay elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRouting(Change):
    """Say who does a kind of request from now on.

    Attributes:
        kind: of the requests.
        route: who does it; None is who usually does.
        open_too: whether open requests go along that nobody has chosen another way for, nor handed over.
    """

    kind: RequestType
    route: Route | None
    open_too: bool = False


def goes_to(kind: RequestType, route: Route) -> str:
    """Return where a kind of request goes from now on."""
    return f"“{title(kind)}” goes to {title(route)}"


def open_ones(going: int, staying: int) -> str:
    """Return what becomes of open requests; nothing where there is none."""
    parts = []
    if going:
        parts.append(f"{counted(going, 'open request')} {'goes' if going == 1 else 'go'} along")
    if staying:
        those = f"{staying:,}" if going else counted(staying, "open request")
        parts.append(f"{those} {'stays where it is' if staying == 1 else 'stay where they are'}")
    return ", ".join(parts)
