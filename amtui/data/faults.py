"""What drivers say, turned into our own errors at one door; no SQL, value or password gets through."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from amtui.data.models import metadata
from amtui.data.types import DAMAGED, RESTORE
from amtui.domain.errors import AmtuiError, Refused, Unavailable, Unreachable

SAYINGS: tuple[tuple[str, str, str], ...] = (
    (
        r"database is locked|database table is locked",
        "the database is busy with another program's long write",
        "Try again in a moment; nothing was changed.",
    ),
    (
        r"readonly database|read-only|cannot execute .* in a read-only",
        "the database is read-only",
        "Check the permissions of the file and its folder, open a copy, or leave out --read-only.",
    ),
    (
        r"disk is full|No space left|could not extend file|IOERR_SHM",
        "the disk is full",
        "Make room and try again; nothing was changed.",
    ),
    (
        r"malformed|not a database|invalid page|corrupt|Could not decode to UTF-8",
        DAMAGED,
        RESTORE,
    ),
    (
        (
            r"\w+ authentication failed|no password supplied|role .* does not exist|no pg_hba\.conf entry"
            r"|is not permitted to log in"
        ),
        "the database refused the login",
        "Check the user and password of the database URL, and whom the server lets in from here.",
    ),
    (
        r'database "[^"]*" does not exist',
        "there is no such database on the server",
        "Create it there, then run `amtui db init`.",
    ),
    (
        r"no such table|no such column|does not exist|UndefinedTable",
        "the database has no amtui schema",
        "Make it with `amtui db init`.",
    ),
    (
        r"invalid URI query parameter|invalid connection option|bad value for|invalid \w+ value",
        "the database URL has an option, or a value of one, that PostgreSQL does not know",
        "Check what stands behind the ? of the URL.",
    ),
    (
        r"unable to open database",
        "the database file cannot be opened",
        "Check the file's owner and permissions.",
    ),
    (r"disk I/O error", "the disk reports an error", "Check the disk; restore a backup if it is damaged."),
    (r"interrupted|canceling statement due to user request", "the query was stopped", ""),
    (r"statement timeout", "the query took too long and was stopped", "Narrow the filter and try again."),
)
NOT_NOW: tuple[tuple[str, str, str], ...] = (
    (
        r"session is read-only|server is in hot standby",
        "no database server takes changes just now",
        "Promote a replica, or start the primary.",
    ),
    (
        r"too many clients|remaining connection slots|too many connections for",
        "the database server takes no more connections",
        "Raise its max_connections, or let some sessions end.",
    ),
)
"""What a server that is there says when it may well go at another moment."""
AWAY = r"connection|server closed|could not translate host|failed to resolve host|timeout expired|refused"

UNDEFINED = frozenset({"42P01", "42703"})
"""What a server calls a table, and a column, that is not there."""
NOT_HELD = "a number or a text is not one that a database can hold or look for"


def explain(error: Exception) -> AmtuiError:
    """Return what a driver's error means to a person."""
    orig = getattr(error, "orig", error)
    said = f"{orig} {getattr(orig, 'sqlite_errorname', '')}"
    if why := _refusal(error, said):
        return Refused(why)
    if isinstance(error, PoolTimeout):
        return Unavailable("too many queries at once", next="Try again in a moment.")
    for pattern, what, then in NOT_NOW:
        if re.search(pattern, said):
            return Unreachable(what, next=then)
    for pattern, what, then in SAYINGS:
        if re.search(pattern, said, re.IGNORECASE):
            return Unavailable(what, next=then)
    if re.search(AWAY, said, re.IGNORECASE):
        return Unreachable("the database server cannot be reached", next="Check that it runs.")
    kind = getattr(orig, "sqlstate", None) or type(orig).__name__
    return Unavailable(f"the database reports a fault ({kind})", next="`amtui db check` looks it over.")


def _refusal(error: Exception, said: str) -> str:
    """Return why what was asked for is refused, or nothing where the database itself is at fault."""
    if isinstance(error, IntegrityError):
        return broken_rule(error)
    if "row-level security" in said:
        return "it lies outside the books that you may see"
    if "permission denied" in said:
        return "the database allows this to administrators only"
    return NOT_HELD if isinstance(error, DataError) or "pattern too complex" in said else ""


@contextmanager
def translated() -> Iterator[None]:
    """Turn driver errors raised inside into ours.

    Raises:
        Refused: for a broken constraint, in the constraint's own words, and for a value beyond all bounds.
        Unavailable: for everything else.
    """
    try:
        yield
    except (DBAPIError, PoolTimeout) as error:
        raise explain(error) from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise Refused(NOT_HELD) from error


def check_whole(error: DBAPIError) -> None:
    """Say that a database is damaged, whose schema is the right one, where a query misses a part of it.

    Raises:
        Unavailable: the query failed because a table or a column is not there.
    """
    missing = getattr(error.orig, "sqlstate", None) in UNDEFINED
    if missing or re.search(r"no such (table|column)", str(error.orig)):
        raise Unavailable(f"{DAMAGED}: a part of its schema is missing", next=RESTORE) from error


def passing(error: DBAPIError) -> bool:
    """Tell whether the same transaction may well go through if it is tried again.

    The connection was lost, the server is away, or it gave the transaction up for another's sake: a
    deadlock, or out of order.
    """
    given_up = getattr(error.orig, "sqlstate", None) in {"40P01", "40001"}
    return given_up or error.connection_invalidated or isinstance(explain(error), Unreachable)


def broken_rule(error: IntegrityError) -> str:
    """Return the sentence of the constraint that `error` names, on either engine."""
    said = str(error.orig)
    for name, sentence in sayings_of_constraints().items():
        if name in said:
            return sentence
    if "FOREIGN KEY" in said.upper():
        return "something else still refers to it, or what it refers to is not there"
    return "a rule of the database forbids it"


@cache
def sayings_of_constraints() -> dict[str, str]:
    """Map constraint names, and the columns SQLite names instead, to sentences; longest first."""
    found: dict[str, str] = {}
    for table in metadata.tables.values():
        for constraint in table.constraints:
            if isinstance(constraint, UniqueConstraint | CheckConstraint) and constraint.name:
                words = str(constraint.info.get("says") or f"{table.name}: {constraint.name} is broken")
                found[str(constraint.name)] = words
            if isinstance(constraint, UniqueConstraint):
                columns = ", ".join(f"{table.name}.{column.name}" for column in constraint.columns)
                found[columns] = str(constraint.info.get("says") or f"{columns} must be unique")
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))
