"""Which rows are further legs of one call, as a transfer makes them: the call is counted once."""

from datetime import date
from typing import Any

from sqlalchemy import Connection

from amtui.data.engine import is_sqlite
from amtui.domain.kpi.exclusions import LEG
from amtui.services.imports.events import Columns

_STATEMENT = """
WITH members AS (
    SELECT account_id, linked, external_id FROM import_links
    UNION SELECT account_id, linked, linked FROM import_links
), ranked AS (
    SELECT c.id AS id, count(*) OVER (PARTITION BY m.account_id, m.linked) AS legs,
        row_number() OVER (
            PARTITION BY m.account_id, m.linked
            ORDER BY CASE WHEN c.outcome = 'answered' THEN 0 ELSE 1 END, c.started_at, c.external_id
        ) AS place
    FROM members m
    JOIN calls c ON c.account_id = m.account_id AND c.source = {mark} AND c.external_id = m.external_id
)
UPDATE calls SET is_leg = ranked.place > 1,
    excluded = CASE WHEN ranked.place > 1 THEN excluded | {leg} ELSE excluded & ~{leg} END
FROM ranked WHERE calls.id = ranked.id AND ranked.legs > 1 AND calls.is_leg <> (ranked.place > 1)
RETURNING account_id, day
"""


class Legs:
    """Remembers which rows say that they belong together, and settles it once all are in.

    The leg that a person answered stands for the call, else the first. A row that is alone in its file
    stays what it was.
    """

    def __init__(self, connection: Connection, source: str) -> None:
        self._driver: Any = connection.connection.cursor()
        self._source, self._noted = source, False
        self._mark = "?" if is_sqlite(connection) else "%s"
        self._driver.execute("DROP TABLE IF EXISTS import_links")
        self._driver.execute(
            "CREATE TEMPORARY TABLE import_links (account_id bigint, linked text, external_id text)"
        )

    def note(self, account_id: int, columns: Columns) -> None:
        """Remember the rows that name the call they belong to."""
        if not any(columns["linked_id"]):
            return
        pairs = zip(columns["linked_id"], columns["external_id"], strict=True)
        links = [(account_id, linked, own) for linked, own in pairs if linked is not None]
        self._noted = True
        marks = ", ".join([self._mark] * 3)
        self._driver.executemany(f"INSERT INTO import_links VALUES ({marks})", links)  # noqa: S608

    def settle(self) -> dict[int, set[date]]:
        """Mark the further legs; return by account the days on which that changed anything."""
        touched: dict[int, set[date]] = {}
        if self._noted:
            statement = _STATEMENT.format(mark=self._mark, leg=LEG)
            for account_id, day in self._driver.execute(statement, (self._source,)).fetchall():
                found = day if isinstance(day, date) else date.fromordinal(day)
                touched.setdefault(account_id, set()).add(found)
        self._driver.execute("DROP TABLE import_links")
        return touched
