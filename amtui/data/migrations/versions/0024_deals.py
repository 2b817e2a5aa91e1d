"""Deals."""

import sqlalchemy as sa
from alembic import op

from amtui.data.types import Amount, BigId, Day, Instant, Plain

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "deals",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("external_id", Plain, nullable=False),
        sa.Column("name", Plain),
        sa.Column("product", Plain),
        sa.Column("stage", Plain),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("value", Amount()),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("owner", Plain),
        sa.Column("opened_on", Day()),
        sa.Column("closes_on", Day()),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deals")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_deals_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.UniqueConstraint("account_id", "external_id", name=op.f("uq_deals_account_id_external_id")),
        sa.CheckConstraint("state IN ('open', 'won', 'lost')", name=op.f("ck_deals_state_known")),
        sa.CheckConstraint("length(currency) = 3", name=op.f("ck_deals_currency_iso")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_deals_version_positive")),
    )
    op.create_index("ix_deals_account_state", "deals", ["account_id", "am_id", "state"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("deals")
