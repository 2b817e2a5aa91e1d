"""What an import leaves behind so that it can be taken back as one change."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, Table

from amtui.domain.change import Topic, new_op_id
from amtui.domain.wording import counted
from amtui.services.imports.session import Session
from amtui.services.operations import keep
from amtui.services.writing import Writing

IMPORT = "import"
"""What the record of changes calls a row that a file brought or changed."""


class WayBack:
    """Records the rows of one import as one change of the person who imports."""

    def __init__(self, session: Session, topic: Topic) -> None:
        self._topic = topic
        self._writing = Writing(session.connection, session.identity, session.now, new_op_id())

    def added(self, table: Table, row: Mapping[str, Any]) -> None:
        """Record a row as it has just been entered, with its id."""
        self._writing.record(table, row["id"], IMPORT, {}, None, row, row["version"])

    def changed(self, table: Table, row: RowMapping, values: Mapping[str, Any]) -> None:
        """Record that a row, given as it was, gets other values; nothing where none differs."""
        before = {name: row[name] for name, value in values.items() if row[name] != value}
        if before:
            after = {name: values[name] for name in before}
            self._writing.record(table, row["id"], IMPORT, before, row, after, row["version"] + 1)

    def close(self, rows: int) -> None:
        """Keep the import among what can be taken back, unless it wrote nothing."""
        self._writing.topics.add(self._topic)
        if self._writing.audit_id is not None:
            keep(self._writing, "do", self._writing.receipt(f"{counted(rows, 'review')} imported"))
