"""Changes of an onboarding: when the kickoff is due, its agenda, the technical context."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, Table, select

from amtui.data.models import accounts, kickoff_agenda, technical_context
from amtui.data.queries.onboarding import onboarding_sheet
from amtui.domain.change import Receipt, Topic
from amtui.domain.clock import local_day
from amtui.domain.errors import Invalid
from amtui.domain.onboarding import AGENDA_WORDS, ApprovalState, closed_gates
from amtui.domain.onboarding_changes import (
    DescribeTechnical,
    ForgetTechnical,
    NoteAgenda,
    RequestKickoff,
    SetKickoffDue,
)
from amtui.domain.onboarding_records import OnboardingSheet
from amtui.domain.wording import label
from amtui.services.handlers.common import account_row, active_account, said, seen
from amtui.services.writing import Writing

DECIDED = {ApprovalState.APPROVED, ApprovalState.REFUSED}


def request_kickoff(writing: Writing, change: RequestKickoff) -> Receipt:
    """Record that a kickoff is asked for, and say by when it has to be held and what is in its way.

    One that was recorded before is corrected; the day that was agreed for it stays, unless another is given.
    """
    account = _account(writing, change.account_id, change.expected_version)
    at = change.at or writing.now
    if at > writing.now:
        raise Invalid({"at": "a request is not made in the future"})
    agreed, reason = change.due_on, change.reason
    if agreed is None and account["kickoff_requested_at"] is not None:
        agreed, reason = account["kickoff_due_on"], account["kickoff_due_reason"] or ""
    values = {"kickoff_requested_at": at, **_due(account, at, agreed, reason)}
    return _changed(writing, account, values)


def set_due(writing: Writing, change: SetKickoffDue) -> Receipt:
    """Let a kickoff be due on another day, or on the usual one again."""
    account = _account(writing, change.account_id, change.expected_version)
    at = account["kickoff_requested_at"]
    if at is None:
        raise Invalid({"due_on": "no kickoff was requested yet"})
    return _changed(writing, account, _due(account, at, change.due_on, change.reason))


def note_agenda(writing: Writing, change: NoteAgenda) -> Receipt:
    """Keep what was said on a point of the agenda, and whether it was talked about."""
    account = account_row(writing, change.account_id)
    row = _row(writing, kickoff_agenda, account, change.expected_version, item=change.item)
    given = {"done": change.done, "note": change.note.strip() if change.note is not None else None}
    values = {name: value for name, value in given.items() if value is not None}
    words = f"{account['name']}: {AGENDA_WORDS[change.item]}"
    if row is None:
        stamps = {"created_at": writing.now, "updated_at": writing.now, "version": 1}
        whole = {**_of(account), "item": change.item, "done": False, "note": "", **values, **stamps}
        row_id = writing.insert(kickoff_agenda, whole, Topic.ONBOARDING)
        return writing.receipt(f"{words} {_talked(whole)}", row_id, 1)
    version = writing.update(kickoff_agenda, row, row["version"], values, Topic.ONBOARDING)
    return writing.receipt(f"{words} {_talked({**row, **values})}", row["id"], version)


def describe(writing: Writing, change: DescribeTechnical) -> Receipt:
    """Describe a part of the set-up, or change what is known of it."""
    account = account_row(writing, change.account_id)
    topic = said(change.topic, "topic", "name what it is about")
    row = _row(writing, technical_context, account, change.expected_version, topic=topic)
    values: dict[str, Any] = {}
    if change.detail is not None:
        values["detail"] = said(change.detail, "detail", "say how it is set up")
    if change.note is not None:
        values["approval"] = change.note.strip() or None
    if change.approval is not None:
        today = local_day(writing.now, ZoneInfo(account["zone"]))
        values["approval_state"] = change.approval
        if row is None or row["approval_state"] is not change.approval:
            values["decided_on"] = today if change.approval in DECIDED else None
    if row is None:
        return _new_topic(writing, account, topic, values)
    version = writing.update(technical_context, row, row["version"], values, Topic.ONBOARDING)
    state = label(values.get("approval_state") or row["approval_state"] or ApprovalState.NOT_NEEDED)
    return writing.receipt(f"{account['name']}: {topic} changed, approval {state}", row["id"], version)


def forget(writing: Writing, change: ForgetTechnical) -> Receipt:
    """Take a part of the set-up off the sheet."""
    what = f"part {change.technical_id} of a technical context"
    row = seen(writing, technical_context, change.technical_id, change.expected_version, what, {})
    writing.delete(technical_context, row, Topic.ONBOARDING)
    return writing.receipt(f"{row['topic']} taken off the sheet", row["id"], None)


def _new_topic(writing: Writing, account: RowMapping, topic: str, values: dict[str, Any]) -> Receipt:
    if "detail" not in values:
        raise Invalid({"detail": "say how it is set up"})
    row_id = writing.insert(
        technical_context, {**_of(account), "topic": topic, **values, "version": 1}, Topic.ONBOARDING
    )
    return writing.receipt(f"{account['name']}: {topic} described", row_id, 1)


def _account(writing: Writing, account_id: int, expected_version: int) -> RowMapping:
    account = active_account(writing, account_id)
    if account["version"] != expected_version:
        raise writing.conflict(accounts, account_id, expected_version)
    return account


def _due(account: RowMapping, at: datetime, due_on: date | None, reason: str) -> dict[str, Any]:
    if due_on is None:
        return {"kickoff_due_on": None, "kickoff_due_reason": None}
    if due_on < local_day(at, ZoneInfo(account["zone"])):
        raise Invalid({"due_on": "it is due before it was requested"})
    return {
        "kickoff_due_on": due_on,
        "kickoff_due_reason": said(reason, "reason", "say why it is due on another day"),
    }


def _changed(writing: Writing, account: RowMapping, values: dict[str, Any]) -> Receipt:
    version = writing.update(accounts, account, account["version"], values, Topic.ACCOUNTS)
    writing.topics.add(Topic.ONBOARDING)
    sheet = onboarding_sheet(writing.reading, account_id=account["id"])
    due = sheet.row.kickoff_due_at
    zone = ZoneInfo(account["zone"])
    until = f" by {due.astimezone(zone):%Y-%m-%d %H:%M}" if due else ""
    words = f"{account['name']}: kickoff to be held{until}{_gates(sheet)}"
    return writing.receipt(words, account["id"], version)


def planned_words(writing: Writing, account: RowMapping, starts_at: datetime) -> str:
    """Return that a planned kickoff is later than due, and what is in its way."""
    sheet = onboarding_sheet(writing.reading, account_id=account["id"])
    due = sheet.row.kickoff_due_at
    if due is None or starts_at <= due:
        return _gates(sheet)
    return f", later than due ({due.astimezone(ZoneInfo(account['zone'])):%Y-%m-%d %H:%M}){_gates(sheet)}"


def _gates(sheet: OnboardingSheet) -> str:
    closed = closed_gates(sheet.facts)
    return f". In its way: {'; '.join(closed)}" if closed else ""


def _row(
    writing: Writing, table: Table, account: RowMapping, expected_version: int, **key: object
) -> RowMapping | None:
    """Return the row that the account has of a key, if it has the version its author saw.

    Raises:
        Conflict: if somebody wrote it meanwhile.
        NotFound: if it is gone.
    """
    column, value = next(iter(key.items()))
    wanted = select(table).where(table.c.account_id == account["id"], table.c[column] == value)
    row = writing.connection.execute(wanted).mappings().first()
    if (row["version"] if row is not None else 0) != expected_version:
        raise writing.conflict(table, row["id"] if row else 0, expected_version)
    return row


def _of(account: RowMapping) -> dict[str, Any]:
    return {"account_id": account["id"], "am_id": account["am_id"]}


def _talked(values: dict[str, Any]) -> str:
    note = f": {values['note']}" if values["note"] else ""
    return f"{'talked about' if values['done'] else 'still to talk about'}{note}"
