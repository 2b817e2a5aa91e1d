"""Ways around a guard: rows hung on hidden ones, moved by any owner they name, or changed unasked for."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, ForeignKeyConstraint, Table, delete, insert, text, update
from sqlalchemy.exc import DBAPIError

from amtui.data.models import accounts, leaves, metadata, users
from amtui.data.models.guards import Guard, guard_of
from tests.data.guard.conftest import ANA, BEN, Office
from tests.data.guard.test_walls import PRIVATE, READ_ONLY, REFUSALS, key_of, refused, tables

OWNERS = {
    "am_id": {Guard.BOOK, Guard.MARK},
    "user_id": {Guard.MARK, Guard.OWN, Guard.SECRET, Guard.KEYS},
    "actor_id": {Guard.AUDIT, Guard.DONE, Guard.FILED},
}
"""Columns that tell whose a row is, and where they do."""
NOT_OURS = {Guard.OPEN, *READ_ONLY, Guard.SHARED}
NOBODY = 999_999
Reference = tuple[Table, str, Table]


def references() -> Iterator[Reference]:
    """Yield where a row refers to one that not everybody sees: the table, its column, and the other table.

    But for the account that it belongs to, together with the book.
    """
    for table in metadata.sorted_tables:
        for key in sorted(table.foreign_key_constraints, key=lambda key: str(key.name)):
            of_account = {"account_id", "am_id"} == set(key.column_keys)
            if guard_of(key.referred_table) in PRIVATE and guard_of(table) not in NOT_OURS and not of_account:
                yield table, _column(key), key.referred_table


def _column(key: ForeignKeyConstraint) -> str:
    (column,) = (name for name in key.column_keys if name != "am_id")
    return column


def told(connection: Connection, table: Table, column: str, value: int, office: Office) -> set[str]:
    """Return what the server answers to a new row and a changed one that refer to another."""
    mine = office.rows.made[table.name][ANA]
    answers = set()
    for statement in (
        insert(table).values({**office.rows.values(table, ANA), column: value}),
        update(table).where(key_of(table, mine)).values({column: value}),
    ):
        with pytest.raises(DBAPIError) as caught, connection.begin_nested():  # noqa: PT012
            connection.execute(statement)
            pytest.fail(f"{table.name}.{column}: it was let through")
        answers.add(str(caught.value.orig).splitlines()[0])
    return answers


@contextmanager
def kept(connection: Connection) -> Iterator[None]:
    """Give up what is done."""
    point = connection.begin_nested()
    try:
        yield
    finally:
        point.rollback()


@pytest.mark.parametrize("reference", references(), ids=lambda one: f"{one[0].name}.{one[1]}")
def test_what_hangs_on_a_hidden_row_is_refused_and_does_not_tell_that_it_is_there(
    office: Office, way: str, reference: Reference
) -> None:
    table, column, other = reference
    theirs = office.rows.made[other.name][BEN]["id"]
    with office.ana(way) as connection:
        there = told(connection, table, column, theirs, office)
        assert there == told(connection, table, column, NOBODY, office)


def test_every_kind_of_table_has_its_proofs() -> None:
    assert PRIVATE | READ_ONLY | {Guard.SHARED, Guard.ABSENCE} == set(Guard)


def test_nobody_hands_over_rows_by_any_name_that_stands_in_them(office: Office, way: str) -> None:
    with office.ana(way) as connection:
        for name, kinds in OWNERS.items():
            for table in tables(*kinds):
                own = key_of(table, office.rows.made[table.name][ANA])
                with refused(connection, table):
                    connection.execute(update(table).where(own).values({name: BEN}))


def test_a_change_that_looks_at_nothing_reaches_no_further(office: Office, way: str) -> None:
    """Where a statement reads no column the server asks only who may change, not who may see."""
    with office.ana(way) as connection:
        for table in tables(*PRIVATE, Guard.ABSENCE):
            name = list(table.columns)[-1].name
            mine = office.rows.made[table.name][ANA]
            for statement in (update(table).values({name: mine[name]}), delete(table)):
                try:
                    with kept(connection):
                        assert connection.execute(statement).rowcount <= 1, table.name
                except DBAPIError as error:
                    assert any(why in str(error) for why in ("permission denied", "foreign key")), error  # noqa: PT017


def test_an_absence_is_changed_by_whoever_is_away_and_those_of_the_book(office: Office, way: str) -> None:
    theirs = key_of(leaves, office.rows.made[leaves.name][BEN])
    with office.ana(way) as connection:
        for reaching in (update(leaves).where(theirs).values(cover_id=ANA), delete(leaves).where(theirs)):
            assert connection.execute(reaching).rowcount == 0
        for giving in (
            insert(leaves).values(office.rows.values(leaves, BEN)),
            update(leaves).where(leaves.c.user_id == ANA).values(user_id=BEN),
        ):
            with refused(connection, leaves):
                connection.execute(giving)


def test_nobody_but_administrators_changes_what_the_office_keeps(office: Office, way: str) -> None:
    with office.ana(way) as connection:
        for table in tables(*READ_ONLY):
            with refused(connection, table):
                name = list(table.columns)[-1].name
                connection.execute(update(table).values({name: table.c[name]}))
        with refused(connection, users):
            connection.execute(update(users).where(users.c.id == ANA).values(role="admin"))


def test_an_account_keeps_a_parent_that_its_account_manager_does_not_see(office: Office, way: str) -> None:
    mine, theirs = (office.rows.made[accounts.name][who]["id"] for who in (ANA, BEN))
    own = update(accounts).where(accounts.c.id == mine)
    with office.ana(way) as connection:
        connection.execute(text("SET LOCAL SESSION AUTHORIZATION DEFAULT"))
        connection.execute(own.values(parent_id=theirs))
        office.become_ana(connection, way)
        assert connection.execute(own.values(plan="Premium")).rowcount == 1
        with pytest.raises(DBAPIError, match=REFUSALS), connection.begin_nested():
            connection.execute(
                insert(accounts).values({**office.rows.values(accounts, ANA), "parent_id": theirs})
            )
        assert connection.execute(own.values(parent_id=None)).rowcount == 1
        with refused(connection, accounts):
            connection.execute(own.values(parent_id=theirs))
