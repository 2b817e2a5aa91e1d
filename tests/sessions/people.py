"""What the small demo holds that sessions open, looked at from outside."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


def asked(path: Path, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Return what the database holds."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement, values).fetchall()


def administrator(path: Path) -> tuple[str, str]:
    """Return login and name of somebody as whom the demo does not open, and who sees all of it."""
    return asked(path, "SELECT login, name FROM users WHERE role = 'admin' AND active")[0]
