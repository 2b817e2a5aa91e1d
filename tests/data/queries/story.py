"""Small hand-made books to ask questions about; everything not named has a plain default."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, Table, event, insert

from amtui.data import models
from amtui.data.engine import for_writing
from amtui.data.reading import Reading
from amtui.domain.people import Scope
from amtui.domain.request_rules import OPEN
from amtui.domain.vocabulary import (
    AccountStatus,
    BillingState,
    Channel,
    Comparator,
    InteractionDirection,
    KpiKey,
    Level,
    Priority,
    RequestStatus,
    RequestType,
    ReviewKind,
    ReviewStatus,
    Role,
    Route,
    Statistic,
    Tier,
)

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)
FAR = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass
class Story:
    """A database that tests fill row by row.

    Attributes:
        engine: open on an empty schema.
        books: the account manager of each account made.
    """

    engine: Engine
    books: dict[int, int] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    connection: Connection | None = None

    def add(self, table: Table, **values: object) -> int:
        """Insert a row and return its id, if it has one."""
        with for_writing(self.engine.connect()) as connection, connection.begin():
            result = connection.execute(insert(table).values(**values))
            key = result.inserted_primary_key or (0,)
            return int(key[0])

    def user(self, login: str, **values: object) -> int:
        plain = {
            "name": login.title(),
            "email": f"{login}@example.com",
            "role": Role.AM,
            "zone": "UTC",
            "active": True,
            "created_at": LONG_AGO,
            "updated_at": LONG_AGO,
        }
        return self.add(models.users, login=login, **plain | values)

    def account(self, name: str, am_id: int, **values: object) -> int:
        plain = {
            "name_key": name.casefold(),
            "plan": "standard",
            "tier": Tier.STANDARD,
            "currency": "EUR",
            "zone": "UTC",
            "status": AccountStatus.ACTIVE,
            "billing": BillingState.UP_TO_DATE,
            "created_at": LONG_AGO,
            "updated_at": LONG_AGO,
        }
        account_id = self.add(models.accounts, name=name, am_id=am_id, **plain | values)
        self.books[account_id] = am_id
        return account_id

    def contact(self, account_id: int, name: str, **values: object) -> int:
        plain = {
            "is_admin": False,
            "is_approved": False,
            "is_champion": False,
            "created_at": LONG_AGO,
            "updated_at": LONG_AGO,
        }
        return self.of(models.contacts, account_id, name=name, **plain | values)

    def of(self, table: Table, account_id: int, **values: object) -> int:
        """Insert a row that belongs to an account."""
        return self.add(table, account_id=account_id, am_id=self.books[account_id], **values)

    def request(self, account_id: int, **values: Any) -> int:
        status = values.get("status", RequestStatus.NEW)
        plain = {
            "ref": f"R-{next(self.numbers)}",
            "source": "test",
            "created_by_id": self.books[account_id],
            "type": RequestType.TRAINING,
            "subject": "Training",
            "description": "",
            "impact": Level.LOW,
            "urgency": Level.LOW,
            "priority": Priority.P4,
            "status": status,
            "is_open": status in OPEN,
            "route": Route.AM,
            "next_due_at": FAR,
            "on_hold_seconds": 0,
            "created_at": LONG_AGO,
            "updated_at": LONG_AGO,
        }
        return self.of(models.requests, account_id, **plain | values)

    def review(self, account_id: int, starts_at: datetime, **values: object) -> int:
        plain = {
            "kind": ReviewKind.CHECK_IN,
            "minutes": 45,
            "status": ReviewStatus.PLANNED,
            "title": "",
            "agenda": "",
            "attendees": [],
            "created_at": LONG_AGO,
            "updated_at": LONG_AGO,
        }
        return self.of(models.reviews, account_id, starts_at=starts_at, **plain | values)

    def touch(self, account_id: int, at: datetime, **values: object) -> int:
        plain = {
            "direction": InteractionDirection.OUTREACH,
            "channel": Channel.CALL,
            "summary": "",
            "completed": True,
        }
        return self.of(models.interactions, account_id, at=at, **plain | values)

    def day(self, account_id: int, kpi: KpiKey, day: date, n: int, **values: object) -> None:
        self.of(models.kpi_days, account_id, kpi=kpi, day=day, n=n, **values)

    def missed(self, account_id: int, day: date, missed: int, offered: int, **values: object) -> None:
        """Roll up one day of calls."""
        counts = {"numerator": missed, "denominator": offered}
        self.day(account_id, KpiKey.MISSED_CALL_RATE, day, offered, **counts | values)

    def goal(self, account_id: int, kpi: KpiKey, target: float, **values: object) -> int:
        plain = {
            "statistic": Statistic.RATE,
            "comparator": Comparator.AT_MOST,
            "baseline": None,
            "baseline_n": 0,
            "baseline_days": 0,
            "provisional": False,
            "agreed_on": date(2026, 10, 1),
            "sustain_days": 7,
            "created_at": LONG_AGO,
            "updated_at": LONG_AGO,
        }
        return self.of(models.kpi_goals, account_id, kpi=kpi, target=target, **plain | values)

    @contextmanager
    def reading(
        self,
        *books: int,
        everything: bool = False,
        zone: str = "UTC",
        now: datetime = NOW,
        user: int | None = None,
    ) -> Iterator[Reading]:
        """Open a read of some books."""
        scope = Scope(None if everything else frozenset(books))
        with self.engine.connect() as connection, connection.begin():
            yield Reading(connection, scope, now, ZoneInfo(zone), user)


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Collect the statements that are executed."""
    seen: list[str] = []

    def note(*arguments: Any) -> None:
        seen.append(arguments[2])

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
