"""Accounts in onboarding, and the sheet of each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from amtui.data.models import contacts, improvements, kickoff_agenda, technical_context
from amtui.data.queries.account_facts import AccountFacts, account_facts
from amtui.data.queries.calendars import Calendars, all_calendars
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.improvements import improvement_list
from amtui.data.queries.milestones import milestones
from amtui.data.queries.portfolio import facts_of
from amtui.data.queries.success_facts import success_facts
from amtui.data.reading import Reading
from amtui.domain.local_time import zone_named
from amtui.domain.onboarding import (
    Agenda,
    AgendaItem,
    ApprovalState,
    OnboardingFacts,
    Proof,
    Step,
    Technical,
    current,
    gates,
    is_onboarding,
    kickoff_due_at,
    steps,
)
from amtui.domain.onboarding_records import OnboardingRow, OnboardingSheet
from amtui.domain.success import criteria
from amtui.domain.vocabulary import AccountStatus, ImprovementStatus, ReviewKind

IN_PLACE = (ImprovementStatus.IMPLEMENTED, ImprovementStatus.VALIDATED)
ORDER = {step: place for place, step in enumerate(Step)}


def onboarding_board(reading: Reading) -> tuple[OnboardingRow, ...]:
    """Return the visible accounts in onboarding by step, what is due first first.

    The number of statements does not grow with the book.
    """
    found = [facts for facts in account_facts(reading) if facts.account.kickoff_requested_at is not None]
    gathered = _gather(reading, [facts.account.id for facts in found])
    known = ((facts, _facts(facts, gathered)) for facts in found)
    rows = (_row(reading, facts, judged) for facts, judged in known if is_onboarding(judged, reading.now))
    return tuple(sorted(rows, key=_order))


def onboarding_sheet(reading: Reading, *, account_id: int | None = None, name: str = "") -> OnboardingSheet:
    """Return one account's onboarding, whether or not it has begun or is over.

    Raises:
        NotFound: if there is no such account that this person may see.
    """
    facts = facts_of(reading, account_id=account_id, name=name)
    account = facts.account
    gathered = _gather(reading, (account.id,))
    judged = _facts(facts, gathered)
    statuses = [each.status for each in improvement_list(reading, account_id=account.id)]
    return OnboardingSheet(
        _row(reading, facts, judged),
        account.zone,
        account.version,
        judged,
        account.kickoff_due_reason,
        account.kickoff_due_on,
        criteria(success_facts(reading, facts, statuses), facts.today),
        (
            *(milestones(reading, account_id=account.id)),
            *milestones(reading, account_id=account.id, reached=True),
        ),
        facts.today,
    )


@dataclass(frozen=True, slots=True)
class _Gathered:
    designated: Mapping[int, Sequence[DbRow]]
    agenda: Mapping[int, Sequence[DbRow]]
    technical: Mapping[int, Sequence[DbRow]]
    changes: Mapping[int, Sequence[DbRow]]
    calendars: Calendars


def _gather(reading: Reading, ids: Collection[int]) -> _Gathered:
    c, a, t, i = contacts.c, kickoff_agenda.c, technical_context.c, improvements.c
    decides = or_(c.is_admin, c.is_approved)
    designated = select(c.account_id, c.name).where(decides).order_by(c.is_admin.desc(), c.name)
    return _Gathered(
        _by_account(reading, ids, contacts, designated),
        _by_account(reading, ids, kickoff_agenda, select(kickoff_agenda).order_by(a.id)),
        _by_account(reading, ids, technical_context, select(technical_context).order_by(t.topic)),
        _by_account(reading, ids, improvements, select(improvements).order_by(i.id)),
        all_calendars(reading),
    )


def _by_account(
    reading: Reading, ids: Collection[int], table: Any, statement: Any
) -> Mapping[int, Sequence[DbRow]]:
    found: dict[int, list[DbRow]] = {}
    asked = statement.where(table.c.account_id.in_(sorted(ids)), reading.visible(table))
    for row in reading.rows(asked):
        found.setdefault(row.account_id, []).append(row)
    return found


def _facts(facts: AccountFacts, found: _Gathered) -> OnboardingFacts:
    account = facts.account
    kickoff = facts.reviews.get(ReviewKind.KICKOFF)
    held_at = kickoff.held_at if kickoff else None
    planned_at = (kickoff.next_at or kickoff.begun_at) if kickoff else None
    hours = found.calendars.of(account.calendar_id, account.zone)
    active = account.status is AccountStatus.ACTIVE
    goals = [figure for figure in facts.figures if figure.target is not None]
    due_at = kickoff_due_at(hours, account.kickoff_requested_at, account.kickoff_due_on)
    return OnboardingFacts(
        inactive_because=None if active else (account.status_reason or "inactive"),
        billing=account.billing,
        designated=tuple(row.name for row in found.designated.get(account.id, ())),
        goals=len(goals),
        goals_with_baseline=sum(figure.baseline is not None for figure in goals),
        requested_at=account.kickoff_requested_at,
        kickoff_due_at=_local(due_at, account.zone),
        kickoff_at=_local(held_at or planned_at, account.zone),
        held=held_at is not None,
        agenda=agenda_of(found.agenda.get(account.id, ())),
        technical=tuple(technical_of(row) for row in found.technical.get(account.id, ())),
        proofs=tuple(_proof(row) for row in found.changes.get(account.id, ()) if row.status in IN_PLACE),
        planned_review=active and not facts.gaps,
        go_live_on=account.go_live_on,
    )


def _local(moment: datetime | None, zone: str) -> datetime | None:
    return None if moment is None else moment.astimezone(zone_named(zone))


def agenda_of(rows: Sequence[DbRow]) -> tuple[Agenda, ...]:
    """Return all points of the agenda, with what is recorded of each."""
    known = {row.item: Agenda(row.item, row.done, row.note, row.version) for row in rows}
    return tuple(known.get(item, Agenda(item)) for item in AgendaItem)


def technical_of(row: DbRow) -> Technical:
    """Return a part of the set-up."""
    state = row.approval_state or ApprovalState.NOT_NEEDED
    return Technical(row.id, row.topic, row.detail, state, row.approval or "", row.decided_on, row.version)


def _proof(row: DbRow) -> Proof:
    return Proof(row.what, len(row.log_ids or ()), row.contact_id is not None)


def _row(reading: Reading, facts: AccountFacts, judged: OnboardingFacts) -> OnboardingRow:
    listed, now = steps(judged), current(judged)
    due = judged.kickoff_due_at
    return OnboardingRow(
        account_id=facts.account.id,
        account=facts.account.name,
        am=facts.account.am,
        step=now.step,
        why=now.why,
        done=sum(state.done for state in listed),
        total=len(listed),
        requested_at=judged.requested_at,
        kickoff_due_at=due,
        kickoff_at=judged.kickoff_at,
        held=judged.held,
        late=due is not None and not judged.held and due < reading.now,
        go_live_on=judged.go_live_on,
        gates=gates(judged),
        steps=listed,
    )


def _order(row: OnboardingRow) -> tuple[int, float, str]:
    due = row.kickoff_due_at
    return ORDER[row.step], due.timestamp() if due and not row.held else float("inf"), row.account.casefold()
