"""Changes of an account's onboarding."""

from dataclasses import dataclass
from datetime import date, datetime

from amtui.domain.change import Change
from amtui.domain.onboarding import AgendaItem, ApprovalState


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestKickoff(Change):
    """Record that a kickoff is asked for; it is due within five business days unless agreed otherwise.

    Attributes:
        at: when it was asked for; None is now.
        due_on: the day that the contract says instead, which needs a reason.
    """

    account_id: int
    expected_version: int
    at: datetime | None = None
    due_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetKickoffDue(Change):
    """Let a kickoff be due on another day, with the reason; None is the fifth business day again."""

    account_id: int
    expected_version: int
    due_on: date | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAgenda(Change):
    """Mark a point of the kickoff's agenda as talked about, and keep what was said; None leaves a part.

    Attributes:
        expected_version: of the point; 0 while nothing was recorded of it.
    """

    account_id: int
    item: AgendaItem
    expected_version: int
    done: bool | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribeTechnical(Change):
    """Describe a part of the client's set-up, or change what is known of it; None leaves a part as it is.

    Attributes:
        topic: names it within the account.
        expected_version: of its row; 0 for a new topic.
        approval: whether the client's own people agree to it.
        note: who, in which mail or ticket.
    """

    account_id: int
    topic: str
    expected_version: int
    detail: str | None = None
    approval: ApprovalState | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetTechnical(Change):
    """Take a part of the set-up off the sheet."""

    technical_id: int
    expected_version: int
