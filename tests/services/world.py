"""A small company for stories about changes: five people, three accounts, a few requests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from amtui.data.engine import for_writing, open_engine, parse_url
from amtui.data.models import accounts, contacts, requests, timeline, users
from amtui.domain.sla import DEFAULT_POLICY, targets
from amtui.domain.vocabulary import (
    AccountStatus,
    BillingState,
    Level,
    Priority,
    RequestStatus,
    RequestType,
    Role,
    Route,
    Tier,
)
from amtui.services.account_calendar import calendar_of
from amtui.services.backend import Backend
from amtui.services.handlers.request_clock import settled
from amtui.services.identity import who_is

MONDAY_NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""Nine o'clock in Berlin, when the standard hours begin."""

ADA, MAX, ANA, BEN, CLEO = 1, 2, 3, 4, 5
NORTHWIND, CONTOSO, ORPHAN = 1, 2, 3
LOGIN, CALL_FLOW, ELSEWHERE, OUTAGE = 1, 2, 3, 4

PEOPLE: tuple[tuple[int, str, Role, int | None], ...] = (
    (ADA, "ada", Role.ADMIN, None),
    (MAX, "max", Role.MANAGER, None),
    (ANA, "ana", Role.AM, MAX),
    (BEN, "ben", Role.AM, MAX),
    (CLEO, "cleo", Role.AM, None),
)
ACCOUNTS: tuple[tuple[int, str, int], ...] = (
    (NORTHWIND, "Northwind", ANA),
    (CONTOSO, "Contoso", CLEO),
    (ORPHAN, "Orphan", 0),
)


@dataclass
class MovingClock:
    """A clock that a story moves on."""

    at: datetime = MONDAY_NINE

    def now(self) -> datetime:
        """Return the moment that the story has reached."""
        return self.at

    def passes(self, **span: float) -> None:
        """Let time pass."""
        self.at += timedelta(**span)


class World:
    """A database with the company in it, and a way to work in it as each of its people.

    One that is not `filled` gets the company first.
    """

    def __init__(self, url: str, *, filled: bool = False) -> None:
        self.url = url
        self.clock = MovingClock()
        self.engine = open_engine(parse_url(url))
        self.backends: list[Backend] = []
        if not filled:
            with self.writing() as connection:
                fill(connection)

    def as_(self, login: str, *, read_only: bool = False) -> Backend:
        """Return a backend that works as somebody, with an engine of its own."""
        engine = open_engine(parse_url(self.url))
        backend = Backend(engine, who_is(engine, self.clock, login), self.clock, read_only=read_only)
        self.backends.append(backend)
        return backend

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a write transaction behind the program's back."""
        with for_writing(self.engine.connect()) as connection, connection.begin():
            yield connection

    def row(self, table: Table, row_id: int) -> dict[str, Any]:
        """Return a row as it is stored."""
        with self.engine.connect() as connection:
            return dict(connection.execute(select(table).where(table.c.id == row_id)).mappings().one())

    def request(self, request_id: int = LOGIN) -> dict[str, Any]:
        """Return a request as it is stored."""
        return self.row(requests, request_id)

    def entries(self, request_id: int = LOGIN) -> list[tuple[str, str | None, str | None, str | None]]:
        """Return what a request's timeline tells: field, before, after, note."""
        table = timeline.c
        wanted = select(table.field, table.before, table.after, table.note).where(
            table.request_id == request_id, ~table.withdrawn
        )
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(wanted.order_by(table.id))]

    def close(self) -> None:
        """Let go of the database."""
        for backend in self.backends:
            backend.close()
        self.engine.dispose()


def fill(connection: Connection) -> None:
    """Enter the company."""
    stamps = {"created_at": MONDAY_NINE, "updated_at": MONDAY_NINE}
    for user_id, login, role, manager in PEOPLE:
        row = {"id": user_id, "login": login, "name": login.title(), "email": f"{login}@example.org"}
        connection.execute(
            insert(users),
            {**row, "role": role, "zone": "Europe/Berlin", "active": True, "manager_id": manager, **stamps},
        )
    for account_id, name, am_id in ACCOUNTS:
        connection.execute(insert(accounts), account_values(account_id, name, am_id))
    contact = {"name": "Kim", "is_admin": False, "is_approved": False, "is_champion": False, **stamps}
    connection.execute(insert(contacts), {"id": 1, "account_id": NORTHWIND, "am_id": ANA, **contact})
    for request_id, account_id, am_id in ((LOGIN, NORTHWIND, ANA), (CALL_FLOW, NORTHWIND, ANA)):
        connection.execute(insert(requests), request_values(connection, request_id, account_id, am_id))
    connection.execute(insert(requests), request_values(connection, ELSEWHERE, CONTOSO, CLEO))
    outage = request_values(connection, OUTAGE, NORTHWIND, ANA, Priority.P1)
    connection.execute(insert(requests), {**outage, "external_ticket": "SUP-7", "route": Route.SUPPORT})
    move_sequences(connection, (users, accounts, contacts, requests))


def account_values(account_id: int, name: str, am_id: int) -> dict[str, Any]:
    """Return the columns of an account in Berlin."""
    return {
        "id": account_id, "name": name, "name_key": name.casefold(), "am_id": am_id, "plan": "standard",
        "tier": Tier.STANDARD, "currency": "EUR", "zone": "Europe/Berlin", "status": AccountStatus.ACTIVE,
        "billing": BillingState.UP_TO_DATE, "created_at": MONDAY_NINE, "updated_at": MONDAY_NINE,
    }  # fmt: skip


def request_values(
    connection: Connection, request_id: int, account_id: int, am_id: int, priority: Priority = Priority.P3
) -> dict[str, Any]:
    """Return the columns of a new request made on Monday at nine."""
    calendar = calendar_of(connection, account_id, MONDAY_NINE)
    due = targets(DEFAULT_POLICY, calendar, priority, MONDAY_NINE)
    values = {
        "id": request_id, "account_id": account_id, "am_id": am_id, "ref": f"R-{1000 + request_id}",
        "source": "amtui", "created_by_id": am_id, "owner_id": am_id, "type": RequestType.USER_SETUP,
        "subject": "Cannot log in", "description": "", "impact": Level.MEDIUM, "urgency": Level.MEDIUM,
        "priority": priority, "status": RequestStatus.NEW, "route": Route.AM, "on_hold_seconds": 0,
        "contact_id": 1 if account_id == NORTHWIND else None, "first_response_at": None,
        "respond_by": due.respond_by, "respond_risk_at": due.respond_at_risk_at, "due_at": due.due_at,
        "due_risk_at": due.due_at_risk_at, "created_at": MONDAY_NINE, "updated_at": MONDAY_NINE,
    }  # fmt: skip
    return settled(values, values)


def move_sequences(connection: Connection, tables: tuple[Table, ...]) -> None:
    """Let PostgreSQL count on behind the ids that were given."""
    if connection.dialect.name == "postgresql":
        for table in tables:
            sequence = func.pg_get_serial_sequence(table.name, "id")
            connection.execute(select(func.setval(sequence, select(func.max(table.c.id)).scalar_subquery())))
