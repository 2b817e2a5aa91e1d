"""What may become of a request: statuses and their moves, priority, routes and the P1 rule."""

from types import MappingProxyType

from amtui.domain.errors import Refused
from amtui.domain.vocabulary import Level, Priority, RequestStatus, RequestType, Route
from amtui.domain.wording import label, listed

_S = RequestStatus

OPEN = frozenset({_S.NEW, _S.IN_PROGRESS, _S.WAITING_CLIENT, _S.WAITING_INTERNAL, _S.ROUTED, _S.VALIDATING})
"""Statuses in which something is still to be done."""

TERMINAL = frozenset({_S.CLOSED, _S.DECLINED, _S.CANCELLED})
"""Statuses that no move leaves."""

STOPPED = TERMINAL | {_S.RESOLVED}
"""Statuses in which no clock runs."""

PAUSED = frozenset({_S.WAITING_CLIENT})
"""Statuses that pause the resolution clock; a first response never pauses."""

FOLLOWED = frozenset({_S.ROUTED})
"""Statuses of requests that are owned outside and followed."""

MOVES = MappingProxyType(
    {
        _S.NEW: (_S.IN_PROGRESS, _S.ROUTED, _S.DECLINED, _S.CANCELLED),
        _S.IN_PROGRESS: (
            _S.WAITING_CLIENT,
            _S.WAITING_INTERNAL,
            _S.VALIDATING,
            _S.ROUTED,
            _S.RESOLVED,
            _S.CANCELLED,
        ),
        _S.WAITING_CLIENT: (_S.IN_PROGRESS, _S.CANCELLED),
        _S.WAITING_INTERNAL: (_S.IN_PROGRESS, _S.CANCELLED),
        _S.ROUTED: (_S.IN_PROGRESS, _S.RESOLVED, _S.CANCELLED),
        _S.VALIDATING: (_S.RESOLVED, _S.IN_PROGRESS, _S.CANCELLED),
        _S.RESOLVED: (_S.CLOSED, _S.IN_PROGRESS),
        _S.CLOSED: (),
        _S.DECLINED: (),
        _S.CANCELLED: (),
    }
)
"""The statuses that each status may move to."""

ROUTES = MappingProxyType(
    {
        RequestType.CRM_MAPPING: Route.AM_CRM_ADMIN,
        RequestType.INCIDENT: Route.SUPPORT,
        RequestType.BILLING: Route.BILLING,
        RequestType.ACCESS: Route.CLIENT_APPROVAL,
        RequestType.CUSTOM_DEVELOPMENT: Route.ENGINEERING,
        RequestType.COMPLAINT: Route.AM_MANAGER,
    }
)
"""Who does the work of each type; types not named here are the account manager's own."""

_WEIGHT = MappingProxyType({Level.HIGH: 2, Level.MEDIUM: 1, Level.LOW: 0})
_BY_WEIGHT = MappingProxyType({4: Priority.P1, 3: Priority.P2, 2: Priority.P3})


def allowed_moves(before: RequestStatus, priority: Priority | None = None) -> tuple[RequestStatus, ...]:
    """Return the statuses that a request may move to, the usual ones first; a P1 is not taken up."""
    return tuple(after for after in MOVES[before] if not is_taking_up_p1(priority, before, after))


def is_taking_up_p1(priority: Priority | None, before: RequestStatus, after: RequestStatus) -> bool:
    """Tell whether a move would have the account manager work on a P1, which is Support's to work on.

    What comes back from the client, from another team or from its end comes back as it was.
    """
    return priority is Priority.P1 and after is _S.IN_PROGRESS and before in {_S.NEW, _S.ROUTED}


def is_reopening(before: RequestStatus, after: RequestStatus) -> bool:
    """Tell whether a move takes back that the request was resolved."""
    return before is _S.RESOLVED and after is _S.IN_PROGRESS


def needs_reason(before: RequestStatus, after: RequestStatus) -> bool:
    """Tell whether a move has to say why: declining, cancelling and reopening do."""
    return after in {_S.DECLINED, _S.CANCELLED} or is_reopening(before, after)


def check_move(
    before: RequestStatus, after: RequestStatus, reason: str | None = None, priority: Priority | None = None
) -> None:
    """Let an allowed move with its reason pass.

    Raises:
        Refused: the move is not allowed, and the message names those that are, it would take up a P1, or
            it needs a reason.
    """
    if is_taking_up_p1(priority, before, after):
        raise Refused(
            "A P1 is Support's to work on: it is tracked, not taken up.",
            next="Move it to “routed” and follow it, or override its priority first.",
        )
    if after not in MOVES[before]:
        raise Refused(_not_allowed(before, after), next=_way_out(before))
    if needs_reason(before, after) and not (reason or "").strip():
        verb = "Reopening" if is_reopening(before, after) else f"Moving to “{label(after)}”"
        raise Refused(f"{verb} needs a reason.", next="Say why in a few words; the timeline keeps it.")


def priority_of(impact: Level, urgency: Level) -> Priority:
    """Return the priority of impact x urgency.

    High with high is P1, high with medium P2, high with low and medium with medium P3, the rest P4.
    """
    return _BY_WEIGHT.get(_WEIGHT[impact] + _WEIGHT[urgency], Priority.P4)


def check_priority(
    before: Priority, after: Priority, reason: str | None, external_ticket: str | None
) -> None:
    """Let a changed priority pass if it has its reason and, for a P1, its Support ticket.

    Raises:
        Refused: the reason or the ticket is missing.
    """
    if before is not after and not (reason or "").strip():
        raise Refused(
            f"Overriding priority {before} by {after} needs a reason.",
            next="Say why in a few words; the timeline keeps it.",
        )
    check_p1(after, external_ticket)


def check_p1(priority: Priority, external_ticket: str | None) -> None:
    """Let a request pass unless it is a P1 that Support does not know of.

    Raises:
        Refused: a P1 without the reference of a Support ticket.
    """
    if priority is Priority.P1 and not (external_ticket or "").strip():
        raise Refused(
            "A P1 needs the reference of a Support ticket: a service that is down goes to Support first.",
            next="Open a ticket with Support, then enter its reference here.",
        )


def default_route(kind: RequestType, priority: Priority | None = None) -> Route:
    """Return who does the work that a request asks for; a P1 is always Support's."""
    if priority is Priority.P1:
        return Route.SUPPORT
    return ROUTES.get(kind, Route.AM)


def contact_warning(*, is_admin: bool, is_approved: bool) -> str | None:
    """Return a warning for a request of a contact who may not decide, or None."""
    if is_admin or is_approved:
        return None
    return "This contact is neither an administrator nor an approved point of contact of the account."


def _not_allowed(before: RequestStatus, after: RequestStatus) -> str:
    if before is after:
        return f"The request is already “{label(before)}”."
    ways = [f"“{label(status)}”" for status in MOVES[before]]
    allowed = f"it may move to {listed(ways, 'or')}" if ways else "no move leaves that status"
    return f"A request that is “{label(before)}” cannot move to “{label(after)}”; {allowed}."


def _way_out(before: RequestStatus) -> str:
    if before in TERMINAL:
        return "Undo the move that ended it, or log a new request."
    return ""
