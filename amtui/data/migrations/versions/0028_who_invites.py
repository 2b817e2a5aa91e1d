"""Who invites to a review, where that is not the account manager."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

COLUMNS = ("organiser", "organiser_address")


def upgrade() -> None:
    """Add them."""
    for name in COLUMNS:
        op.add_column("reviews", sa.Column(name, sa.Text()))


def downgrade() -> None:
    """Take them away."""
    for name in reversed(COLUMNS):
        op.drop_column("reviews", name)
