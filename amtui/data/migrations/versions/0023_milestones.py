"""Milestones of clients' projects."""

import sqlalchemy as sa
from alembic import op

from amtui.data.types import BigId, Day, Instant, Plain

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "milestones",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due_on", Day(), nullable=False),
        sa.Column("rag", Plain, nullable=False),
        sa.Column("blocker", sa.Text(), nullable=False),
        sa.Column("reached_on", Day()),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_milestones_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_milestones_version_positive")),
        sa.CheckConstraint(
            "rag = 'green' OR rag = 'amber' OR rag = 'red'", name=op.f("ck_milestones_rag_known")
        ),
    )
    op.create_index("ix_milestones_account", "milestones", ["account_id", "am_id"])
    op.create_index("ix_milestones_book", "milestones", ["am_id", "reached_on", "due_on"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("milestones")
