"""What somebody has answered to a row of the day's list that no other table keeps an answer to."""

from datetime import UTC, date, datetime
from enum import StrEnum

from amtui.domain.clock import local_day
from amtui.domain.frozen import dataclass
from amtui.domain.triage import Candidate, Gravity, gravity


class AnswerKind(StrEnum):
    """How a row was answered."""

    SNOOZED = "snoozed"
    DELEGATED = "delegated"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class TodayAnswer:
    """An answer to one row.

    Attributes:
        until: the day on which the row comes back, or on which to follow up what was given away.
        given_to: the name of whoever has it now.
        given_to_id: them, where they are a user.
        note: what was said with it: the reply, or why.
        by: the name of whoever answered.
        at: the moment of the answer.
        gravity: how the row stood then.
        version: of the answer.
    """

    kind: AnswerKind
    until: date
    given_to: str
    given_to_id: int | None
    note: str
    by: str
    at: datetime
    gravity: Gravity
    version: int


def is_worse(now: Gravity, then: Gravity) -> bool:
    """Tell whether a row stands worse than it did in any respect."""
    return any(new > old for new, old in zip(now, then, strict=True))


def holds(answer: TodayAnswer, candidate: Candidate, now: datetime, today: date) -> bool:
    """Tell whether an answer still holds: until its day, or until the row stands worse."""
    return today < answer.until and not is_worse(gravity(candidate, now), answer.gravity)


def hides(answer: TodayAnswer, candidate: Candidate, now: datetime, today: date) -> bool:
    """Tell whether an answer keeps a row off the list; what was given away stays on it, to be followed up."""
    return answer.kind is not AnswerKind.DELEGATED and holds(answer, candidate, now, today)


def words_of(answer: TodayAnswer, candidate: Candidate, now: datetime, viewer: int | None) -> str:
    """Say of a row what was answered to it, to whoever looks; `now` is in their zone."""
    if answer.kind is AnswerKind.DELEGATED:
        if viewer is not None and answer.given_to_id == viewer:
            return f"given to you by {answer.by}, who follows up on {answer.until}"
        return f"given to {answer.given_to}, follow up on {answer.until}"
    if is_worse(gravity(candidate, now), answer.gravity):
        return f"worse than when it was {answer.kind} on {local_day(answer.at, now.tzinfo or UTC)}"
    return f"{answer.kind} until {answer.until}"
