"""Hours and segments of accounts with many calls, kept so that nobody waits for them."""

import sqlalchemy as sa
from alembic import op

from amtui.data.types import BigId, Day, Json, Plain

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and let figures that are kept without their latest days be worked out anew."""
    op.execute("DELETE FROM kpi_latest")
    op.create_table(
        "kpi_hours",
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("asked", Plain, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("last", Day(), nullable=False),
        sa.Column("claim", Plain, nullable=False),
        sa.Column("slices", Json),
        sa.PrimaryKeyConstraint("account_id", "asked", name=op.f("pk_kpi_hours")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_kpi_hours_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
    )
    op.create_index(op.f("ix_kpi_hours_am"), "kpi_hours", ["am_id", "account_id"])


def downgrade() -> None:
    """Take it away; what it holds is counted from the calls."""
    op.drop_table("kpi_hours")
