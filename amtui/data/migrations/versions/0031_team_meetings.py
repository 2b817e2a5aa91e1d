"""Meetings of the team itself, and the series that they come from."""

import sqlalchemy as sa
from alembic import op

from amtui.data.types import BigId, Day, Instant, Json, Plain

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

SERIES, MEETINGS = "team_series", "team_meetings"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        SERIES,
        *_shared(SERIES),
        sa.Column("anchor", Day(), nullable=False),
        sa.Column("minute_of_day", sa.Integer(), nullable=False),
        sa.Column("every_months", sa.Integer(), nullable=False),
        sa.Column("every_weeks", sa.Integer()),
        sa.Column("ends_on", Day()),
        sa.CheckConstraint("every_months >= 1", name=op.f(f"ck_{SERIES}_months_positive")),
        sa.CheckConstraint("minute_of_day BETWEEN 0 AND 1439", name=op.f(f"ck_{SERIES}_minute_of_day")),
    )
    op.create_index(f"ix_{SERIES}_user_id", SERIES, ["user_id"])
    op.create_table(
        MEETINGS,
        *_shared(MEETINGS),
        sa.Column("series_id", BigId),
        sa.Column("series_day", Day()),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("status", Plain, nullable=False),
        sa.Column("notes", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("uid", Plain, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["series_id"], [f"{SERIES}.id"], name=op.f(f"fk_{MEETINGS}_series_id")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f(f"ck_{MEETINGS}_minutes_sensible")),
        sa.CheckConstraint(
            "status = 'planned' OR status = 'held' OR status = 'cancelled'",
            name=op.f(f"ck_{MEETINGS}_status_known"),
        ),
    )
    op.create_index(f"ix_{MEETINGS}_series", MEETINGS, ["series_id", "series_day"])
    op.create_index(f"ix_{MEETINGS}_start", MEETINGS, ["starts_at"])
    op.create_index(f"ix_{MEETINGS}_user_start", MEETINGS, ["user_id", "starts_at"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table(MEETINGS)
    op.drop_table(SERIES)


def _shared(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Return what a series and its meetings both hold."""
    return (
        sa.Column("id", BigId, nullable=False),
        sa.Column("user_id", BigId, nullable=False),
        sa.Column("invited", Json, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{table}_user_id")),
        sa.CheckConstraint("version >= 1", name=op.f(f"ck_{table}_version_positive")),
    )
