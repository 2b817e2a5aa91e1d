"""Changes of what clients answered when they were asked how satisfied they are."""

from datetime import datetime

from amtui.domain.change import Change
from amtui.domain.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAnswer(Change):
    """Record an answer of a client; feeds CSAT, NPS and health.

    Attributes:
        csat: 1 to 5; one of both scores is there at least.
        nps: 0 to 10.
        at: when it was given; None is now.
        request_id: the request that it is about.
    """

    account_id: int
    csat: int | None = None
    nps: int | None = None
    at: datetime | None = None
    contact_id: int | None = None
    comment: str = ""
    request_id: int | None = None


NOT_ASKED = -1
"""A score that was not asked for after all."""
NOBODY = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EditAnswer(Change):
    """Correct an answer; None leaves a field as it is.

    Attributes:
        csat, nps: the score, or `NOT_ASKED`; one of both is left at least.
        contact_id: who answered, or `NOBODY` in particular.
        comment: empty takes it off.
    """

    answer_id: int
    expected_version: int
    csat: int | None = None
    nps: int | None = None
    at: datetime | None = None
    contact_id: int | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAnswer(Change):
    """Say which request an answer is about; None is none."""

    answer_id: int
    expected_version: int
    request_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DropAnswer(Change):
    """Take off an answer that never was."""

    answer_id: int
    expected_version: int
