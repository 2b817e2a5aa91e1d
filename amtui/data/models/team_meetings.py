"""Meetings of the team itself, about no account, and the series that they come from."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from amtui.data.models.base import metadata, own_id, stamped, versioned
from amtui.data.models.guards import Guard, guarded
from amtui.data.types import BigId, Day, Instant, Json, Plain, Words, among
from amtui.domain.vocabulary import MeetingStatus

team_series = Table(
    "team_series",
    metadata,
    own_id(),
    Column("user_id", BigId, ForeignKey("users.id"), nullable=False, index=True),
    Column("invited", Json, nullable=False),
    Column("title", Text, nullable=False),
    Column("agenda", Text, nullable=False),
    Column("anchor", Day, nullable=False),
    Column("minute_of_day", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("every_months", Integer, nullable=False),
    Column("every_weeks", Integer),
    Column("ends_on", Day),
    *versioned(),
    CheckConstraint("every_months >= 1", name="months_positive"),
    CheckConstraint("minute_of_day BETWEEN 0 AND 1439", name="minute_of_day"),
    info=guarded(Guard.TEAM),
)

team_meetings = Table(
    "team_meetings",
    metadata,
    own_id(),
    Column("user_id", BigId, ForeignKey("users.id"), nullable=False),
    Column("invited", Json, nullable=False),
    Column("series_id", BigId, ForeignKey("team_series.id")),
    Column("series_day", Day),
    Column("title", Text, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("status", Words(MeetingStatus), nullable=False),
    Column("agenda", Text, nullable=False),
    Column("notes", Text),
    Column("reason", Text),
    Column("uid", Plain, nullable=False),
    Column("sequence", Integer, nullable=False, server_default="0"),
    *stamped(),
    *versioned(),
    CheckConstraint("minutes BETWEEN 1 AND 1440", name="minutes_sensible"),
    among("status", MeetingStatus),
    Index("ix_team_meetings_series", "series_id", "series_day"),
    Index("ix_team_meetings_start", "starts_at"),
    Index("ix_team_meetings_user_start", "user_id", "starts_at"),
    info=guarded(Guard.TEAM),
)
