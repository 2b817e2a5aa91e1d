"""A request of the day's list as it was read, for as long as nothing is done to it."""

from collections.abc import Iterator
from datetime import datetime

from amtui.data.queries.account_facts import AccountFacts
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.sla_sql import facts
from amtui.data.queries.today_common import standing
from amtui.domain.request_rules import FOLLOWED, PAUSED
from amtui.domain.triage import Candidate
from amtui.domain.vocabulary import SlaState, Source
from amtui.domain.wording import label


class KnownRequest:
    """One request, and the candidate that it makes, which time alone seldom changes.

    Attributes:
        row: its columns, with `account` and `reopened`.
        account: what was gathered of its account when it was read; None where that takes no new work.
        sla: what its state is worked out from.
        due_at: the earliest due moment whose clock runs; None where none does.
    """

    def __init__(self, row: DbRow, account: AccountFacts | None) -> None:
        self.row, self.account = row, account
        self.sla, self.due_at = facts(row), next_due(row)
        self._made: tuple[SlaState, bool, Candidate] | None = None

    def candidate(self, stands: SlaState, *, late: bool) -> Candidate:
        """Return it as it stands, overdue or not."""
        if self._made is None or self._made[:2] != (stands, late):
            self._made = stands, late, self._candidate(stands, late=late)
        return self._made[2]

    def _candidate(self, stands: SlaState, *, late: bool) -> Candidate:
        row = self.row
        return Candidate(
            source=Source.REQUEST,
            ref=row.ref,
            account_id=row.account_id,
            account=row.account,
            what=row.subject,
            due_at=self.due_at,
            sla_state=stands,
            priority=row.priority,
            reasons=tuple(_reasons(row)),
            target_id=row.id,
            since=self.due_at if late else row.created_at,
            **standing(self.account),
        )


def next_due(row: DbRow) -> datetime | None:
    """Return the earliest due moment whose clock runs; None where none does."""
    respond = row.respond_by if row.first_response_at is None else None
    resolve = None if row.status in PAUSED else row.due_at
    return min((moment for moment in (respond, resolve) if moment is not None), default=None)


def _reasons(row: DbRow) -> Iterator[str]:
    if row.reopened:
        yield "reopened"
    if row.first_response_at is None:
        yield "not answered yet"
    if row.status in FOLLOWED:
        ticket = f" as {row.external_ticket}" if row.external_ticket else ""
        yield f"followed, with {label(row.route)}{ticket}"
