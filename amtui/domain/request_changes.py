"""What can be asked for with requests beyond status, priority, route, owner and texts."""

from datetime import date, datetime

from amtui.domain.change import Change, Notice
from amtui.domain.frozen import dataclass
from amtui.domain.vocabulary import Level, Priority, RequestType


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateRequest(Change):
    """Log a request, on behalf of a contact of the account where one is named.

    Attributes:
        priority: None takes the one that impact and urgency give; any other needs `reason`.
        external_ticket: of Support; a P1 needs one.
        owner_id: who works on it; None is the account's manager, or whoever logs it.
    """

    account_id: int
    type: RequestType
    subject: str
    contact_id: int | None = None
    description: str = ""
    impact: Level = Level.MEDIUM
    urgency: Level = Level.MEDIUM
    priority: Priority | None = None
    reason: str | None = None
    external_ticket: str | None = None
    owner_id: int | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnoozeRequest(Change):
    """Put a request aside until a moment, until the client does something, or whichever is first."""

    request_id: int
    expected_version: int
    until: datetime | None = None
    for_client: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WakeRequest(Change):
    """Take a request up again that was put aside."""

    request_id: int
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientReplied(Change):
    """Record what the client said: wakes what was put aside for them, and ends a wait for them."""

    request_id: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRequest(Change):
    """Move a request that was logged under the wrong account; the timeline keeps both.

    Attributes:
        contact_id: who of the right account asks; None leaves it open.
    """

    request_id: int
    expected_version: int
    account_id: int
    reason: str
    contact_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalateRequest(Change):
    """Ask a team for more, with the day asked for and a clock for telling the client how it stands.

    Attributes:
        team: whom it is escalated to, in words.
        asked_for: the day by which the client wants it.
        evidence: log ids to hand on; they are added to those that are there.
        update_every_minutes: business minutes from one status update to the next; None sets no clock.
    """

    request_id: int
    expected_version: int
    team: str
    asked_for: date | None = None
    note: str | None = None
    evidence: tuple[str, ...] = ()
    update_every_minutes: int | None = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class EndEscalation(Change):
    """Take an escalation back, with what came of it."""

    request_id: int
    expected_version: int
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowRequest(Change):
    """Say who outside owns a request, and under which ticket; None leaves a field, "" empties it."""

    request_id: int
    expected_version: int
    external_owner: str | None = None
    external_ticket: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetContact(Change):
    """Say on behalf of which contact of its account a request is."""

    request_id: int
    expected_version: int
    contact_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reclassify(Change):
    """Put right what a request is and how much depends on it; None leaves a field as it is.

    Priority and route follow where they are those that the fields before gave; one that was chosen
    otherwise stays.
    """

    request_id: int
    expected_version: int
    type: RequestType | None = None
    impact: Level | None = None
    urgency: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddEvidence(Change):
    """Add log ids to a request; those that it has already are left as they are."""

    request_id: int
    log_ids: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveView(Change):
    """Keep a filter with its order under a name; a view of the author's of that name is replaced.

    Attributes:
        screen: whose list it is of, such as `requests`.
        sort: a column, with `-` before it for downwards; empty is the list's own order.
    """

    screen: str
    name: str
    filter: str
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteView(Change):
    """Forget a saved view of the author's."""

    screen: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoEntry(Change):
    """Take back one audited change of a request, if what it changed is still as it left it."""

    audit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkSeen(Notice):
    """The author has looked at a request now; what happens later is marked as new to them."""

    request_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SayTyping(Notice):
    """The author is writing on a request, for the next half minute unless said again."""

    request_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StopTyping(Notice):
    """The author is not writing any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRequest(Notice):
    """The author watches a request, or does so no longer."""

    request_id: int
    watching: bool = True
