"""Indexes for the orders of the queue by owner, type and service level, and how requests stand."""

import sqlalchemy as sa
from alembic import op

from amtui.data.types import Plain

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ORDERS = {"ix_requests_am_owner": "owner_id", "ix_requests_am_type": "type"}
STANDING = "ix_requests_am_standing"
STATE_OTHERWISE = """CASE
WHEN NOT is_open AND (coalesce(first_response_at, resolved_at) > respond_by OR resolved_at > due_at)
THEN 'breached'
WHEN NOT is_open THEN 'met' WHEN status = 'waiting_client' THEN 'paused'
WHEN first_response_at IS NULL AND respond_by IS NOT NULL THEN 'response_due'
WHEN due_at IS NOT NULL THEN 'resolution_due' ELSE 'met' END"""


def upgrade() -> None:
    """Make them."""
    stored = True if op.get_bind().dialect.name == "postgresql" else None
    worked_out = sa.Computed(STATE_OTHERWISE, persisted=stored)
    op.add_column("requests", sa.Column("standing", Plain, worked_out))
    for name, column in ORDERS.items():
        op.create_index(name, "requests", ["am_id", "is_open", column, "id"])
    op.create_index(STANDING, "requests", ["am_id", "is_open", "standing", "id", "breaches_at", "risk_at"])


def downgrade() -> None:
    """Take them away."""
    for name in (STANDING, *ORDERS):
        op.drop_index(name, "requests")
    op.drop_column("requests", "standing")
