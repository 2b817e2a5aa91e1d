"""Looking after a database: is it sound, is what it adds up still right."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, select, text
from sqlalchemy.exc import DBAPIError

from amtui.data import schema
from amtui.data.engine import for_writing, is_sqlite
from amtui.data.faults import explain, translated
from amtui.data.guard import roles
from amtui.data.guard.session import as_steward
from amtui.data.models import accounts
from amtui.domain.errors import Unavailable
from amtui.domain.wording import counted, label

SHOWN = 5


RESTORE = "Restore a backup with `amtui db restore`."
ANEW = "Work them out again with --repair."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        what: what was looked at.
        problems: what is wrong with it, in words; nothing when it is sound.
        advice: what to do about it.
    """

    what: str
    problems: tuple[str, ...] = ()
    advice: str = ""

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(engine: Engine) -> tuple[Finding, ...]:
    """Look whether a database is sound: its pages, references, schema and daily figures.

    What cannot be looked at because something before it is wrong is left out.

    Raises:
        Unavailable: if the database cannot be reached at all.
    """
    with translated(), engine.connect() as connection:
        found = [*_storage(connection), schema_finding(connection)]
        see_all(connection)
        if all(finding.sound for finding in found):
            found.append(Finding("daily figures", differing(connection), ANEW))
        return tuple(found)


def repair(engine: Engine) -> int:
    """Work out the daily figures of every account again; return how many accounts there are.

    Raises:
        Unavailable: if the database cannot be written.
    """
    from amtui.services.rollups import rebuild_all

    with translated(), for_writing(engine.connect()) as connection, connection.begin():
        see_all(connection)
        rebuild_all(connection)
        return int(connection.execute(select(func.count()).select_from(accounts)).scalar_one())


def see_all(connection: Connection) -> None:
    """Look at everybody's rows on a server that keeps people to their books."""
    if not is_sqlite(connection) and roles.are_there(connection):
        as_steward(connection)


def _storage(connection: Connection) -> tuple[Finding, ...]:
    """Look at pages and references; a server looks after both itself."""
    if not is_sqlite(connection):
        connection.execute(text("SELECT 1"))
        return (Finding("server"),)
    try:
        said = connection.execute(text("PRAGMA integrity_check(20)")).scalars().all()
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    except DBAPIError as error:
        return (Finding("pages", (explain(error).message,), RESTORE),)
    pages = () if list(said) == ["ok"] else tuple(map(str, said))
    return Finding("pages", pages, RESTORE), Finding("references", _first(_dangling(broken)), RESTORE)


def _dangling(broken: Sequence[Row[*tuple[Any, ...]]]) -> tuple[str, ...]:
    """Tell which rows refer to nothing; those of a table without row numbers together."""
    numbered = [f"{row[0]} row {row[1]} refers to {row[2]}, which is not there" for row in broken if row[1]]
    together = Counter((row[0], row[2]) for row in broken if row[1] is None)
    return (*numbered, *(_together(n, table, there) for (table, there), n in together.items()))


def _together(n: int, table: str, there: str) -> str:
    rows = counted(n, f"row of {table} refers", f"rows of {table} refer")
    return f"{rows} to {there}, which are not there"


def schema_finding(connection: Connection) -> Finding:
    """Look whether the schema is the one of this program."""
    try:
        schema.check(connection)
    except Unavailable as error:
        return Finding("schema", (error.message,), error.next)
    return Finding(f"schema {schema.HEAD}")


def differing(connection: Connection, account_ids: Sequence[int] | None = None) -> tuple[str, ...]:
    """Hold the daily figures of accounts, or of all, against what their calls and attempts add up to."""
    from amtui.services.rollups import differences

    found = differences(connection, account_ids)
    if not found:
        return ()
    names = {row.id: row.name for row in connection.execute(select(accounts.c.id, accounts.c.name))}
    return _first(tuple(f"{label(each.kpi)} of {names[each.account_id]} on {each.day}" for each in found))


def _first(problems: tuple[str, ...]) -> tuple[str, ...]:
    if len(problems) <= SHOWN:
        return problems
    return (*problems[:SHOWN], f"and {counted(len(problems) - SHOWN, 'more', 'more')}")
