"""Which rows are legs of one call, as a transfer makes them: the call is counted once."""

from datetime import date
from typing import Any

from sqlalchemy import Connection

from amtui.data.engine import is_sqlite
from amtui.domain.kpi.exclusions import INTERNAL, LEG, OUTBOUND
from amtui.services.imports.events import Columns

_MEMBERS = """
WITH members AS (
    SELECT c.id, c.account_id, c.linked_id, c.external_id, c.started_at, c.outcome, c.direction, c.caller,
        c.number
    FROM (SELECT DISTINCT account_id, linked_id FROM import_links) t
    JOIN calls c ON c.account_id = t.account_id AND c.linked_id = t.linked_id AND c.source = {mark}
    WHERE c.linked_id IS NOT NULL
), ranked AS (
    SELECT id,
        row_number() OVER (
            PARTITION BY account_id, linked_id
            ORDER BY CASE outcome WHEN 'answered' THEN 0 WHEN 'after_hours' THEN 2
                WHEN 'ivr_abandoned' THEN 2 ELSE 1 END, started_at, external_id
        ) > 1 AS further,
        first_value(direction) OVER first AS direction,
        first_value(caller) OVER first AS caller,
        first_value(number) OVER first AS number
    FROM members
    WINDOW first AS (
        PARTITION BY account_id, linked_id
        ORDER BY started_at,
            CASE direction WHEN 'inbound' THEN 0 WHEN 'outbound' THEN 1 ELSE 2 END, external_id
    )
), settled AS (
    SELECT id, further, direction, caller, number,
        CASE WHEN further THEN {leg} ELSE 0 END
        | CASE direction WHEN 'outbound' THEN {outbound} WHEN 'internal' THEN {internal} ELSE 0 END AS mask
    FROM ranked
)
UPDATE calls SET is_leg = settled.further, direction = settled.direction, caller = settled.caller,
    number = settled.number, excluded = (excluded & ~{shared}) | settled.mask
FROM settled WHERE calls.id = settled.id AND (
    calls.is_leg <> settled.further OR calls.direction <> settled.direction
    OR calls.caller {unlike} settled.caller OR calls.number {unlike} settled.number
)
RETURNING calls.account_id, calls.day
"""


class Legs:
    """Remembers which rows say that they belong together, and settles it once all are in.

    The leg that a person answered stands for the call, else the first that rang, else the first. All legs
    have the direction and the numbers of the first one: it is where the call came from.
    """

    def __init__(self, connection: Connection, source: str) -> None:
        self._driver: Any = connection.connection.cursor()
        self._source, self._noted = source, False
        self._sqlite = is_sqlite(connection)
        self._driver.execute("DROP TABLE IF EXISTS import_links")
        self._driver.execute("CREATE TEMPORARY TABLE import_links (account_id bigint, linked_id text)")

    def note(self, account_id: int, columns: Columns) -> None:
        """Remember the calls that rows name."""
        links = {linked for linked in columns["linked_id"] if linked is not None}
        if links:
            self._noted = True
            mark = "?" if self._sqlite else "%s"
            statement = f"INSERT INTO import_links VALUES ({mark}, {mark})"  # noqa: S608 names of this program
            self._driver.executemany(statement, [(account_id, linked) for linked in links])

    def settle(self) -> dict[int, set[date]]:
        """Mark the further legs; return by account the days on which that changed anything."""
        touched: dict[int, set[date]] = {}
        if self._noted:
            mark, unlike = ("?", "IS NOT") if self._sqlite else ("%s", "IS DISTINCT FROM")
            statement = _MEMBERS.format(
                mark=mark, unlike=unlike, leg=LEG, outbound=OUTBOUND, internal=INTERNAL,
                shared=LEG | OUTBOUND | INTERNAL,
            )  # fmt: skip
            for account_id, day in self._driver.execute(statement, (self._source,)).fetchall():
                found = day if isinstance(day, date) else date.fromordinal(day)
                touched.setdefault(account_id, set()).add(found)
        self._driver.execute("DROP TABLE import_links")
        return touched
