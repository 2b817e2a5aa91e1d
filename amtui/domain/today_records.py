"""What the ranked list of the day shows."""

from datetime import datetime
from typing import TYPE_CHECKING

from amtui.domain.frozen import dataclass
from amtui.domain.money_record import Money
from amtui.domain.vocabulary import SlaState, Source

if TYPE_CHECKING:
    from amtui.domain.today_answer import TodayAnswer


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One row of the ranked list of what may need the account manager.

    Attributes:
        sla_state: of a request.
        since: when it became something to do, where that is known.
        gravity: how bad it is, in several respects.
        answer: what somebody has answered to it.
        days_over: how many days ago it was due, where the day counts and no time; 0 on that day and before.
    """

    rank: int
    source: Source
    ref: str
    account_id: int
    account: str
    what: str
    why: tuple[str, ...]
    due_at: datetime | None
    urgent: bool
    important: bool
    value_at_risk: Money | None
    target_id: int | None = None
    sla_state: SlaState | None = None
    since: datetime | None = None
    gravity: tuple[int, ...] = ()
    answer: "TodayAnswer | None" = None
    days_over: int = 0


@dataclass(frozen=True, slots=True)
class TodayCounts:
    """The strip above the Today list."""

    breached: int
    at_risk: int
    due_today: int
    kpis_off_target: int
    reviews_today: int
    cadence_gaps: int
