"""How fast calls come in, and in how much memory, beside the plainest ways to get rows into SQLite."""

import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench import databases, processes
from tests.bench.measure import Figures
from tests.bench.terminal import now

HEADER = "external_id started_at direction outcome wait_seconds talk_seconds queue agent number"
PANDAS = """
import sqlite3, sys, pandas
rows = pandas.read_csv(sys.argv[1])
rows.to_sql("call", sqlite3.connect(sys.argv[2]), index=False, chunksize=10_000)
"""


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


def amtui(file: Path, folder: Path) -> tuple[float, float]:
    """Import the file with the program, into a new account of a new database."""
    url = f"sqlite:///{folder / 'amtui.db'}"
    databases.amtui("--db", url, "db", "init")
    databases.amtui("--db", url, "account", "add", "Bench")
    command = [sys.executable, "-m", "amtui", "--db", url, "import", "calls", str(file), "--account", "Bench"]
    return timed(command, databases.environment())


def sqlite_shell(file: Path, folder: Path) -> tuple[float, float]:
    """Import the file with the SQLite shell, as text into a table without indexes."""
    return timed(["sqlite3", str(folder / "shell.db"), "-cmd", ".mode csv", f".import {file} call"], {})


def plain_pandas(file: Path, folder: Path) -> tuple[float, float]:
    """Import the file with two lines of pandas."""
    return timed([sys.executable, "-c", PANDAS, str(file), str(folder / "pandas.db")], {})


def run(sizes: list[int], rounds: int) -> dict[str, list[Figures]]:
    """Measure all ways over all sizes, interleaved; rows per second and MiB."""
    ways = {"amtui import": amtui, "plain pandas": plain_pandas}
    if shutil.which("sqlite3"):
        ways["sqlite3 .import"] = sqlite_shell
    results: dict[str, list[Figures]] = {f"{name}, {size:,}": [] for size in sizes for name in ways}
    for _ in range(rounds):
        for size in sizes:
            for name, way in ways.items():
                with tempfile.TemporaryDirectory(prefix="amtui-bench-") as folder:
                    seconds, peak = way(calls(size), Path(folder))
                results[f"{name}, {size:,}"].append({"rows_s": size / seconds, "peak": peak})
    return results
