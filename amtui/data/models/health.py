"""The health of each account on each day, as it was worked out then."""

from sqlalchemy import CheckConstraint, Column, Float, Index, Integer, Table, UniqueConstraint

from amtui.data.models.base import book, metadata, own_id
from amtui.data.types import Day, Instant, Json, Words, among
from amtui.domain.vocabulary import HealthBand

health_days = Table(
    "health_days",
    metadata,
    own_id(),
    *book(),
    Column("day", Day, nullable=False),
    Column("score", Integer),
    Column("band", Words(HealthBand), nullable=False),
    Column("coverage", Float, nullable=False),
    Column("parts", Json, nullable=False),
    Column("caps", Json, nullable=False),
    Column("facts", Json, nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("account_id", "day"),
    CheckConstraint("score BETWEEN 0 AND 100", name="score_known"),
    among("band", HealthBand),
    Index("ix_health_days_book_day", "am_id", "day", "account_id", "score"),
    Index("ix_health_days_account", "account_id", "am_id"),
)
