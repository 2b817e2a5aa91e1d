"""What a database says of its own schema and rows, in a form that two databases can be compared by."""

import re
from typing import Any

from sqlalchemy import Connection, Engine, text

Described = dict[str, list[str]]

POSTGRES = {
    "columns": """
        SELECT table_name || '.' || column_name, data_type, coalesce(collation_name, ''), is_nullable,
               coalesce(column_default, ''), coalesce(numeric_precision::text, '')
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "policies": """
        SELECT tablename, policyname, roles::text, cmd, coalesce(qual, ''), coalesce(with_check, '')
        FROM pg_policies WHERE schemaname = 'public'""",
    "grants": """
        SELECT grantee, privilege_type, table_name FROM information_schema.role_table_grants
        WHERE table_schema = 'public' AND grantee LIKE 'amtui\\_%%'""",
    "walls": """
        SELECT relname, relrowsecurity, relforcerowsecurity, relowner::regrole FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'""",
    "functions": """
        SELECT p.oid::regprocedure, proowner::regrole, prosecdef, proconfig::text, proacl::text
        FROM pg_proc p WHERE pronamespace = 'public'::regnamespace""",
    "sequences": "SELECT sequencename, data_type::text FROM pg_sequences WHERE schemaname = 'public'",
}


def described(engine: Engine) -> Described:
    """Return tables, columns, constraints and indexes as the engine itself tells them, sorted."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            return _sqlite(connection)
        return {
            name: sorted(" ".join(map(str, row)) for row in connection.execute(text(query)))
            for name, query in POSTGRES.items()
        }


def _sqlite(connection: Connection) -> Described:
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    return {name: _parts(sql) for name, sql in rows}


def _parts(sql: str) -> list[str]:
    """Return what stands between the commas of a statement; their order is of no matter.

    A column that was added later stands behind the constraints, and no line of its own.
    """
    text = re.sub(r"\s+", " ", sql)
    depth, parts = 0, [""]
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and sign == ")":
            parts.append("")
        if (sign == "," and depth == 1) or (sign == "(" and depth == 1 and len(parts) == 1):
            parts.append("")
        else:
            parts[-1] += sign
    return sorted(part.strip() for part in parts)


def dumped(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table as the driver gives it, sorted."""
    with engine.connect() as connection:
        return {
            table: sorted(map(tuple, connection.execute(text(f'SELECT * FROM "{table}"'))), key=repr)
            for table in table_names(connection)
        }


def table_names(connection: Connection) -> list[str]:
    """Return the names of the tables that are there, sorted."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        if connection.dialect.name == "sqlite"
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    return sorted(connection.scalars(text(query)))
