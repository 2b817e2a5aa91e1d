"""Notes of reviews, and series that come by the week."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("review_series", sa.Column("every_weeks", sa.Integer()))
    op.add_column("reviews", sa.Column("notes", sa.Text()))


def downgrade() -> None:
    """Drop the columns."""
    op.drop_column("reviews", "notes")
    op.drop_column("review_series", "every_weeks")
