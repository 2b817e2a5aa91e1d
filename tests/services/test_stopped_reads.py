from typing import Any

from sqlalchemy import Connection, Engine

from amtui.data.engine import open_engine, parse_url
from amtui.services.backend import Job


class EndsWhenLookedAt:
    """A connection whose query ends, on its own thread, between two steps of whoever stops it."""

    def __init__(self, job: Job, connection: Connection) -> None:
        self._job, self._connection = job, connection

    @property
    def dialect(self) -> Any:
        dialect = self._connection.dialect
        self._job.end()
        self._connection.close()
        return dialect

    @property
    def connection(self) -> Any:
        return self._connection.connection


def engine(path: Any) -> Engine:
    return open_engine(parse_url(str(path)), create=True)


def test_a_query_that_ends_while_it_is_stopped_is_left_alone(tmp_path: Any) -> None:
    file, job = engine(tmp_path / "a.db"), Job()
    job.begin(EndsWhenLookedAt(job, file.connect()))  # type: ignore[arg-type]
    job.stop()
    assert job.stopped
    file.dispose()
