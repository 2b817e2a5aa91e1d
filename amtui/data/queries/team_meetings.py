"""Meetings of the team itself, for those who own them, are invited, or whom the owner reports to."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, exists, func, literal, or_, select, text, true
from sqlalchemy.sql.expression import false

from amtui.data.models import team_meetings as table
from amtui.data.models import team_series, users
from amtui.data.queries.db_row import DbRow
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound
from amtui.domain.team_records import TeamMeeting, names_of
from amtui.domain.vocabulary import MeetingStatus

M = table.c
LONGEST = timedelta(days=1)
"""A meeting that began earlier is over."""


def team_meetings(
    reading: Reading,
    *,
    begin: datetime | None = None,
    end: datetime | None = None,
    status: MeetingStatus | None = None,
    own: bool = False,
) -> tuple[TeamMeeting, ...]:
    """Return the visible meetings of the team that begin between two moments, in order of time.

    Args:
        reading: who asks.
        begin: no earlier one; None is no bound.
        end: none from then on; None is no bound.
        status: only those; None is all.
        own: only those that whoever asks owns or is invited to.
    """
    statement = _selected().where(
        seen(reading, table),
        concerns(reading, table, reading.user_id) if own else true(),
        true() if begin is None else M.starts_at >= begin,
        true() if end is None else M.starts_at < end,
        true() if status is None else M.status == status,
    )
    return _rows(reading, statement.order_by(M.starts_at, M.id))


def team_meeting(reading: Reading, *, meeting_id: int) -> TeamMeeting:
    """Return one meeting of the team.

    Raises:
        NotFound: if there is none that this person may see.
    """
    found = _rows(reading, _selected().where(M.id == meeting_id, seen(reading, table)))
    if not found:
        raise NotFound(f"there is no team meeting {meeting_id}", next="`amtui team-meeting list` lists them.")
    return found[0]


def attended(
    reading: Reading, user_id: int | None, begin: datetime, end: datetime
) -> tuple[TeamMeeting, ...]:
    """Return the meetings that take somebody's time between two moments, as far as they may be seen."""
    statement = _selected().where(
        seen(reading, table),
        concerns(reading, table, user_id),
        M.status != MeetingStatus.CANCELLED,
        M.starts_at > begin - LONGEST,
        M.starts_at < end,
    )
    found = _rows(reading, statement.order_by(M.starts_at, M.id))
    return tuple(row for row in found if row.span[1] > begin)


def seen(reading: Reading, of: FromClause) -> ColumnElement[bool]:
    """Return the condition that a meeting or a series may be seen by whoever asks."""
    if reading.scope.am_ids is None:
        return true()
    return or_(led(reading, of), _invites(reading, of, reading.user_id))


def led(reading: Reading, of: FromClause) -> ColumnElement[bool]:
    """Return the condition that whoever asks may change it: as owner, their manager or administrator."""
    books, me = reading.scope.am_ids, reading.user_id
    if books is None:
        return true()
    reports = select(users.c.id).where(users.c.manager_id == me)
    return or_(of.c.user_id == me, and_(of.c.user_id.in_(sorted(books)), of.c.user_id.in_(reports)))


def concerns(reading: Reading, of: FromClause, user_id: int | None) -> ColumnElement[bool]:
    """Return the condition that somebody owns a meeting or is invited."""
    return or_(of.c.user_id == user_id, _invites(reading, of, user_id))


def _invites(reading: Reading, of: FromClause, user_id: int | None) -> ColumnElement[bool]:
    """Return the condition that a user stands in the list of those who are invited."""
    if user_id is None:
        return false()
    if reading.connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import JSONB

        return of.c.invited.cast(JSONB).op("@>")(literal(str(user_id)).cast(JSONB))
    each = func.json_each(of.c.invited).table_valued("value", name="each_invited")
    return exists(select(text("1")).select_from(each).where(each.c.value == user_id).correlate(of))


def _selected() -> Select[Any]:
    return (
        select(
            table,
            users.c.name.label("owner"),
            team_series.c.every_months,
            team_series.c.every_weeks,
        )
        .join(users, users.c.id == M.user_id)
        .outerjoin(team_series, team_series.c.id == M.series_id)
    )


def _rows(reading: Reading, statement: Select[Any]) -> tuple[TeamMeeting, ...]:
    rows = reading.rows(statement)
    if not rows:
        return ()
    known = {row.id: row.name for row in reading.rows(select(users.c.id, users.c.name))}
    return tuple(_row(row, known) for row in rows)


def _row(row: DbRow, known: dict[int, str]) -> TeamMeeting:
    return TeamMeeting(
        id=row.id,
        user_id=row.user_id,
        owner=row.owner,
        invited=tuple(row.invited),
        names=names_of(row.invited, known),
        series_id=row.series_id,
        series_day=row.series_day,
        title=row.title,
        starts_at=row.starts_at,
        minutes=row.minutes,
        status=row.status,
        agenda=row.agenda,
        notes=row.notes,
        reason=row.reason,
        uid=row.uid,
        sequence=row.sequence,
        version=row.version,
        every_months=row.every_months if row.every_weeks is None else None,
        every_weeks=row.every_weeks,
    )
