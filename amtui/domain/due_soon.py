"""What is due so soon that it is said aloud: meetings, time set aside, service levels about to be missed."""

from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from math import ceil

from amtui.domain.frozen import dataclass
from amtui.domain.wording import counted

USUAL_MINUTES = 15
MOST_MINUTES = 24 * 60


class Coming(StrEnum):
    """The kinds of what comes."""

    MEETING = "meeting"
    BLOCK = "block"
    BREACH = "breach"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class DueSoon:
    """Something that is said when its time comes.

    Attributes:
        row_id: of the review, team meeting, task or request.
        what: it, in words.
        at: when it begins or is missed.
        say_at: when that is said.
    """

    kind: Coming
    row_id: int
    what: str
    at: datetime
    say_at: datetime

    def words(self, now: datetime, zone: tzinfo) -> str:
        """Return what is said of it."""
        left = max(0, ceil((self.at - now) / timedelta(minutes=1)))
        when = f"in {counted(left, 'minute')}, at {self.at.astimezone(zone):%H:%M}" if left else "now"
        if self.kind is Coming.BREACH:
            return f"{self.what} misses its service level {when}"
        return f"{self.what} begins {when}"
