"""A connection to a server that does not wait for ever: a network that is cut says nothing of it."""

from typing import Any, ClassVar, TypeVar

from psycopg import Connection, OperationalError, errors
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus

T = TypeVar("T")


class PatientConnection(Connection[Any]):
    """A connection that counts as lost when the server does not answer for too long.

    Attributes:
        first_seconds: to wait for an answer outside of a transaction: to its beginning, or to the question
            whether anybody is there.
        answer_seconds: to wait within one; longer than the server lets a statement take.
    """

    first_seconds: ClassVar[float] = 10.0
    answer_seconds: ClassVar[float] = 35.0

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        """Wait as the driver does, within bounds.

        Raises:
            OperationalError: no answer came; the connection is closed.
        """
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        idle = self.pgconn.transaction_status == TransactionStatus.IDLE
        try:
            return super().wait(gen, interval, self.first_seconds if idle else self.answer_seconds)
        except errors._WaitTimeout:  # noqa: SLF001 - the driver has no public name for it
            self.pgconn.finish()
            message = "the connection is silent: timeout expired"
            raise OperationalError(message) from None
