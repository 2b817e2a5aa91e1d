"""Whose books the server lets somebody see, and that it finds their rows along indexes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, Table, event, insert, select, text, update

from amtui.data.guard.roles import APP
from amtui.data.models import accounts, leaves, metadata, requests, timeline, users
from amtui.data.models.guards import Guard, guard_of
from amtui.data.queries.requests import request_page
from amtui.data.reading import Reading
from amtui.domain.clock import SystemClock
from amtui.domain.paging import Order
from amtui.domain.people import Scope
from amtui.domain.vocabulary import AccountStatus
from amtui.services.identity import books_of
from tests.data.guard.conftest import ANA, BEN, MAX, Office

TODAY = SystemClock().now().date()


@contextmanager
def everybody(office: Office) -> Iterator[Connection]:
    """Work as whoever may do everything, and give it up."""
    with office.engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def as_max(connection: Connection) -> None:
    """Go on as the manager of both books."""
    connection.execute(text(f"SET LOCAL ROLE {APP}"))
    connection.execute(text(f"SET LOCAL amtui.who = '{MAX}'; SET LOCAL amtui.books = '0,{MAX},{ANA},{BEN}'"))


@pytest.mark.parametrize("login", ["ana", "ben", "max"])
def test_the_server_knows_the_same_books_as_the_program(office: Office, login: str) -> None:
    covered = {"user_id": BEN, "cover_id": ANA, "first": TODAY - timedelta(2), "last": TODAY + timedelta(2)}
    over = {"user_id": MAX, "cover_id": ANA, "first": TODAY - timedelta(9), "last": TODAY - timedelta(5)}
    with everybody(office) as connection:
        connection.execute(insert(leaves), [covered, over])
        connection.execute(update(users).where(users.c.login == "ben").values(manager_id=ANA))
        row = connection.execute(select(users).where(users.c.login == login)).mappings().one()
        known = books_of(connection, row, SystemClock()) or frozenset()
        connection.execute(text(f"SET LOCAL SESSION AUTHORIZATION {login}; SET LOCAL ROLE amtui_personal"))
        assert frozenset(connection.execute(text("SELECT amtui_books()")).scalar_one()) == known


def leading(table: Table) -> list[str]:
    """Return the indexes of a table that begin with the account manager."""
    return [str(index.name) for index in table.indexes if next(iter(index.columns)).name == "am_id"]


def explained(connection: Connection, statement: str, parameters: Any = None) -> str:
    for way in ("seqscan", "bitmapscan", "sort"):  # what serves small tables and no others
        connection.execute(text(f"SET LOCAL enable_{way} = off"))
    cursor = connection.connection.cursor()
    cursor.execute(f"EXPLAIN {statement}", parameters)
    return "\n".join(row[0] for row in cursor.fetchall())


@pytest.mark.parametrize("table", [t for t in metadata.sorted_tables if leading(t)], ids=lambda t: t.name)
def test_the_policy_alone_is_looked_up_in_an_index(office: Office, table: Table, way: str) -> None:
    """Without the outer cast it would be a filter on every row; with an OR for administrators too."""
    assert guard_of(table) is Guard.BOOK
    with office.ana(way) as connection:
        plan = explained(connection, f'SELECT * FROM "{table.name}"')
    assert any(name in plan for name in leading(table)), plan
    assert "Cond: (am_id = ANY" in plan, plan
    assert "SubPlan" not in plan.replace("InitPlan", ""), plan


def many_requests() -> list[str]:
    """Return what makes so many requests that the planner minds its way."""
    columns = [
        column.name
        for column in requests.columns
        if column.computed is None and column.name not in {"id", "ref", "next_due_at", "is_open"}
    ]
    same = ", ".join(columns)
    copied = f"""
      INSERT INTO requests (ref, next_due_at, is_open, {same})
      SELECT ref || '-' || n, next_due_at + n * interval '1 minute', true, {same}
      FROM requests, generate_series(1, 2000) AS n WHERE am_id = {BEN} OR n % 8 = 0"""
    return [copied, "ANALYZE requests"]


def queue_plan(office: Office, way: str, now: datetime, **asked: Any) -> str:
    """Return how the server goes about the queue's first page among many requests."""
    said: list[tuple[str, Any]] = []

    def note(*arguments: Any) -> None:
        said.append((arguments[2], arguments[3]))

    with office.ana(way) as connection:
        connection.execute(text("SET LOCAL SESSION AUTHORIZATION DEFAULT"))
        for statement in many_requests():
            connection.execute(text(statement))
        office.become_ana(connection, way)
        event.listen(connection, "before_cursor_execute", note)
        request_page(Reading(connection, Scope(frozenset({ANA})), now, ZoneInfo("UTC"), ANA), **asked)
        event.remove(connection, "before_cursor_execute", note)
        return explained(connection, *said[-1])


def test_the_queue_is_read_along_its_index_behind_the_policy(office: Office, way: str) -> None:
    plan = queue_plan(office, way, datetime(2026, 11, 23, tzinfo=UTC))
    assert f"(am_id = '{ANA}'::bigint) AND (is_open = true))" in plan, plan
    assert "using ix_requests_am_due" in plan, plan
    assert "Sort Key" not in plan[plan.index("Limit") : plan.index("ix_requests_am_due")], plan


def test_requests_that_are_late_are_not_looked_for_among_all_by_their_number(
    office: Office, way: str
) -> None:
    """Those of a book that are late are the latest ones as a rule, at the end of all numbers."""
    plan = queue_plan(office, way, datetime(2027, 11, 23, tzinfo=UTC), order=Order("sla"))
    for late in ("requests_1 ", "requests_2 "):
        assert f"ix_requests_am_standing on requests {late}" in plan, plan


def test_all_that_hangs_on_an_account_follows_it_to_another_book(office: Office) -> None:
    account = office.rows.made["accounts"][ANA]["id"]
    follow = [t for t in metadata.sorted_tables if guard_of(t) is Guard.BOOK and t is not accounts]
    with everybody(office) as connection:
        as_max(connection)
        before = {t.name: len(connection.execute(select(t).where(t.c.am_id == BEN)).all()) for t in follow}
        connection.execute(update(accounts).where(accounts.c.id == account).values(am_id=BEN))
        after = {t.name: len(connection.execute(select(t).where(t.c.am_id == BEN)).all()) for t in follow}
    assert after == {name: count + 1 for name, count in before.items()}


def test_of_hidden_accounts_their_place_in_the_family_is_told_and_no_more(office: Office, way: str) -> None:
    mine, theirs = (office.rows.made["accounts"][who]["id"] for who in (ANA, BEN))
    family = text("SELECT id, parent_id, active, seen FROM amtui_family(:id)")
    with office.ana(way) as connection:
        assert connection.execute(family, {"id": theirs}).all() == []
        connection.execute(text("SET LOCAL SESSION AUTHORIZATION DEFAULT"))
        below = update(accounts).where(accounts.c.id == theirs)
        connection.execute(below.values(parent_id=mine, status=AccountStatus.INACTIVE))
        office.become_ana(connection, way)
        found = {tuple(row) for row in connection.execute(family, {"id": mine})}
    assert {(mine, True), (theirs, False)} == {(row[0], row[3]) for row in found}
    assert (theirs, mine, False, False) in found


def test_the_history_of_an_account_goes_with_it(office: Office) -> None:
    with everybody(office) as connection:
        audit = metadata.tables["audit"]
        account = office.rows.made["accounts"][BEN]["id"]
        connection.execute(update(audit).where(audit.c.am_id == BEN).values(account_id=account))
        connection.execute(update(accounts).where(accounts.c.id == account).values(am_id=ANA))
        office.become_ana(connection, "app")
        assert len(connection.execute(select(audit).where(audit.c.account_id == account)).all()) == 1
        assert connection.execute(select(requests).where(requests.c.account_id == account)).first()
        assert connection.execute(select(timeline)).first()
