"""The health of each account on each day."""

import sqlalchemy as sa
from alembic import op

from amtui.data.types import BigId, Day, Instant, Json

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "health_days",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("score", sa.Integer()),
        sa.Column("band", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("coverage", sa.Float(), nullable=False),
        sa.Column("parts", Json, nullable=False),
        sa.Column("caps", Json, nullable=False),
        sa.Column("facts", Json, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_health_days")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_health_days_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.UniqueConstraint("account_id", "day", name=op.f("uq_health_days_account_id_day")),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_health_days_score_known")),
        sa.CheckConstraint(
            "band = 'red' OR band = 'amber' OR band = 'green' OR band = 'insufficient_data'",
            name=op.f("ck_health_days_band_known"),
        ),
    )
    op.create_index("ix_health_days_book_day", "health_days", ["am_id", "day", "account_id", "score"])
    op.create_index("ix_health_days_account", "health_days", ["account_id", "am_id"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_index("ix_health_days_account", "health_days")
    op.drop_index("ix_health_days_book_day", "health_days")
    op.drop_table("health_days")
