"""Single invoices."""

import sqlalchemy as sa
from alembic import op

from amtui.data.types import Amount, BigId, Day, Instant, Plain

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "invoices",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("number", Plain, nullable=False),
        sa.Column("amount", Amount(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("issued_on", Day()),
        sa.Column("due_on", Day(), nullable=False),
        sa.Column("paid_on", Day()),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoices")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_invoices_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.UniqueConstraint("account_id", "number", name=op.f("uq_invoices_account_id_number")),
        sa.CheckConstraint("length(currency) = 3", name=op.f("ck_invoices_currency_iso")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_invoices_version_positive")),
    )
    op.create_index("ix_invoices_account_paid", "invoices", ["account_id", "am_id", "paid_on", "due_on"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("invoices")
