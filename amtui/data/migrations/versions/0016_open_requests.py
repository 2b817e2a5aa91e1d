"""An index that holds all that counting open requests by account looks at."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

NAME = "ix_requests_standing"
COLUMNS = (
    "is_open",
    "account_id",
    "am_id",
    "status",
    "priority",
    "first_response_at",
    "respond_by",
    "respond_risk_at",
    "due_at",
    "due_risk_at",
    "hold_since",
)


def upgrade() -> None:
    """Make the index."""
    is_open = sa.text("is_open")
    op.create_index(
        NAME, "requests", list(COLUMNS), sqlite_where=sa.text("is_open = 1"), postgresql_where=is_open
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_index(NAME, "requests")
