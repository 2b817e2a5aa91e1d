"""What rows take on the disk, indexes and all: two demos of one kind that differ in nothing but a number."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from amtui.data.engine import open_engine, parse_url
from amtui.services.demo_file import DemoWish, fill_demo
from tests.bench.databases import NOW
from tests.support import databases

FEW, MANY = 10_000, 110_000
ACCOUNTS = 100
MEBIBYTE = 1 << 20
HEAD = ["", "bytes a row", "MiB a million"]
SIZES = {"requests": (FEW, MANY), "calls": (FEW, MANY)}
ENGINES = ("SQLite", "PostgreSQL")


def rows() -> list[list[str]]:
    """Return the table, head first."""
    with _folder() as folder:
        return [HEAD, *(_row(engine, folder, what) for engine in ENGINES for what in SIZES)]


def _row(engine: str, folder: Path, what: str) -> list[str]:
    measure = _in_a_file if engine == "SQLite" else _on_a_server
    few, many = (measure(folder / f"{what}-{number}.db", _wish(what, number)) for number in SIZES[what])
    each = (many - few) / (MANY - FEW)
    return [f"{what}, {engine}", f"{each:,.0f}", f"{each * 1_000_000 / MEBIBYTE:,.0f}"]


def _wish(what: str, number: int) -> DemoWish:
    """Return a demo with so many rows of a kind, and hardly any of the other."""
    now = datetime.fromisoformat(NOW)
    if what == "requests":
        return DemoWish(now, accounts=ACCOUNTS, requests=number, calls=FEW, exact=True)
    return DemoWish(now, accounts=ACCOUNTS, requests=FEW, calls=number, exact=True)


def _in_a_file(path: Path, wish: DemoWish) -> int:
    fill_demo(str(path), wish)
    return path.stat().st_size


def _on_a_server(_path: Path, wish: DemoWish) -> int:
    with databases.cluster().database() as url:
        fill_demo(url, wish)
        engine = open_engine(parse_url(url))
        with engine.connect() as connection:
            size = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        engine.dispose()
        return int(size)


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="amtui-bench-") as made:
        databases.begin_run(Path(made))
        try:
            yield Path(made)
        finally:
            databases.end_run()
