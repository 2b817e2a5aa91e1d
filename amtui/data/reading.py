"""What every query gets: a connection, whose books it may see, and the moment it is asked at."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Executable, FromClause, Row, true
from sqlalchemy.sql.expression import false

from amtui.domain.frozen import dataclass
from amtui.domain.people import Scope

MOST_BRANCHES = 64
"""More books than these are read through the index over all books instead of one by one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The surroundings of one read.

    Attributes:
        connection: open, inside a read transaction.
        scope: the books that may be seen; every query filters by it.
        now: the moment of the read, UTC.
        zone: the viewer's time zone.
        user_id: who asks; None where nobody in particular does.
    """

    connection: Connection
    scope: Scope
    now: datetime
    zone: ZoneInfo
    user_id: int | None = None

    @property
    def today(self) -> date:
        """The viewer's calendar day."""
        return self.now.astimezone(self.zone).date()

    def rows(self, statement: Executable) -> Sequence[Row]:  # type: ignore[type-arg]
        """Run `statement` and return all its rows; for lists that are short by nature."""
        return self.connection.execute(statement).all()

    def visible(self, table: FromClause) -> ColumnElement[bool]:
        """Return the condition that a row of `table` lies in a visible book."""
        return visible(table, self.scope)


def visible(table: FromClause, scope: Scope) -> ColumnElement[bool]:
    """Return the condition that a row of `table` lies in the books of `scope`; one book is an equality."""
    if scope.am_ids is None:
        return true()
    if not scope.am_ids:
        return false()
    if len(scope.am_ids) == 1:
        return table.c.am_id == next(iter(scope.am_ids))
    return table.c.am_id.in_(sorted(scope.am_ids))
