"""What was talked about at each account's kickoff."""

from sqlalchemy import Boolean, Column, Index, Table, Text, UniqueConstraint

from amtui.data.models.base import book, metadata, own_id, stamped, versioned
from amtui.data.types import Words, among
from amtui.domain.onboarding import AgendaItem

kickoff_agenda = Table(
    "kickoff_agenda",
    metadata,
    own_id(),
    *book(),
    Column("item", Words(AgendaItem), nullable=False),
    Column("done", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    *stamped(),
    *versioned(),
    UniqueConstraint("account_id", "item", info={"says": "this point is recorded already"}),
    among("item", AgendaItem),
    Index("ix_kickoff_agenda_account", "account_id", "am_id"),
)
