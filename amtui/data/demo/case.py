"""One request on its way: every step moves its clocks and leaves its line in the timeline."""

from typing import NamedTuple

from amtui.data.demo.moments import FAR_FUTURE, SECOND
from amtui.data.demo.ruler import Ruler
from amtui.data.demo.subjects import OWNERS
from amtui.data.demo.world import Client, Person, Staff
from amtui.domain.request_rules import OPEN, PAUSED, STOPPED, TERMINAL, default_route, priority_of
from amtui.domain.sla import DEFAULT_POLICY
from amtui.domain.vocabulary import Level, Priority, RequestStatus, RequestType, Route

COLUMNS = (
    "id account_id am_id ref source contact_id created_by_id owner_id type subject description impact urgency"
    " priority status is_open route external_owner external_ticket evidence first_response_at respond_by"
    " respond_risk_at due_at due_risk_at next_due_at hold_since on_hold_seconds resolved_at closed_at"
    " created_at updated_at version"
)
_S = RequestStatus


class Amounts(NamedTuple):
    """The agreed business times of a priority, and the parts of them that put a request at risk."""

    respond: int
    resolve: int
    respond_risk: int
    resolve_risk: int


def _amounts(priority: Priority) -> Amounts:
    target, share = DEFAULT_POLICY.target(priority), DEFAULT_POLICY.at_risk_share
    spans = (target.respond, target.resolve, target.respond * share, target.resolve * share)
    return Amounts(*(round(span.total_seconds() * SECOND) for span in spans))


AMOUNTS = {priority: _amounts(priority) for priority in Priority}


class Line(NamedTuple):
    """One line of a timeline; without an actor it is the client's."""

    at: int
    actor: Staff | None
    field: str
    before: str | None
    after: str | None
    note: str | None
    shared: bool


class Ask(NamedTuple):
    """What a client asks for."""

    kind: RequestType
    impact: Level
    urgency: Level
    subject: str
    description: str


class Case:
    """A request whose steps are taken at positions of its client's business time, up to the present.

    Attributes:
        start, limit: positions of its creation and of the present.
        lines: its timeline.
        held: business time spent on hold so far.
    """

    __slots__ = (
        "ask",
        "client",
        "closed_at",
        "contact",
        "created",
        "evidence",
        "first_response",
        "held",
        "hold_since",
        "hold_start",
        "limit",
        "lines",
        "moves",
        "now",
        "priority",
        "resolved_at",
        "route",
        "ruler",
        "start",
        "status",
        "ticket",
        "who",
    )

    def __init__(
        self, client: Client, who: Staff, contact: Person, ask: Ask, created: int, ruler: Ruler, now: int
    ) -> None:
        self.client, self.who, self.contact, self.ask, self.ruler = client, who, contact, ask, ruler
        self.created, self.now = created, now
        self.start, self.limit = ruler.position(created), ruler.position(now)
        self.priority = priority_of(ask.impact, ask.urgency)
        self.route: Route = default_route(ask.kind, self.priority)
        self.status = _S.NEW
        self.ticket: str | None = None
        self.evidence: str | None = None
        self.first_response: int | None = None
        self.resolved_at: int | None = None
        self.closed_at: int | None = None
        self.hold_since: int | None = None
        self.held = self.hold_start = self.moves = 0
        self.lines = [Line(created, who, "created", None, None, None, shared=True)]

    def move(self, position: int, to: RequestStatus, note: str | None = None) -> bool:
        """Move to another status, if that lies in the past; tell whether it did."""
        if position > self.limit:
            return False
        at = self.ruler.moment(position)
        self._hold(position, at, to)
        if to is _S.RESOLVED:
            self.resolved_at = at
        elif to in OPEN:
            self.resolved_at = None
        self.closed_at = at if to in TERMINAL else None
        self.lines.append(Line(at, self.who, "status", self.status.value, to.value, note, shared=False))
        self.status = to
        self.moves += 1
        return True

    def _hold(self, position: int, at: int, to: RequestStatus) -> None:
        """Stop the resolution clock while the client is asked, and from being resolved to being reopened."""
        if self.status in PAUSED or (self.status is _S.RESOLVED and to in OPEN):
            self.held += position - self.hold_start
        self.hold_since = at if to in PAUSED else None
        self.hold_start = position

    def reply(self, position: int, text: str) -> bool:
        """Answer the client, if that lies in the past; the first answer stops the response clock."""
        if position > self.limit:
            return False
        at = self.ruler.moment(position)
        self.lines.append(Line(at, self.who, "comment", None, None, text, shared=True))
        if self.first_response is None:
            self.first_response = at
        return True

    def remark(self, position: int, text: str, *, by_client: bool = False) -> bool:
        """Add an internal note, or something that the client says, if that lies in the past."""
        if position <= self.limit:
            actor = None if by_client else self.who
            at = self.ruler.moment(position)
            self.lines.append(Line(at, actor, "comment", None, None, text, shared=by_client))
        return position <= self.limit

    def due(self) -> tuple[int, int, int, int]:
        """Return when it is to be answered and resolved, and when either is at risk."""
        amounts, add = AMOUNTS[self.priority], self.ruler.moment
        return (
            add(self.start + amounts.respond),
            add(self.start + amounts.resolve + self.held),
            add(self.start + amounts.respond_risk),
            add(self.start + amounts.resolve_risk + self.held),
        )

    def row(self, number: int) -> tuple[object, ...]:
        """Return the request's row, in the order of `COLUMNS`."""
        respond_by, due_at, respond_risk, due_risk = self.due()
        ask, client = self.ask, self.client
        return (
            number,
            client.id,
            client.am_id,
            f"R-{1000 + number}",
            "amtui",
            self.contact.id,
            self.who.id,
            client.am.id if client.am else None,
            ask.kind.value,
            ask.subject,
            ask.description,
            ask.impact.value,
            ask.urgency.value,
            self.priority.value,
            self.status.value,
            int(self.status in OPEN),
            self.route.value,
            OWNERS[self.route][0] if self.route in OWNERS else None,
            self.ticket,
            self.evidence,
            self.first_response,
            respond_by,
            respond_risk,
            due_at,
            due_risk,
            self._next_due(respond_by, due_at),
            self.hold_since,
            self.held // SECOND,
            self.resolved_at,
            self.closed_at,
            self.created,
            self.lines[-1].at,
            1 + self.moves,
        )

    def _next_due(self, respond_by: int, due_at: int) -> int:
        """Return the next due moment that still runs."""
        if self.status in STOPPED:
            return FAR_FUTURE
        respond = respond_by if self.first_response is None else FAR_FUTURE
        return min(respond, FAR_FUTURE if self.status in PAUSED else due_at)
