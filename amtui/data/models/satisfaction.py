"""What clients answered when they were asked how satisfied they are."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from amtui.data.models.base import book, metadata, own_id, versioned
from amtui.data.types import BigId, Instant, Plain

satisfaction_answers = Table(
    "satisfaction_answers",
    metadata,
    own_id(),
    *book(),
    Column("contact_id", BigId, ForeignKey("contacts.id")),
    Column("request_id", BigId, ForeignKey("requests.id")),
    Column("user_id", BigId, ForeignKey("users.id")),
    Column("at", Instant, nullable=False),
    Column("csat", Integer),
    Column("nps", Integer),
    Column("comment", Text),
    Column("source", Plain, nullable=False),
    Column("external_id", Plain),
    Column("import_id", BigId, ForeignKey("imports.id")),
    *versioned(),
    UniqueConstraint("account_id", "source", "external_id"),
    CheckConstraint(
        "csat IS NOT NULL OR nps IS NOT NULL",
        name="scored",
        info={"says": "an answer has a CSAT score, an NPS score or both"},
    ),
    CheckConstraint("csat BETWEEN 1 AND 5", name="csat_known", info={"says": "CSAT is from 1 to 5"}),
    CheckConstraint("nps BETWEEN 0 AND 10", name="nps_known", info={"says": "NPS is from 0 to 10"}),
    Index("ix_satisfaction_answers_account_at", "account_id", "am_id", "at"),
    Index("ix_satisfaction_answers_at", "at", "am_id"),
)
