"""Appointments with clients and the series that they come from."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from amtui.data.models.base import book, metadata, own_id, stamped, versioned
from amtui.data.types import BigId, Day, Instant, Json, Plain, Words, among
from amtui.domain.vocabulary import ReviewKind, ReviewStatus

review_series = Table(
    "review_series",
    metadata,
    own_id(),
    *book(),
    Column("kind", Words(ReviewKind), nullable=False),
    Column("anchor", Day, nullable=False),
    Column("minute_of_day", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("every_months", Integer, nullable=False),
    Column("every_weeks", Integer),
    Column("ends_on", Day),
    *versioned(),
    UniqueConstraint("account_id", "kind", info={"says": "the account has a series of this kind"}),
    CheckConstraint("every_months >= 1", name="months_positive"),
    CheckConstraint("minute_of_day BETWEEN 0 AND 1439", name="minute_of_day"),
    among("kind", ReviewKind),
    Index("ix_review_series_account", "account_id", "am_id"),
)

reviews = Table(
    "reviews",
    metadata,
    own_id(),
    *book(),
    Column("series_id", BigId, ForeignKey("review_series.id")),
    Column("series_day", Day),
    Column("kind", Words(ReviewKind), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("status", Words(ReviewStatus), nullable=False),
    Column("title", Text, nullable=False),
    Column("agenda", Text, nullable=False),
    Column("attendees", Json, nullable=False),
    Column("notes", Text),
    Column("outcome", Text),
    Column("new_plan", Text),
    Column("reason", Text),
    Column("frozen_kpis", Json),
    Column("uid", Plain),
    Column("recurrence_id", Plain),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("organiser", Text),
    Column("organiser_address", Text),
    *stamped(),
    *versioned(),
    UniqueConstraint("account_id", "uid", "recurrence_id"),
    CheckConstraint("minutes BETWEEN 0 AND 14400", name="minutes_sensible"),
    among("kind", ReviewKind),
    among("status", ReviewStatus),
    Index("ix_reviews_account_start", "account_id", "am_id", "starts_at"),
    Index("ix_reviews_am_start", "am_id", "starts_at", "id"),
)
