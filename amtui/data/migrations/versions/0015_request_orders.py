"""Indexes for the orders of the queue that had none, and for one priority by its due moment."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ORDERS = {
    "ix_requests_am_status": ("status",),
    "ix_requests_am_subject": ("subject",),
    "ix_requests_am_ref": ("ref",),
    "ix_requests_am_urgent": ("priority", "next_due_at"),
}


def upgrade() -> None:
    """Make them."""
    for name, columns in ORDERS.items():
        op.create_index(op.f(name), "requests", ["am_id", "is_open", *columns, "id"])


def downgrade() -> None:
    """Take them away."""
    for name in ORDERS:
        op.drop_index(op.f(name), table_name="requests")
