"""The Today screen as a whole, and as a session shows it first."""

from amtui.domain.frozen import dataclass
from amtui.domain.people import Identity
from amtui.domain.team_records import TeamMeeting
from amtui.domain.today_records import TodayCounts, TodayRow
from amtui.domain.today_rules import STANDARD, TodayRules


@dataclass(frozen=True, slots=True)
class TodayBoard:
    """The Today screen.

    Attributes:
        rows: what may need the account manager, in its order.
        counts: the strip above them.
        aside: what was snoozed or declined and does not stand worse since, in the same order.
        rules: from where on the list speaks up.
        meetings: of the team that whoever looks has today, the first first; they rank among nothing.
        remembered: whether it is known how the viewer's list stood when they first looked today.
    """

    rows: tuple[TodayRow, ...]
    counts: TodayCounts
    aside: tuple[TodayRow, ...] = ()
    rules: TodayRules = STANDARD
    remembered: bool = False
    meetings: tuple[TeamMeeting, ...] = ()


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What a session shows before it has a database of its own open.

    Attributes:
        identity: who works.
        read_only: whether changes are refused.
        board: of them, as it stands.
    """

    identity: Identity
    read_only: bool
    board: TodayBoard
