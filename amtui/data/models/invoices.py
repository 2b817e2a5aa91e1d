"""Invoices, as billing tells them: what is paid, and what is late by how much."""

from sqlalchemy import CheckConstraint, Column, Index, Table, Text, UniqueConstraint

from amtui.data.models.base import book, metadata, own_id, stamped, versioned
from amtui.data.types import Amount, Day, Plain

invoices = Table(
    "invoices",
    metadata,
    own_id(),
    *book(),
    Column("number", Plain, nullable=False),
    Column("amount", Amount, nullable=False),
    Column("currency", Text, nullable=False),
    Column("issued_on", Day),
    Column("due_on", Day, nullable=False),
    Column("paid_on", Day),
    *stamped(),
    *versioned(),
    UniqueConstraint("account_id", "number", info={"says": "the account has an invoice of this number"}),
    CheckConstraint(
        "length(currency) = 3", name="currency_iso", info={"says": "a currency has three letters"}
    ),
    Index("ix_invoices_account_paid", "account_id", "am_id", "paid_on", "due_on"),
)
