"""What somebody means to do, and when they set time aside for it."""

import sqlalchemy as sa
from alembic import op

from amtui.data.types import BigId, Day, Instant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "tasks",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("important", sa.Boolean(), nullable=False),
        sa.Column("due_on", Day()),
        sa.Column("delegate", sa.Text(), nullable=False),
        sa.Column("block_at", Instant()),
        sa.Column("block_minutes", sa.Integer()),
        sa.Column("carried", sa.Integer(), nullable=False),
        sa.Column("done_at", Instant()),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.ForeignKeyConstraint(["am_id"], ["users.id"], name=op.f("fk_tasks_am_id")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_tasks_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_tasks_version_positive")),
        sa.CheckConstraint("block_minutes > 0", name=op.f("ck_tasks_block_length")),
        sa.CheckConstraint("(block_at IS NULL) = (block_minutes IS NULL)", name=op.f("ck_tasks_block_whole")),
    )
    op.create_index("ix_tasks_book", "tasks", ["am_id", "done_at", "due_on"])
    op.create_index("ix_tasks_account", "tasks", ["account_id", "am_id"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("tasks")
