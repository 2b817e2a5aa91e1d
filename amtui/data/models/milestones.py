"""What clients' projects have to reach, and by when."""

from sqlalchemy import Column, Index, Table, Text

from amtui.data.models.base import book, metadata, own_id, stamped, versioned
from amtui.data.types import Day, Words, among
from amtui.domain.milestones import Rag

milestones = Table(
    "milestones",
    metadata,
    own_id(),
    *book(),
    Column("project", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("due_on", Day, nullable=False),
    Column("rag", Words(Rag), nullable=False),
    Column("blocker", Text, nullable=False),
    Column("reached_on", Day),
    *stamped(),
    *versioned(),
    among("rag", Rag),
    Index("ix_milestones_account", "account_id", "am_id"),
    Index("ix_milestones_book", "am_id", "reached_on", "due_on"),
)
