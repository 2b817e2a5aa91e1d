"""How each user's list stood at their first look of a day."""

import sqlalchemy as sa
from alembic import op

from amtui.data.types import BigId, Day, Instant, Json

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "today_days",
        sa.Column("user_id", BigId, nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("rows", Json, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "day", name=op.f("pk_today_days")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_today_days_user_id")),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("today_days")
