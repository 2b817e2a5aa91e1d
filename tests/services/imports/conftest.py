from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, func, insert, select

from amtui.data.engine import for_writing, open_engine, parse_url
from amtui.data.models import accounts, users
from amtui.domain.clock import FrozenClock
from amtui.domain.kpi.rollup import DayRollup, pool
from amtui.domain.people import Identity
from amtui.domain.vocabulary import AccountStatus, BillingState, KpiKey, Role, Tier
from amtui.services.backend import Backend
from amtui.services.imports import ImportReport, run_import
from amtui.services.rollup_rows import stored_days
from tests.support.moment import NOW

ADMIN, ANNA, BERT = 1, 2, 3


@dataclass
class Desk:
    """A database with three people in it, and what tests ask of it."""

    backend: Backend

    def as_user(self, user_id: int, role: Role, books: frozenset[int] | None) -> "Desk":
        """The same database, used by somebody else."""
        identity = Identity(user_id, f"user{user_id}", f"User {user_id}", role, books)
        return Desk(Backend(self.backend.engine, identity, self.backend.clock))

    def at(self, moment: datetime) -> "Desk":
        """The same database at another time."""
        return Desk(Backend(self.backend.engine, self.backend.identity, FrozenClock(moment)))

    def account(self, name: str, am_id: int = ANNA, **values: Any) -> int:
        """Enter an account."""
        row = {
            "name": name, "name_key": name.casefold(), "am_id": am_id, "plan": "standard", "currency": "EUR",
            "tier": Tier.STANDARD, "zone": "UTC", "status": AccountStatus.ACTIVE,
            "billing": BillingState.UP_TO_DATE, "created_at": NOW, "updated_at": NOW, **values,
        }  # fmt: skip
        return self.insert(accounts, row)

    def insert(self, table: Table, row: dict[str, Any]) -> int:
        with for_writing(self.backend.engine.connect()) as connection, connection.begin():
            (row_id,) = connection.execute(insert(table).values(**row)).inserted_primary_key or (0,)
        return int(row_id)

    def take(self, kind: str, *files: Path, **options: Any) -> ImportReport:
        """Import files."""
        report = run_import(self.backend, kind, files, **options)
        assert report.read == report.imported + report.updated + report.unchanged + report.rejected
        return report

    def rows(self, table: Table) -> list[dict[str, Any]]:
        with self.backend.engine.connect() as connection:
            return [dict(row) for row in connection.execute(select(table)).mappings()]

    def count(self, table: Table) -> int:
        with self.backend.engine.connect() as connection:
            return int(connection.scalar(select(func.count()).select_from(table)) or 0)

    def days(self, account_id: int, kpi: KpiKey) -> list[DayRollup]:
        with self.backend.engine.connect() as connection:
            return [day for (_, _), day in sorted(stored_days(connection, account_id, [kpi]).items())]

    def pooled(self, account_id: int, kpi: KpiKey, **window: Any) -> Any:
        return pool(kpi, self.days(account_id, kpi), **window)

    def dump(self, *tables: Table) -> list[list[dict[str, Any]]]:
        """All rows but for what names the import that brought them."""
        return [sorted(map(_told, self.rows(table)), key=repr) for table in tables]


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in {"id", "import_id"}}


@pytest.fixture
def desk(database_url: str, clock: FrozenClock) -> Iterator[Desk]:
    engine = open_engine(parse_url(database_url))
    identity = Identity(ADMIN, "admin", "Ada Admin", Role.ADMIN, None)
    made = Desk(Backend(engine, identity, clock))
    people = (
        (ADMIN, "admin", "Ada Admin", Role.ADMIN),
        (ANNA, "anna", "Anna Ames", Role.AM),
        (BERT, "bert", "Bert Bo", Role.AM),
    )
    for user_id, login, name, role in people:
        made.insert(
            users,
            {"id": user_id, "login": login, "name": name, "role": role, "zone": "UTC", "active": True,
             "created_at": NOW, "updated_at": NOW},
        )  # fmt: skip
    yield made
    made.backend.close()


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of lines."""

    def write(name: str, *lines: str) -> Path:
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write
