"""To which user or contact a task is given."""

import sqlalchemy as sa
from alembic import op

from amtui.data.types import BigId

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; names that were written freely stay as they are."""
    op.add_column("tasks", sa.Column("delegate_id", BigId))
    op.add_column("tasks", sa.Column("delegate_contact_id", BigId))


def downgrade() -> None:
    """Take them away."""
    op.drop_column("tasks", "delegate_contact_id")
    op.drop_column("tasks", "delegate_id")
