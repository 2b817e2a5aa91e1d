"""Indexes over some rows of a table only."""

from typing import Any

from sqlalchemy import Index, text

SERVER = "postgresql"


class PartialIndex(Index):
    """An index of the rows that meet a condition, which each engine writes in its own way.

    What is told to an index about an engine loads that engine's dialect. A session on a file needs nothing
    of the server's, which takes 20 ms and 2 MB, so that it is told when it is asked for.

    Args:
        name: of the index.
        columns: their names.
        file: the condition as SQLite has it.
        server: the condition as PostgreSQL has it.
    """

    inherit_cache = True

    def __init__(self, name: str, *columns: str, file: str, server: str) -> None:
        super().__init__(name, *columns, sqlite_where=text(file))
        self.__dict__["dialect_options"] = _Options(self.dialect_options, server)


class _Options(dict[str, Any]):
    """What is told about each engine, made when it is first asked for."""

    def __init__(self, known: "dict[str, Any]", server: str) -> None:
        super().__init__(known)
        self._server = server

    def __missing__(self, engine: str) -> Any:
        found = self[engine] = Index._kw_reg_for_dialect_cls(engine)  # noqa: SLF001 as SQLAlchemy does itself
        if engine == SERVER:
            found["where"] = text(self._server)
        return found
