"""Answers to rows of the day's list."""

import sqlalchemy as sa
from alembic import op

from amtui.data.types import BigId, Day, Instant, Plain

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "today_answers",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("source", Plain, nullable=False),
        sa.Column("ref", Plain, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("kind", Plain, nullable=False),
        sa.Column("until", Day(), nullable=False),
        sa.Column("given_to", sa.Text(), nullable=False),
        sa.Column("given_to_id", BigId),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("gravity", Plain, nullable=False),
        sa.Column("by_id", BigId, nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_today_answers")),
        sa.ForeignKeyConstraint(["am_id"], ["users.id"], name=op.f("fk_today_answers_am_id")),
        sa.ForeignKeyConstraint(["given_to_id"], ["users.id"], name=op.f("fk_today_answers_given_to_id")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_today_answers_by_id")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_today_answers_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.UniqueConstraint("source", "ref", name=op.f("uq_today_answers_source_ref")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_today_answers_version_positive")),
        sa.CheckConstraint(
            "kind = 'snoozed' OR kind = 'delegated' OR kind = 'declined'",
            name=op.f("ck_today_answers_kind_known"),
        ),
    )
    op.create_index("ix_today_answers_book", "today_answers", ["am_id"])
    op.create_index("ix_today_answers_account", "today_answers", ["account_id", "am_id"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("today_answers")
