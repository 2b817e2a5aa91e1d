"""PostgreSQL's dialect, with statements compiled once for all databases that a process opens.

As `file_dialect`; a process that is to be forked has no server to ask, so it compiles for servers what it
has asked a file.
"""

from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import CompileError
from sqlalchemy.util import LRUCache

from amtui.data import file_dialect

NAME = "postgresql+amtui"
COMPILED: LRUCache[Any, Any] = LRUCache(file_dialect.STATEMENTS)
"""What was compiled, by dialect and statement; as there, with the values of the first run."""


class ServerDialect(PGDialect_psycopg):
    """PostgreSQL's dialect, of which two write a statement alike unless their servers read it otherwise."""

    supports_statement_cache = True
    _type_memos: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
    """What each type of the tables becomes on a server, which is the same on all of them."""
    _backslash_escapes = False
    """As on every server since 9.1 that nobody has set otherwise, before it is asked."""

    @property
    def _writes(self) -> tuple[bool, bool]:
        """What statements are written by that servers differ in."""
        return self._backslash_escapes, getattr(self, "_supports_jsonb_subscripting", False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ServerDialect) and self._writes == other._writes

    def __hash__(self) -> int:
        return hash(ServerDialect)


def made() -> ServerDialect:
    """Return the dialect of a server that was not asked anything yet."""
    kind: Any = ServerDialect
    dialect: ServerDialect = kind(dbapi=kind.import_dbapi())
    return dialect


registry.register("postgresql.amtui", __name__, ServerDialect.__name__)


def compile_what_files_were_asked() -> int:
    """Compile for servers the questions that files were asked in this process; return how many there are."""
    dialect = made()
    for key in list(file_dialect.COMPILED):
        _, _, names, _, for_many = key
        statement = file_dialect.COMPILED[key].statement
        if not statement.is_select:
            continue
        try:
            compiled: Any = statement._compile_w_cache(  # noqa: SLF001 as an execution does, without one
                dialect, compiled_cache=COMPILED, column_keys=list(names), for_executemany=for_many
            )[0]
        except CompileError:  # written for files only
            continue
        for column in compiled._result_columns:  # noqa: SLF001 as a first answer does
            column.type._dialect_info(dialect)  # noqa: SLF001
    return len(COMPILED)
