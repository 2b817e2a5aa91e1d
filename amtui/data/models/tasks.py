"""What somebody means to do, about an account or not."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
)

from amtui.data.models.base import metadata, own_id, stamped, versioned
from amtui.data.types import BigId, Day, Instant

tasks = Table(
    "tasks",
    metadata,
    own_id(),
    # A task about no account lies in the book of whoever wrote it: a key with an empty part binds nothing.
    Column("account_id", BigId),
    Column("am_id", BigId, ForeignKey("users.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("important", Boolean, nullable=False),
    Column("due_on", Day),
    Column("delegate", Text, nullable=False),
    Column("block_at", Instant),
    Column("block_minutes", Integer),
    Column("carried", Integer, nullable=False),
    Column("done_at", Instant),
    *stamped(),
    *versioned(),
    # Neither keeps anybody from being taken away: the name stays.
    Column("delegate_id", BigId),
    Column("delegate_contact_id", BigId),
    ForeignKeyConstraint(
        ["account_id", "am_id"],
        ["accounts.id", "accounts.am_id"],
        onupdate="CASCADE",
        ondelete="RESTRICT",
    ),
    CheckConstraint("block_minutes > 0", name="block_length"),
    CheckConstraint(
        "(block_at IS NULL) = (block_minutes IS NULL)",
        name="block_whole",
        info={"says": "a time block has a beginning and a length"},
    ),
    Index("ix_tasks_book", "am_id", "done_at", "due_on"),
    Index("ix_tasks_account", "account_id", "am_id"),
)
