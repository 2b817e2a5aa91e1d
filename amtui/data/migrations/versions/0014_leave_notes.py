"""What a cover should know of a leave, and which version of it somebody saw."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("leaves", sa.Column("note", sa.Text()))
    op.add_column("leaves", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    """Take them away."""
    op.drop_column("leaves", "version")
    op.drop_column("leaves", "note")
