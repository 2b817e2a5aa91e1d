"""The change of who does a kind of request."""

from dataclasses import dataclass

from amtui.domain.change import Change
from amtui.domain.vocabulary import RequestType, Route


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
