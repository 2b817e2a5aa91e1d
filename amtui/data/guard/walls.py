"""Putting the guard up around the tables, and taking it down while the schema is changed."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

from amtui.data.guard import functions, policies, roles
from amtui.data.models import metadata
from amtui.domain.errors import Unavailable


def prepare(connection: Connection) -> None:
    """Make the roles and go on as the owner of the tables, for the rest of the transaction.

    Raises:
        Unavailable: if roles are missing and whoever logged in may not make them.
    """
    if lacking := roles.missing(connection):
        can = text("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = session_user")
        if not connection.execute(can).scalar_one():
            raise Unavailable(
                f"the server lacks the roles {', '.join(lacking)}, and this login may not make them",
                next="Run it once as a login that may create roles.",
            )
    roles.make(connection)
    _run(
        connection,
        [
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
            f"GRANT USAGE, CREATE ON SCHEMA public TO {roles.OWNER}",
            f"GRANT USAGE ON SCHEMA public TO {', '.join(roles.WORKING)}",
            *_handed_over(connection),
            f"SET LOCAL ROLE {roles.OWNER}",
        ],
    )


def put_up(connection: Connection) -> None:
    """Shut every table to all but those whom its rule lets in; to be run as the owner."""
    _run(connection, [*_opening(), *functions.statements(), *policies.statements(metadata)])


def take_down(connection: Connection) -> None:
    """Take away what hangs on columns and tables, so that these can be changed; as the owner.

    The rows are the owner's meanwhile, who otherwise would not see those that a migration has to change.
    """
    found = connection.execute(
        text("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'")
    )
    drops = [f'DROP POLICY {policy} ON "{table}"' for table, policy in found]
    tables = connection.execute(
        text(
            "SELECT relname FROM pg_class WHERE relforcerowsecurity AND relnamespace = 'public'::regnamespace"
        )
    ).scalars()
    drops += [f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY' for table in tables]
    _run(connection, [*drops, *functions.removals()])


@contextmanager
def lowered(connection: Connection) -> Iterator[None]:
    """Take the guard down for rows that are entered in bulk, by whoever may do that, and put it up again."""
    prepare(connection)
    take_down(connection)
    yield
    put_up(connection)


def shut(connection: Connection) -> None:
    """Shut every table to all, for a schema that the rules are not written for; as the owner."""
    tables = [table for table in _tables(connection, "tableowner = :owner") if table in metadata.tables]
    _run(connection, [f'ALTER TABLE "{table}" {policies.SHUT}' for table in tables])


def _opening() -> list[str]:
    return ["GRANT SELECT ON alembic_version TO PUBLIC"]


def _handed_over(connection: Connection) -> list[str]:
    """Return what gives the owner the tables of this program that somebody else has made."""
    ours = {*metadata.tables, "alembic_version"}
    tables = [table for table in _tables(connection, "tableowner <> :owner") if table in ours]
    return [f'ALTER TABLE "{table}" OWNER TO {roles.OWNER}' for table in tables]


def _tables(connection: Connection, which: str) -> list[str]:
    query = text(f"SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND {which}")  # noqa: S608
    return list(connection.execute(query, {"owner": roles.OWNER}).scalars())


def _run(connection: Connection, statements: list[str]) -> None:
    """Run statements in one go: there are hundreds of them."""
    if statements:
        # Without the extended protocol's parameters, so that many may go at once.
        connection.exec_driver_sql(";\n".join(statements))
