"""Copies of a database on a server: made, looked through and put back by PostgreSQL's own tools."""

import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, text

from amtui.data import schema
from amtui.data.engine import for_writing
from amtui.data.faults import translated
from amtui.data.guard import roles, walls
from amtui.data.guard.session import as_steward
from amtui.data.models import metadata
from amtui.domain.errors import Refused, Unavailable
from amtui.services.seals import is_whole, seal
from amtui.services.wiring import opened

SECONDS = 3600
VARIABLES = {"host": "PGHOST", "port": "PGPORT", "username": "PGUSER", "password": "PGPASSWORD"}
QUERIED = {
    "host": "PGHOST",
    "port": "PGPORT",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}
"""What stands behind the question mark of a URL, by the name that the server's tools have for it."""
COPY = re.compile(r"^COPY public\.(\"?)(\w+)\1 ")


def dump(url: URL, path: Path) -> None:
    """Write a copy as the administrators' role, which sees all rows, seal it and read it through.

    Raises:
        Refused: the tool is missing.
        Unavailable: it could not be made, or not be read.
    """
    _run(
        url,
        "pg_dump",
        "--format=custom",
        f"--role={roles.ADMIN}",
        "--enable-row-security",
        f"--file={path}",
        "--no-password",
        str(url.database),
    )
    seal(path)
    rows_in(path)


def rows_in(path: Path) -> Counter[str]:
    """Return how many rows of each table a copy holds, reading it to its end.

    Raises:
        Refused: the tool is missing.
        Unavailable: it is no copy, or damaged.
    """
    program, found, table = _program("pg_restore"), Counter[str](), ""
    # The server's tool has no checksum of definitions, and would take a changed one for a good one.
    if not is_whole(path):
        raise Unavailable(f"{path} is damaged, or no copy of a server's database", next="Use another copy.")
    with tempfile.TemporaryFile("w+") as said:
        reading = [program, "--data-only", "--file=-", str(path)]
        process = subprocess.Popen(  # noqa: S603 a program of the system, without a shell
            reading, stdout=subprocess.PIPE, stderr=said, text=True, errors="replace"
        )
        for line in process.stdout or ():
            if table and line == "\\.\n":
                table = ""
            elif table:
                found[table] += 1
            elif (begins := COPY.match(line)) is not None:
                table = begins[2]
                found[table] += 0
    if process.wait() != 0 or table:
        raise Unavailable(f"{path} is damaged, or no copy of a server's database", next="Use another copy.")
    if "alembic_version" not in found:
        raise Unavailable(f"{path} is no amtui database", next="Name a file made by `amtui db backup`.")
    return found


def restore(source: Path, target: URL) -> None:
    """Put a copy into an empty database, all of it or nothing, and count whether all of it is there.

    Raises:
        Refused: the database holds tables, or the tool is missing.
        Unavailable: the copy is damaged or of another version; the database is as it was then.
    """
    wanted = rows_in(source)
    with opened(target) as engine:
        _check_empty(engine)
        with translated(), for_writing(engine.connect()) as connection, connection.begin():
            roles.make(connection)
        command = ("--single-transaction", "--exit-on-error", "--no-password", f"--dbname={target.database}")
        _run(target, "pg_restore", *command, str(source))
        with translated(), for_writing(engine.connect()) as connection, connection.begin():
            walls.prepare(connection)
            schema.check(connection)
            walls.take_down(connection)
            walls.put_up(connection)
            _check_whole(connection, wanted)
        engine.dispose()


def _check_empty(engine: Engine) -> None:
    tables = text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    with translated(), engine.connect() as connection:
        if connection.execute(tables).scalar_one():
            raise Refused(
                "the database is not empty", next="Make an empty one on the server, and name that with --db."
            )


def _check_whole(connection: Connection, wanted: Counter[str]) -> None:
    as_steward(connection)
    for table, rows in wanted.items():
        if table in metadata.tables:
            there = connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one()  # noqa: S608
            if there != rows:
                raise Unavailable(f"{there} of {rows} rows of {table} came back", next="Use another copy.")


def _program(name: str) -> str:
    program = shutil.which(name)
    if program is None:
        raise Refused(
            f"copying a PostgreSQL database takes the program {name}, which is not installed",
            next="Install the PostgreSQL client, or use the server's own backups.",
        )
    return program


def _run(url: URL, name: str, *arguments: str) -> None:
    """Run a tool of the server; secrets go by the environment, not the command line."""
    done = subprocess.run(  # noqa: S603 a program of the system, without a shell
        [_program(name), *arguments],
        env={**os.environ, **_settings(url)},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=SECONDS,
    )
    if done.returncode != 0:
        reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise Unavailable(f"{name} failed: {reason[0]}", next="Check that its version suits the server's.")


def _settings(url: URL) -> Mapping[str, str]:
    given = {name: getattr(url, part) for part, name in VARIABLES.items()}
    settings = {name: str(value) for name, value in given.items() if value is not None}
    return settings | {name: str(url.query[part]) for part, name in QUERIED.items() if part in url.query}
