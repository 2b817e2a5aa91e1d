"""What was answered to rows of the day's list that no other table keeps an answer to."""

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, Table, Text, UniqueConstraint

from amtui.data.models.base import metadata, own_id, stamped, versioned
from amtui.data.types import BigId, Day, Plain, Words, among
from amtui.domain.today_answer import AnswerKind

today_answers = Table(
    "today_answers",
    metadata,
    own_id(),
    # An answer about no account lies in the book of whoever gave it, as the tasks that it is about.
    Column("account_id", BigId),
    Column("am_id", BigId, ForeignKey("users.id"), nullable=False),
    Column("source", Plain, nullable=False),
    Column("ref", Plain, nullable=False),
    Column("what", Text, nullable=False),
    Column("kind", Words(AnswerKind), nullable=False),
    Column("until", Day, nullable=False),
    Column("given_to", Text, nullable=False),
    Column("given_to_id", BigId, ForeignKey("users.id")),
    Column("note", Text, nullable=False),
    Column("gravity", Plain, nullable=False),
    Column("by_id", BigId, ForeignKey("users.id"), nullable=False),
    *stamped(),
    *versioned(),
    ForeignKeyConstraint(
        ["account_id", "am_id"],
        ["accounts.id", "accounts.am_id"],
        onupdate="CASCADE",
        ondelete="RESTRICT",
    ),
    UniqueConstraint("source", "ref"),
    among("kind", AnswerKind),
    Index("ix_today_answers_book", "am_id"),
    Index("ix_today_answers_account", "account_id", "am_id"),
)
"""`gravity` is how bad a row stood when it was answered: whole numbers with commas between."""
