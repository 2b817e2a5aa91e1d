"""The columns of a request that a row of a file stands for."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from amtui.data.types import from_micros
from amtui.domain.business_time import Calendar
from amtui.domain.request_rules import STOPPED, TERMINAL, default_route
from amtui.domain.sla import Hold, SlaPolicy, on_hold, targets_after_hold
from amtui.domain.vocabulary import Level, Priority, RequestStatus, RequestType
from amtui.services.account_calendar import calendar_of, policy_of
from amtui.services.handlers.request_clock import settled
from amtui.services.imports.books import Book
from amtui.services.imports.people import Contacts, Users
from amtui.services.imports.session import Session

NO_TYPE = "{n} {request states|requests state} no type; taken as insight_review."
NO_PRIORITY = "{n} {request states|requests state} no priority; taken as P3."
NO_CONTACT = "{n} {request is|requests are} from people who are no contacts of the account; left without one."
_LEVELS = {
    Priority.P1: (Level.HIGH, Level.HIGH),
    Priority.P2: (Level.HIGH, Level.MEDIUM),
    Priority.P3: (Level.MEDIUM, Level.MEDIUM),
    Priority.P4: (Level.LOW, Level.LOW),
}


class RequestValues:
    """Works out columns; reads hours, service levels and people once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._users, self._contacts = Users(session.connection), Contacts(session.connection)
        self._calendars: dict[int, Calendar] = {}
        self._policies: dict[str, SlaPolicy] = {}

    def of(self, book: Book, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return the columns of a request, all but its id and reference."""
        kind = self._stated(row["type"], NO_TYPE, RequestType.INSIGHT_REVIEW, RequestType)
        priority = self._stated(row["priority"], NO_PRIORITY, Priority.P3, Priority)
        impact, urgency = _LEVELS[priority]
        values: dict[str, Any] = {
            "account_id": book.id, "am_id": book.am_id, "source": self._session.source,
            "external_id": row["external_id"], "contact_id": self._contact(book, row),
            "owner_id": self._users.find(row["owner"]) or book.am_id or None,
            "type": kind, "subject": row["subject"], "description": row["description"] or "",
            "impact": impact, "urgency": urgency, "priority": priority,
            "status": RequestStatus(row["status"]),
            "route": default_route(kind, priority), "external_ticket": row["external_ticket"],
            **_moments(row),
        }  # fmt: skip
        return settled(values, values | self._clocks(book, values, row))

    def _stated(self, value: Any, note: str, otherwise: Any, words: Any) -> Any:
        if value is None:
            self._session.notes.add(note)
            return otherwise
        return words(value)

    def _contact(self, book: Book, row: Mapping[str, Any]) -> int | None:
        if not row["contact"] and not row["contact_email"]:
            return None
        found = self._contacts.find(book.id, row["contact"], row["contact_email"])
        if found is None:
            self._session.notes.add(NO_CONTACT)
        return None if found is None else int(found["id"])

    def _clocks(self, book: Book, values: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
        calendar, created = self._calendar(book), values["created_at"]
        holds = [Hold(from_micros(begin), _moment(end)) for begin, end in row["holds"] or ()]
        seconds = int(on_hold(calendar, holds).total_seconds()) if holds else row["on_hold_seconds"] or 0
        held = timedelta(seconds=seconds)
        found = targets_after_hold(self._policy(book.plan), calendar, values["priority"], created, held)
        promised = _moment(row["due_at"])
        due = found.due_at if promised is None else max(promised, created)
        return {
            "respond_by": found.respond_by,
            "respond_risk_at": found.respond_at_risk_at,
            "due_at": due,
            "due_risk_at": min(found.due_at_risk_at, due),
            "on_hold_seconds": seconds,
            "hold_since": _held_since(values, holds),
        }

    def _calendar(self, book: Book) -> Calendar:
        if book.id not in self._calendars:
            self._calendars[book.id] = calendar_of(self._session.connection, book.id, self._session.now)
        return self._calendars[book.id]

    def _policy(self, plan: str) -> SlaPolicy:
        if plan not in self._policies:
            self._policies[plan] = policy_of(self._session.connection, plan)
        return self._policies[plan]


def _moments(row: Mapping[str, Any]) -> dict[str, datetime | None]:
    """Return when things happened; a reopened request is neither resolved nor closed any more."""
    status, created = RequestStatus(row["status"]), from_micros(row["created_at"])
    updated = _moment(row["updated_at"])
    return {
        "created_at": created,
        "updated_at": created if updated is None else max(updated, created),
        "first_response_at": _moment(row["first_response_at"]),
        "resolved_at": _moment(row["resolved_at"]) if status in STOPPED else None,
        "closed_at": _moment(row["closed_at"]) if status in TERMINAL else None,
    }


def _held_since(values: Mapping[str, Any], holds: list[Hold]) -> datetime | None:
    if values["status"] is not RequestStatus.WAITING_CLIENT:
        return None
    lasting = [hold.start for hold in holds if hold.end is None]
    return lasting[-1] if lasting else values["updated_at"]


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
