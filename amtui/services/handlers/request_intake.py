"""Logging requests, and putting right whose they are."""

from typing import Any

from sqlalchemy import RowMapping

from amtui.data.models import requests
from amtui.data.queries.settings import why_not_create
from amtui.domain.changes import Receipt, Topic
from amtui.domain.errors import Refused
from amtui.domain.evidence import merged
from amtui.domain.people import UNASSIGNED
from amtui.domain.request_changes import CreateRequest, MoveRequest, SetContact
from amtui.domain.request_rules import check_p1, priority_of
from amtui.domain.vocabulary import Priority, RequestStatus
from amtui.services.handlers.common import account_row, active_account, active_user, contact_row, said
from amtui.services.handlers.request_clock import retargeted, settled
from amtui.services.handlers.request_common import alive, seen_request, warning_of, write
from amtui.services.handlers.routing import usual_route
from amtui.services.handlers.timeline import add
from amtui.services.next_id import next_id
from amtui.services.writing import Writing

FIRST_NUMBER = 1000
SOURCE = "amtui"


def create(writing: Writing, change: CreateRequest) -> Receipt:
    """Log a request; who logs it and on whose behalf are both recorded.

    Raises:
        Refused: this role may not, the account takes no new work, a P1 lacks its Support ticket, or
            a priority of one's own lacks its reason.
    """
    if reason := why_not_create(writing.reading, role=writing.identity.role):
        raise Refused(reason, next="Ask an administrator to switch it on.")
    account = active_account(writing, change.account_id)
    contact = None if change.contact_id is None else contact_row(writing, account, change.contact_id)
    row_id = next_id(writing.connection, requests)
    values = _values(writing, change, account, row_id)
    writing.insert(requests, values, Topic.REQUESTS)
    note = (change.reason or "").strip() or None
    add(writing, values, field="created", after=contact["name"] if contact else None, note=note)
    for_whom = f" for {contact['name']}" if contact else ""
    words = f"{values['ref']} logged{for_whom} at {account['name']}, {values['priority']}"
    return writing.receipt(". ".join(filter(None, (words, warning_of(writing, values)))), row_id, 1)


def move(writing: Writing, change: MoveRequest) -> Receipt:
    """Move a request to the account that it belongs to; its clocks count in that one's hours.

    Raises:
        Refused: without a reason, or where the account takes no new work.
    """
    wanted = {"account_id": change.account_id, "contact_id": change.contact_id}
    row = alive(seen_request(writing, change, {"account_id": change.account_id}))
    if not change.reason.strip():
        raise Refused("Moving a request to another account needs a reason", next="Say why in a few words.")
    account = active_account(writing, change.account_id)
    if change.contact_id is not None:
        contact_row(writing, account, change.contact_id)
    if account["id"] == row["account_id"]:
        return writing.receipt(f"{row['ref']} is at {account['name']} already", row["id"], row["version"])
    values: dict[str, Any] = {**wanted, "am_id": account["am_id"], "owner_id": _owner_after(row, account)}
    values |= retargeted(writing, {**row, **values}, row["priority"])
    return write(writing, row, values, f"{row['ref']} moved to {account['name']}", change.reason)


def set_contact(writing: Writing, change: SetContact) -> Receipt:
    """Say on behalf of which contact of its account a request is."""
    row = alive(seen_request(writing, change, {"contact_id": change.contact_id}))
    if change.contact_id is None:
        return write(writing, row, {"contact_id": None}, f"{row['ref']} is nobody's in particular")
    contact = contact_row(writing, account_row(writing, row["account_id"]), change.contact_id)
    words = f"{row['ref']} is on behalf of {contact['name']}"
    warning = warning_of(writing, {"contact_id": contact["id"]})
    return write(writing, row, {"contact_id": contact["id"]}, ". ".join(filter(None, (words, warning))))


def _values(writing: Writing, change: CreateRequest, account: RowMapping, row_id: int) -> dict[str, Any]:
    priority = _priority(change)
    ticket = (change.external_ticket or "").strip() or None
    check_p1(priority, ticket)
    values: dict[str, Any] = {
        "id": row_id, "ref": f"R-{FIRST_NUMBER + row_id}", "source": SOURCE,
        "account_id": account["id"], "am_id": account["am_id"], "contact_id": change.contact_id,
        "created_by_id": writing.identity.user_id, "owner_id": _owner(writing, change, account),
        "type": change.type, "subject": said(change.subject, "subject"),
        "description": change.description, "impact": change.impact, "urgency": change.urgency,
        "priority": priority, "status": RequestStatus.NEW,
        "route": usual_route(writing, change.type, priority),
        "external_ticket": ticket, "evidence": merged(None, change.evidence), "on_hold_seconds": 0,
        "first_response_at": None, "snoozed_for_client": False, "created_at": writing.now,
        "updated_at": writing.now, "version": 1,
    }  # fmt: skip
    return settled(values, values | retargeted(writing, values, priority))


def _priority(change: CreateRequest) -> Priority:
    worked_out = priority_of(change.impact, change.urgency)
    if change.priority is None or change.priority is worked_out:
        return worked_out
    if not (change.reason or "").strip():
        raise Refused(
            f"Impact and urgency give {worked_out}; overriding it by {change.priority} needs a reason.",
            next="Say why in a few words; the timeline keeps it.",
        )
    return change.priority


def _owner(writing: Writing, change: CreateRequest, account: RowMapping) -> int:
    if change.owner_id is not None:
        return int(active_user(writing, change.owner_id)["id"])
    return int(account["am_id"]) if account["am_id"] != UNASSIGNED else writing.identity.user_id


def _owner_after(row: RowMapping, account: RowMapping) -> int | None:
    """Return who owns a moved request: the new account's manager where the former one's owned it."""
    if row["owner_id"] != row["am_id"]:
        return None if row["owner_id"] is None else int(row["owner_id"])
    return None if account["am_id"] == UNASSIGNED else int(account["am_id"])
