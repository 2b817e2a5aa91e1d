"""What was done, by whom, and what it takes to undo it."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from amtui.data.models.base import metadata, own_id
from amtui.data.models.guards import Guard, guarded
from amtui.data.types import BigId, Instant, Json, Plain

audit = Table(
    "audit",
    metadata,
    own_id(),
    Column("at", Instant, nullable=False),
    Column("actor_id", BigId, ForeignKey("users.id"), nullable=False),
    Column("am_id", BigId, nullable=False),
    Column("account_id", BigId),
    Column("entity", Plain, nullable=False),
    Column("entity_id", BigId, nullable=False),
    Column("action", Plain, nullable=False),
    Column("before", Json),
    Column("after", Json),
    Column("version_after", Integer),
    Column("group", Plain, nullable=False),
    Index("ix_audit_entity", "entity", "entity_id", "id"),
    Index("ix_audit_group", "group"),
    Index("ix_audit_account", "account_id", "id"),
    info=guarded(Guard.AUDIT),
)

operations = Table(
    "operations",
    metadata,
    own_id(),
    Column("op_id", Plain, nullable=False),
    Column("actor_id", BigId, ForeignKey("users.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", Plain, nullable=False),
    Column("words", Text, nullable=False),
    Column("receipt", Json, nullable=False),
    Column("undoes", Plain),
    Column("undone_by", Plain),
    UniqueConstraint("op_id"),
    Index("ix_operations_actor", "actor_id", "id"),
    info=guarded(Guard.DONE),
)
