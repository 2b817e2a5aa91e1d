"""Every table through the application's own roles, by raw SQL: nobody gets at the rows of another."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from amtui.data.guard.roles import ADMIN, OWNER, PERSONAL, ROLES
from amtui.data.models import accounts, metadata, users
from amtui.data.models.guards import Guard, guard_of
from tests.data.guard.conftest import ANA, BEN, Office
from tests.data.guard.rows import Row
from tests.support.databases import SERVICE

PRIVATE = {
    Guard.BOOK, Guard.MARK, Guard.OWN, Guard.TEAM, Guard.SECRET, Guard.KEYS, Guard.AUDIT, Guard.DONE,
    Guard.FILED,
}  # fmt: skip
"""Kinds of which a row is about somebody."""
READ_ONLY = {Guard.OFFICE, Guard.OPEN, Guard.KEYS}
REFUSALS = "foreign key|duplicate key|row-level security"
RECORDS = {Guard.AUDIT, Guard.DONE, Guard.SECRET}
"""Kinds whose rows nobody deletes who is no administrator."""


def tables(*kinds: Guard) -> list[Table]:
    return [table for table in metadata.sorted_tables if guard_of(table) in kinds]


def private() -> list[Table]:
    return tables(*PRIVATE)


def key_of(table: Table, row: Row) -> Any:
    keys = [column == row[column.name] for column in table.primary_key.columns]
    return keys[0] if len(keys) == 1 else keys[0] & keys[1] if len(keys) == 2 else keys[0] & keys[1] & keys[2]


@contextmanager
def refused(connection: Connection, table: Table) -> Iterator[None]:
    """Expect the server to refuse something, and go on behind it."""
    with pytest.raises(DBAPIError) as caught, connection.begin_nested():  # noqa: PT012 the caller's statement
        yield
        pytest.fail(f"{table.name}: it was let through")
    assert f'"{table.name}"' in str(caught.value) or f"table {table.name}" in str(caught.value)
    assert "row-level security" in str(caught.value) or "permission denied" in str(caught.value)


def test_every_table_declares_its_guard() -> None:
    assert [table.name for table in metadata.sorted_tables if guard_of(table) is None] == []


def test_every_row_of_a_book_follows_its_account() -> None:
    loose = []
    for table in tables(Guard.BOOK, Guard.MARK):
        keys = [key for key in table.foreign_key_constraints if "am_id" in key.column_keys]
        if table is not accounts and not any(key.onupdate == "CASCADE" for key in keys):
            loose.append(table.name)
    assert loose == []


def test_the_database_forces_it_on_every_table_and_the_program_owns_nothing(office: Office) -> None:
    with office.engine.connect() as connection:
        walls = connection.execute(
            text("""SELECT relname, relrowsecurity AND relforcerowsecurity, relowner::regrole::text
                    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'""")
        ).all()
        others = connection.execute(
            text("""SELECT proname, proowner::regrole::text FROM pg_proc
                    WHERE pronamespace = 'public'::regnamespace""")
        ).all()
        powers = connection.execute(
            text("""SELECT rolname FROM pg_roles WHERE rolname = ANY (:ours)
                    AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolinherit)"""),
            {"ours": [*ROLES, SERVICE, "ana"]},
        ).all()
    assert {name for name, forced, _ in walls if not forced} == {"alembic_version"}
    assert {owner for _, _, owner in walls} | {owner for _, owner in others} == {OWNER}
    assert powers == []


def test_a_login_that_takes_on_no_role_may_do_nothing_at_all(office: Office) -> None:
    for login in (SERVICE, "ana"):
        with office.as_login(login) as connection:
            for table in metadata.sorted_tables:
                with refused(connection, table):
                    connection.execute(select(func.count()).select_from(table))


def test_without_an_identity_there_are_no_rows_and_none_go_in(office: Office) -> None:
    with office.unnamed() as connection:
        for table in metadata.sorted_tables:
            if guard_of(table) is not Guard.OPEN:
                assert connection.scalar(select(func.count()).select_from(table)) == 0, table.name
            with refused(connection, table):
                connection.execute(insert(table).values(office.rows.values(table, ANA)))
            if guard_of(table) not in READ_ONLY | RECORDS:
                assert connection.execute(delete(table)).rowcount == 0, table.name


def test_a_stranger_with_a_login_of_the_server_sees_nothing(office: Office) -> None:
    with office.ana("personal") as connection:
        connection.execute(text("RESET SESSION AUTHORIZATION"))
        connection.execute(update(users).where(users.c.id == ANA).values(active=False))
        connection.execute(text(f"SET LOCAL SESSION AUTHORIZATION ana; SET LOCAL ROLE {PERSONAL}"))
        seen = {table.name for table in metadata.sorted_tables if connection.execute(select(table)).first()}
    assert seen == {table.name for table in tables(Guard.OPEN)}


def test_nobody_reads_or_counts_or_guesses_the_rows_of_another(office: Office, way: str) -> None:
    with office.ana(way) as connection:
        for table in private():
            mine, theirs = (office.rows.made[table.name][who] for who in (ANA, BEN))
            assert connection.scalar(select(func.count()).select_from(table)) == 1, table.name
            assert connection.execute(select(table).where(key_of(table, mine))).first(), table.name
            assert connection.execute(select(table).where(key_of(table, theirs))).first() is None, table.name
            for name, value in theirs.items():
                if value not in [mine[name], None]:
                    guess = select(func.count()).select_from(table).where(table.c[name] == value)
                    assert connection.scalar(guess) == 0, f"{table.name}.{name}"


def test_nobody_changes_or_removes_the_rows_of_another(office: Office, way: str) -> None:
    with office.ana(way) as connection:
        for table in private():
            theirs = office.rows.made[table.name][BEN]
            name = list(table.columns)[-1].name
            change = update(table).where(key_of(table, theirs)).values({name: theirs[name]})
            removal = delete(table).where(key_of(table, theirs))
            for statement in (change, removal):
                try:
                    with connection.begin_nested():
                        assert connection.execute(statement).rowcount == 0, table.name
                except DBAPIError as error:
                    assert "permission denied" in str(error)  # noqa: PT017


def test_nobody_adds_rows_to_another(office: Office, way: str) -> None:
    with office.ana(way) as connection:
        for table in private():
            with refused(connection, table):
                connection.execute(insert(table).values(office.rows.values(table, BEN)))


def test_nobody_moves_rows_to_another_or_takes_theirs(office: Office, way: str) -> None:
    with office.ana(way) as connection:
        for table in tables(Guard.BOOK, Guard.MARK):
            mine, theirs = (office.rows.made[table.name][who] for who in (ANA, BEN))
            with refused(connection, table):
                connection.execute(update(table).where(key_of(table, mine)).values(am_id=BEN))
            taken = update(table).where(key_of(table, theirs)).values(am_id=ANA)
            assert connection.execute(taken).rowcount == 0, table.name


def test_a_row_hung_on_the_account_of_another_is_refused(office: Office, way: str) -> None:
    """Under one's own name, so that the guard lets it pass: the reference to account and book does not."""
    theirs = office.rows.made[accounts.name][BEN]["id"]
    with office.ana(way) as connection:
        for table in tables(Guard.BOOK, Guard.AUDIT):
            if "account_id" in table.c:
                values = {**office.rows.values(table, ANA), "account_id": theirs}
                with pytest.raises(DBAPIError, match=REFUSALS), connection.begin_nested():
                    connection.execute(insert(table).values(values))


def test_what_the_office_keeps_is_changed_by_administrators_only(office: Office, way: str) -> None:
    with office.ana(way) as connection:
        for table in tables(*READ_ONLY):
            for statement in (insert(table).values(office.rows.values(table, ANA)), delete(table)):
                with refused(connection, table):
                    connection.execute(statement)


def test_clashing_with_a_hidden_row_does_not_show_it(office: Office, way: str) -> None:
    theirs = office.rows.made[accounts.name][BEN]
    values = {**office.rows.values(accounts, ANA), "name_key": theirs["name_key"]}
    columns = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    steal = (
        f"INSERT INTO accounts ({columns}) VALUES ({marks}) ON CONFLICT (name_key) DO UPDATE SET plan = 'x'"
    )
    values |= {"tier": "top", "status": "active", "billing": "up_to_date"}
    with office.ana(way) as connection, refused(connection, accounts):
        connection.execute(text(f"{steal} RETURNING *"), values)


def test_the_servers_own_statistics_tell_nothing(office: Office, way: str) -> None:
    with office.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE accounts, requests"))
    with office.ana(way) as connection:
        told = connection.execute(text("SELECT * FROM pg_stats WHERE tablename IN ('accounts', 'requests')"))
        assert told.all() == []


def test_administrators_see_all_but_do_not_rewrite_the_record(office: Office) -> None:
    with office.admin() as connection:
        for table in private():
            assert connection.scalar(select(func.count()).select_from(table)) == 2, table.name
        for table in tables(Guard.AUDIT):
            for statement in (update(table).values(action="x"), delete(table)):
                with refused(connection, table):
                    connection.execute(statement)


def test_a_personal_login_cannot_say_that_it_is_somebody_else(office: Office) -> None:
    with office.ana("personal") as connection:
        connection.execute(text(f"SET LOCAL amtui.books = '{ANA},{BEN}'"))
        connection.execute(text(f"SET LOCAL amtui.who = '{BEN}'"))
        assert connection.scalar(select(func.count()).select_from(accounts)) == 1
        for role in (ADMIN, OWNER, "amtui_app", "ben"):
            with pytest.raises(DBAPIError, match="permission denied"), connection.begin_nested():
                connection.execute(text(f"SET LOCAL ROLE {role}"))
