"""Deals, as the sales department tells them."""

from sqlalchemy import CheckConstraint, Column, Index, Table, Text, UniqueConstraint

from amtui.data.models.base import book, metadata, own_id, stamped, versioned
from amtui.data.types import Amount, Day, Plain

deals = Table(
    "deals",
    metadata,
    own_id(),
    *book(),
    Column("external_id", Plain, nullable=False),
    Column("name", Plain),
    Column("product", Plain),
    Column("stage", Plain),
    Column("state", Text, nullable=False),
    Column("value", Amount),
    Column("probability", Amount),
    Column("currency", Text, nullable=False),
    Column("owner", Plain),
    Column("opened_on", Day),
    Column("closes_on", Day),
    *stamped(),
    *versioned(),
    UniqueConstraint("account_id", "external_id", info={"says": "the account has a deal of this id"}),
    CheckConstraint("state IN ('open', 'won', 'lost')", name="state_known"),
    CheckConstraint(
        "length(currency) = 3", name="currency_iso", info={"says": "a currency has three letters"}
    ),
    Index("ix_deals_account_state", "account_id", "am_id", "state"),
)
