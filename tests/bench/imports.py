"""How fast calls come in, once and again, and in how much memory, beside the plainest ways into SQLite."""

import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

from tests.bench import databases, processes
from tests.bench.measure import Figures
from tests.bench.terminal import now
from tests.support import postgres
from tests.support.databases import libpq

HEADER = "external_id started_at direction outcome wait_seconds talk_seconds queue agent number"
PANDAS = """
import sqlite3, sys, pandas
rows = pandas.read_csv(sys.argv[1])
rows.to_sql("call", sqlite3.connect(sys.argv[2]), index=False, chunksize=10_000)
"""

Way = Callable[[Path, Path], list[tuple[float, float]]]
"""Takes a file in, with a folder for what it makes; seconds and MiB of each time it does."""


def calls(count: int) -> Path:
    """Return a CSV file with so many calls, the same on every machine."""
    path = databases.cache() / f"calls-{count}.csv"
    if not path.exists():
        begun = path.with_suffix(".begun")
        with begun.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER.split())
            writer.writerows(_rows(count))
        begun.rename(path)
    return path


def _rows(count: int) -> Iterator[list[object]]:
    random_ = random.Random(count)
    started = datetime(2026, 1, 1, 8, tzinfo=UTC)
    for number in range(count):
        started += timedelta(seconds=random_.randrange(60))
        outcome = random_.choices(["answered", "abandoned", "no_agent"], [90, 7, 3])[0]
        wait, talk = random_.randrange(120), random_.randrange(600) if outcome == "answered" else 0
        queue, agent = f"Queue {number % 5}", f"agent{number % 40}"
        yield [f"c{number}", started.isoformat(), "inbound", outcome, wait, talk, queue, agent, "+4930000000"]


def timed(command: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Run a command in a session of its own; return seconds and the largest PSS seen, in MiB.

    Raises:
        RuntimeError: it failed.
    """
    begin, peak = now(), 0
    with tempfile.TemporaryFile() as output:
        pipes = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": output}
        process = subprocess.Popen(command, start_new_session=True, env={**os.environ, **env}, **pipes)  # type: ignore[call-overload]
        while True:
            try:
                process.wait(0.05)
                break
            except subprocess.TimeoutExpired:
                peak = max(peak, processes.pss_kib(process.pid))
        took = now() - begin
        if process.returncode:
            output.seek(0)
            raise RuntimeError(output.read().decode(errors="replace")[-500:])
    return took, peak / 1024


def amtui(url: str, file: Path) -> list[tuple[float, float]]:
    """Import the file with the program, twice, into a new account of a new database."""
    databases.amtui("--db", url, "db", "init")
    databases.amtui("--db", url, "account", "add", "Bench")
    command = [sys.executable, "-m", "amtui", "--db", url, "import", "calls", str(file), "--account", "Bench"]
    return [timed(command, databases.environment()) for _ in range(2)]


def into_sqlite(file: Path, folder: Path) -> list[tuple[float, float]]:
    """Import the file into a SQLite database."""
    return amtui(f"sqlite:///{folder / 'amtui.db'}", file)


def into_postgresql(file: Path, _folder: Path) -> list[tuple[float, float]]:
    """Import the file into a PostgreSQL server of its own, which does not wait for the disk."""
    with own_server() as url:
        return amtui(url, file)


def ready_rows(file: Path, folder: Path) -> list[tuple[float, float]]:
    """Let PostgreSQL alone take in rows that are ready as it wants them, with the keys and indexes of ours.

    As a superuser, since nobody else may COPY into a guarded table: no import can be quicker than this.
    """
    with own_server() as url:
        amtui(url, file)
        rows = folder / "rows"
        with psycopg.connect(libpq(url), autocommit=True) as connection, connection.cursor() as cursor:
            with rows.open("wb") as taken, cursor.copy("COPY calls TO STDOUT") as copy:
                for block in copy:
                    taken.write(block)
            cursor.execute("TRUNCATE calls")
            begin = now()
            with rows.open("rb") as given, cursor.copy("COPY calls FROM STDIN") as copy:
                while block := given.read(1 << 20):
                    copy.write(block)
            return [(now() - begin, 0.0)]


@contextmanager
def own_server() -> Iterator[str]:
    """Yield the URL of an empty database on a PostgreSQL server that is started for it."""
    server = postgres.start()
    try:
        with psycopg.connect(libpq(server.url("postgres")), autocommit=True) as connection:
            connection.execute("CREATE DATABASE amtui")
        yield server.url("amtui")
    finally:
        server.stop()


def sqlite_shell(file: Path, folder: Path) -> list[tuple[float, float]]:
    """Import the file with the SQLite shell, as text into a table without indexes."""
    return [timed(["sqlite3", str(folder / "shell.db"), "-cmd", ".mode csv", f".import {file} call"], {})]


def plain_pandas(file: Path, folder: Path) -> list[tuple[float, float]]:
    """Import the file with two lines of pandas."""
    return [timed([sys.executable, "-c", PANDAS, str(file), str(folder / "pandas.db")], {})]


def ways() -> dict[str, Way]:
    """Return the ways that this machine has, the yardstick first."""
    found: dict[str, Way] = {"plain pandas": plain_pandas, "amtui import": into_sqlite}
    if shutil.which("sqlite3"):
        found["sqlite3 .import"] = sqlite_shell
    if next(postgres.binary_folders(), None) is not None:
        found["amtui import, PostgreSQL"] = into_postgresql
        found["COPY of ready rows, PostgreSQL"] = ready_rows
    return found


def run(sizes: list[int], rounds: int) -> dict[str, list[Figures]]:
    """Measure all ways over all sizes, interleaved: rows a second, MiB, and how many times pandas' time."""
    results: dict[str, list[Figures]] = {}
    for _ in range(rounds):
        for size in sizes:
            yardstick = 0.0
            for name, way in ways().items():
                with tempfile.TemporaryDirectory(prefix="amtui-bench-") as folder:
                    done = way(calls(size), Path(folder))
                for time, (seconds, peak) in zip(("", ", again"), done, strict=False):
                    yardstick = yardstick or seconds
                    figures = {"rows_s": size / seconds, "peak": peak, "times": seconds / yardstick}
                    results.setdefault(f"{name}{time}, {size:,}", []).append(figures)
    return results
