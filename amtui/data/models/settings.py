"""What administrators set: calendars, service levels, settings, and what the database says of itself."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from amtui.data.models.base import metadata, own_id, versioned
from amtui.data.models.guards import Guard, guarded
from amtui.data.types import BigId, Day, Json, Plain, Words, among
from amtui.domain.vocabulary import Priority

calendars = Table(
    "calendars",
    metadata,
    own_id(),
    Column("name", Plain, nullable=False),
    Column("zone", Text),
    Column("country", Text),
    Column("region", Text),
    *versioned(),
    UniqueConstraint("name", info={"says": "a calendar of this name exists"}),
    info=guarded(Guard.OFFICE),
)

calendar_hours = Table(
    "calendar_hours",
    metadata,
    own_id(),
    Column("calendar_id", BigId, ForeignKey("calendars.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("weekday", Integer, nullable=False),
    Column("opens", Integer, nullable=False),
    Column("closes", Integer, nullable=False),
    CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    CheckConstraint("0 <= opens AND opens < closes AND closes <= 1440", name="in_order"),
    info=guarded(Guard.OFFICE),
)

calendar_holidays = Table(
    "calendar_holidays",
    metadata,
    Column("calendar_id", BigId, ForeignKey("calendars.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Day, primary_key=True),
    Column("name", Text, nullable=False),
    info=guarded(Guard.OFFICE),
)

sla_policies = Table(
    "sla_policies",
    metadata,
    own_id(),
    Column("plan", Plain, nullable=False),
    Column("priority", Words(Priority), nullable=False),
    Column("respond_minutes", Integer, nullable=False),
    Column("resolve_minutes", Integer, nullable=False),
    *versioned(),
    UniqueConstraint("plan", "priority"),
    CheckConstraint("respond_minutes > 0 AND resolve_minutes > 0", name="minutes_positive"),
    among("priority", Priority),
    info=guarded(Guard.OFFICE),
)

settings = Table(
    "settings",
    metadata,
    Column("key", Plain, primary_key=True),
    Column("value", Json, nullable=False),
    *versioned(),
    info=guarded(Guard.OFFICE),
)

meta = Table(
    "meta",
    metadata,
    Column("key", Plain, primary_key=True),
    Column("value", Text, nullable=False),
    info=guarded(Guard.OPEN),
)
