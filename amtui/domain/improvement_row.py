"""Improvement actions as lists show them: frozen values."""

from datetime import date, datetime

from amtui.domain.frozen import dataclass
from amtui.domain.vocabulary import ImprovementStatus, KpiKey


@dataclass(frozen=True, slots=True)
class ImprovementRow:
    """One improvement action of an account.

    Attributes:
        status: where it stands; validated and regressed are computed from the data.
        recorded: what people have recorded of it, which never is validated or regressed.
        playbook: the key of a playbook, or what was written in its place.
        steps_done: the steps that are done, counted from 1.
        log_ids: of the test calls handed in.
        evidence: a note beside them.
        reason: why it was dropped.
    """

    id: int
    account_id: int
    account: str
    what: str
    status: ImprovementStatus
    recorded: ImprovementStatus
    hypothesis: str | None
    playbook: str | None
    goal_id: int | None
    kpi: KpiKey | None
    implemented_on: date | None
    steps_done: tuple[int, ...]
    log_ids: tuple[str, ...]
    evidence: str | None
    contact_id: int | None
    confirmed_by: str | None
    reason: str | None
    created_at: datetime
    version: int
