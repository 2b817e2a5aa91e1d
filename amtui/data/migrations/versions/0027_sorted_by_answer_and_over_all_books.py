"""Indexes for the order of the queue by first answer, and over all books by service level."""

import sqlalchemy as sa
from alembic import op

from amtui.data.types import Instant

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

NEVER = {"postgresql": "'9999-12-31 00:00:00+00:00'", "sqlite": "253402214400000000"}
INDEXES = {
    "ix_requests_am_respond": ("am_id", "is_open", "respond_key", "id"),
    "ix_requests_respond": ("is_open", "respond_key", "id"),
    "ix_requests_state": ("is_open", "standing", "id", "breaches_at", "risk_at"),
}


def upgrade() -> None:
    """Make them."""
    engine = op.get_bind().dialect.name
    stored = True if engine == "postgresql" else None
    worked_out = sa.Computed(f"coalesce(respond_by, {NEVER[engine]})", persisted=stored)
    op.add_column("requests", sa.Column("respond_key", Instant(), worked_out))
    for name, columns in INDEXES.items():
        op.create_index(name, "requests", list(columns))


def downgrade() -> None:
    """Take them away."""
    for name in INDEXES:
        op.drop_index(name, "requests")
    op.drop_column("requests", "respond_key")
