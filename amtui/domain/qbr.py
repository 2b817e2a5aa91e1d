"""What a quarterly business review is prepared with: all its figures, worked out once for every format."""

from dataclasses import dataclass
from datetime import date, datetime

from amtui.domain.account_records import AccountRow
from amtui.domain.health import Health
from amtui.domain.improvement_records import ImprovementDetail, Offer
from amtui.domain.kpi_explained import Explained
from amtui.domain.kpi_records import DayFigure
from amtui.domain.request_records import RequestRow
from amtui.domain.review_records import FrozenFigure, ReviewDetail, ReviewRow
from amtui.domain.satisfaction import Satisfaction
from amtui.domain.vocabulary import Priority, RequestType

PERIOD_DAYS = 90
"""Whole local days that a pack looks back over, unless other days are named."""
NOW_DAYS = 30
"""The last days of the period that “now” means for KPIs, as on every screen."""


@dataclass(frozen=True, slots=True)
class QbrFigure:
    """One KPI of a pack.

    Attributes:
        told: the figure of the last days with all that made it.
        weeks: for each day of the period that has data the figure of the week that ends with it.
        then: the same KPI as it was frozen into the last review; None where it was not.
    """

    told: Explained
    weeks: tuple[DayFigure, ...]
    then: FrozenFigure | None


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """How requests of one priority, or of all, that came in during the period were served.

    Attributes:
        priority: None is all of them.
        created: how many came in.
        answered, answered_late: first answers within the agreed time, and those late or overdue.
        resolved, resolved_late: the same of resolutions.
    """

    priority: Priority | None
    created: int
    answered: int
    answered_late: int
    resolved: int
    resolved_late: int

    @property
    def answered_share(self) -> float | None:
        """The share of first answers in time; None where none can be judged yet."""
        return _share(self.answered, self.answered_late)

    @property
    def resolved_share(self) -> float | None:
        """The share of resolutions in time; None where none can be judged yet."""
        return _share(self.resolved, self.resolved_late)


@dataclass(frozen=True, slots=True)
class QbrRequests:
    """Requests of the period, and those that wait now.

    Attributes:
        levels: by priority, those without any left out.
        total: the same of all priorities.
        types: how many came in of each type, the most first.
        resolved: how many were resolved in the period, whenever they came in.
        open, late: how many are open now, and how many of them are breached.
        waiting: the first of those that are open, by what is due next.
    """

    levels: tuple[ServiceLevel, ...]
    total: ServiceLevel
    types: tuple[tuple[RequestType, int], ...]
    resolved: int
    open: int
    late: int
    waiting: tuple[RequestRow, ...]


@dataclass(frozen=True, slots=True)
class QbrPack:
    """All that a review of one account shows and rests on.

    Attributes:
        health: as it is now, with what each part adds.
        first, last: the period, whole local days of the account, both included.
        zone: the account's.
        made_at: the moment at which everything was read.
        figures: the KPIs that have a goal or data.
        last_qbr: the latest one that was held by the end of the period; None before the first.
        held: reviews held in the period, in order of time.
        ahead: those planned from now on.
        actions: improvement actions with their proofs, the oldest first.
        offers: goals off target with the playbooks that fit them.
        satisfaction: what the answers of the period add up to.
    """

    account: AccountRow
    health: Health
    first: date
    last: date
    zone: str
    made_at: datetime
    figures: tuple[QbrFigure, ...]
    last_qbr: ReviewDetail | None
    held: tuple[ReviewRow, ...]
    ahead: tuple[ReviewRow, ...]
    actions: tuple[ImprovementDetail, ...]
    offers: tuple[Offer, ...]
    requests: QbrRequests
    satisfaction: Satisfaction


def _share(good: int, bad: int) -> float | None:
    return good / (good + bad) if good + bad else None
