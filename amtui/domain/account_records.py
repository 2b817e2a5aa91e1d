"""What lists and views show of accounts and the people around them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from amtui.domain.deals import DealSum, OpenDeal
from amtui.domain.frozen import dataclass
from amtui.domain.health import Health
from amtui.domain.improvement_row import ImprovementRow
from amtui.domain.invoices import Invoice
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.milestones import Milestone
from amtui.domain.money_record import Money
from amtui.domain.satisfaction import Heard
from amtui.domain.vocabulary import (
    AccountStatus,
    BillingState,
    HealthBand,
    ReviewKind,
    Tier,
)


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account as the portfolio lists it.

    Attributes:
        health_weeks: the mean score of each of the last weeks, the oldest first; None without a record.
    """

    id: int
    name: str
    am_id: int
    am: str
    tier: Tier
    plan: str
    status: AccountStatus
    billing: BillingState
    zone: str
    monthly_value: Money | None
    health: int | None
    health_coverage: float
    kpis: Sequence[KpiFigure]
    open_requests: int
    breached_requests: int
    last_touch_at: datetime | None
    reactive_ratio: float | None
    next_review_at: datetime | None
    next_review_kind: ReviewKind | None
    renewal_on: date | None
    version: int
    health_band: HealthBand = HealthBand.INSUFFICIENT
    health_weeks: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person on the client's side."""

    id: int
    name: str
    email: str | None
    phone: str | None
    job: str | None
    is_admin: bool
    is_approved: bool
    is_champion: bool


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One agreement with a client: its days, the notice to give, what it is worth and what it asks for."""

    starts_on: date
    ends_on: date
    notice_days: int
    value: Money | None
    obligations: str | None

    @property
    def notice_on(self) -> date:
        """The last day to give notice."""
        return self.ends_on - timedelta(days=self.notice_days)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One success criterion: what, whether it is met (None is not yet decidable), and why."""

    what: str
    met: bool | None
    why: str


@dataclass(frozen=True, slots=True)
class TechnicalContextRow:
    """One known fact of a client's set-up, with its approval where one is needed."""

    topic: str
    detail: str
    approval: str | None


@dataclass(frozen=True, slots=True)
class AccountDetail:
    """All that the account screen's overview shows beside the KPIs.

    Attributes:
        invoices: the unpaid ones, the oldest first, then those that were paid last.
        milestones: those that are ahead, the earliest due first.
        deals: sums by how they stand: open, won, lost.
        open_deals: those that are not decided, the one that closes first before others.
        satisfaction: what was answered lately.
        today: the account's local day.
        own: what is kept in fields of the team's own, each a name and a value as it is typed.
    """

    row: AccountRow
    parent: str | None
    domains: tuple[str, ...]
    calendar: str | None
    contacts: tuple[ContactRow, ...]
    criteria: tuple[Criterion, ...]
    improvements: tuple[ImprovementRow, ...]
    technical: tuple[TechnicalContextRow, ...]
    am_email: str | None
    am_phone: str | None
    agreement_start: date | None
    agreement_notice_days: int | None
    go_live_on: date | None
    health: Health
    agreements: tuple[AgreementRow, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    deals: tuple[DealSum, ...] = ()
    open_deals: tuple[OpenDeal, ...] = ()
    satisfaction: Heard = Heard()
    today: date = date.min
    own: tuple[tuple[str, str], ...] = ()
