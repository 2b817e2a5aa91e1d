"""What each guarantee of the table of calls costs PostgreSQL in an import, in its own processor time."""

from pathlib import Path

import psycopg

from amtui.services.imports.calls import COLUMNS
from tests.bench import databases, imports
from tests.support.databases import libpq

HEAD = ["", "µs a row", "rows/s"]
ROUNDS = 3
NAMES = ", ".join(COLUMNS)
INTO = f"INSERT INTO priced ({NAMES}) SELECT {NAMES} FROM ready"
LOOKING_OUT = f"{INTO} ON CONFLICT (account_id, source, external_id) DO NOTHING"
PAIR = (
    "ALTER TABLE priced ADD CONSTRAINT pair FOREIGN KEY (account_id, am_id)"
    " REFERENCES accounts (id, am_id) ON UPDATE CASCADE ON DELETE RESTRICT"
)
PARTS = {
    "the account's foreign key": "DROP CONSTRAINT pair",
    "the key of account, source and id": "DROP CONSTRAINT priced_account_id_source_external_id_key",
    "the primary key": "DROP CONSTRAINT priced_pkey",
    "the checks": ", ".join(
        f"DROP CONSTRAINT ck_calls_{name}"
        for name in ("wait_positive", "talk_positive", "direction_known", "outcome_known")
    ),
}
"""What makes a copy of the table do without each."""
BY_DAY = "DROP INDEX priced_account_id_day_idx"


def rows(calls: int) -> list[list[str]]:
    """Return the table, head first, from an import of so many calls."""
    file = imports.calls(calls)
    with imports.own_server() as url:
        databases.amtui("--db", url, "db", "init")
        databases.amtui("--db", url, "account", "add", "Bench")
        databases.amtui("--db", url, "import", "calls", str(file), "--account", "Bench")
        with psycopg.connect(libpq(url), autocommit=True) as connection:
            return [HEAD, *Prices(connection, calls).rows()]


class Prices:
    """Puts the imported rows into copies of their table that do without one thing each."""

    def __init__(self, connection: "psycopg.Connection[tuple[object, ...]]", calls: int) -> None:
        self._connection, self._calls = connection, calls
        connection.execute("CREATE TEMPORARY TABLE ready AS SELECT * FROM calls ORDER BY id")

    def rows(self) -> list[list[str]]:
        """Return a line for each way."""
        found = {"COPY into a temporary table": self._copied(), "all that the table has": self._cost()}
        for part, drop in PARTS.items():
            found[f"without {part}"] = self._cost(f"ALTER TABLE priced {drop}")
        found["without the index by day"] = self._cost(BY_DAY)
        every = [f"ALTER TABLE priced {drop}" for drop in PARTS.values()]
        found["without any of them"] = self._cost(*every, BY_DAY)
        found["all, looking out for rows that are there"] = self._cost(into=LOOKING_OUT)
        return [
            [name, f"{1e6 * seconds / self._calls:.1f}", f"{self._calls / seconds:,.0f}"]
            for name, seconds in found.items()
        ]

    def _cost(self, *changes: str, into: str = INTO) -> float:
        for statement in (
            "DROP TABLE IF EXISTS priced", "CREATE TABLE priced (LIKE calls INCLUDING ALL)", PAIR, *changes
        ):  # fmt: skip
            self._connection.execute(statement)
        return min(self._once(into) for _ in range(ROUNDS))

    def _once(self, into: str) -> float:
        self._connection.execute("TRUNCATE priced")
        before = self._spent()
        self._connection.execute(into)
        return self._spent() - before

    def _copied(self) -> float:
        with self._connection.cursor().copy(f"COPY (SELECT {NAMES} FROM ready) TO STDOUT") as given:
            blocks = list(given)
        self._connection.execute(f"CREATE TEMPORARY TABLE staged AS SELECT {NAMES} FROM ready LIMIT 0")
        before = self._spent()
        with self._connection.cursor().copy("COPY staged FROM STDIN") as taken:
            for block in blocks:
                taken.write(block)
        return self._spent() - before

    def _spent(self) -> float:
        """Return the seconds that the server's process of this connection has computed."""
        stat = Path(f"/proc/{self._connection.info.backend_pid}/schedstat").read_text()
        return int(stat.split()[0]) / 1e9
