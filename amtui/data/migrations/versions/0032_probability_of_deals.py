"""How likely a deal is to be won."""

import sqlalchemy as sa
from alembic import op

from amtui.data.types import Amount

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it."""
    op.add_column("deals", sa.Column("probability", Amount()))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("deals", "probability")
