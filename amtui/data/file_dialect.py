"""SQLite's dialect, with statements compiled once for all databases that a process opens.

A session that is forked from a process which asked the same before compiles nothing anew.
"""

from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

NAME = "sqlite+amtui"
STATEMENTS = 500
COMPILED: LRUCache[Any, Any] = LRUCache(STATEMENTS)
"""What was compiled, by dialect and statement.

An entry keeps the values of the first run: what is opened before a fork may hold nothing of anybody's.
"""


class FileDialect(SQLiteDialect_pysqlite):
    """SQLite's dialect, of which any two write a statement alike."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(FileDialect)


registry.register("sqlite.amtui", __name__, FileDialect.__name__)
