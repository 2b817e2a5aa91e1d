"""What the screens of requests show beside the rows and the timeline: frozen values."""

from datetime import date, datetime, timedelta

from amtui.domain.frozen import dataclass
from amtui.domain.paging import Count
from amtui.domain.sla_words import DueExplanation
from amtui.domain.vocabulary import RequestStatus

TYPING = timedelta(seconds=30)
"""How long somebody counts as writing who does not say so again."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A filter with a name.

    Attributes:
        filter: in the language of `/`; it may hold `sort:`.
        sort: a column, with `-` before it for downwards; empty is the list's own order.
        shipped: whether it comes with the program, and so cannot be deleted.
    """

    name: str
    filter: str
    sort: str = ""
    shipped: bool = False


@dataclass(frozen=True, slots=True)
class ViewCount:
    """How many requests a view holds now; None where its filter can no longer be read."""

    name: str
    count: Count | None


@dataclass(frozen=True, slots=True)
class SimilarRequest:
    """A request that may ask for the same; `likeness` is a fraction of 1."""

    id: int
    ref: str
    subject: str
    status: RequestStatus
    created_at: datetime
    likeness: float


@dataclass(frozen=True, slots=True)
class DueReasons:
    """Why a request is due when it is.

    Attributes:
        respond: of the first response; None where nothing is agreed.
        resolve: of the resolution, in the same way.
        notes: what the counting cannot explain, in sentences; such as a date promised elsewhere.
    """

    ref: str
    respond: DueExplanation | None
    resolve: DueExplanation | None
    notes: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it as sentences."""
        parts = (self.respond, self.resolve)
        return (*(line for part in parts if part for line in part.lines), *self.notes)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One audited field of a request.

    Attributes:
        audit_id: names the audited change, of which this is one field; `UndoEntry` takes it.
        field: the column, or `comment`.
        before, after: in words; None where there was nothing.
        group: names the operation that it was part of.
        standing: whether the field is still as this change left it, so that it can be taken back.
    """

    audit_id: int
    at: datetime
    who: str
    action: str
    field: str
    before: str | None
    after: str | None
    group: str
    standing: bool


@dataclass(frozen=True, slots=True)
class Escalation:
    """An escalation of a request.

    Attributes:
        next_update_at: when the client is to hear how it stands; None where no clock was set.
    """

    team: str
    since: datetime
    asked_for: date | None
    update_every_minutes: int | None
    next_update_at: datetime | None


@dataclass(frozen=True, slots=True)
class Attention:
    """Who looks at a request, and what is new in it for the viewer.

    Attributes:
        seen_at: when the viewer last looked; None if they never did.
        new_entries: how many timeline entries of others are younger than that.
        typing: the names of the others who are writing on it now.
        watching: whether the viewer watches it.
        escalation: None where it is not escalated.
        snoozed_for_client: whether it wakes when the client does something.
    """

    request_id: int
    seen_at: datetime | None
    new_entries: int
    typing: tuple[str, ...]
    watching: bool
    escalation: Escalation | None
    snoozed_for_client: bool
