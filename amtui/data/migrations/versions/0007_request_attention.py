"""Snoozing for the client, escalations, and who has seen or is writing on a request."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from amtui.data.types import BigId, Day, Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and make the tables."""
    for column in _columns():
        op.add_column("requests", column)
    _of_user("request_seen", sa.Column("seen_at", Instant(), nullable=False), key=("user_id", "request_id"))
    _of_user(
        "request_presence",
        sa.Column("until", Instant(), nullable=False),
        sa.Column("tick", sa.Integer(), nullable=False),
        key=("user_id",),
    )


def downgrade() -> None:
    """Drop the tables and the columns."""
    op.drop_table("request_presence")
    op.drop_table("request_seen")
    for column in reversed(_columns()):
        op.drop_column("requests", column.name)


def _columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("snoozed_for_client", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("escalated_to", sa.Text()),
        sa.Column("escalated_at", Instant()),
        sa.Column("asked_for_on", Day()),
        sa.Column("update_every_minutes", sa.Integer()),
        sa.Column("next_update_at", Instant()),
    )


def _of_user(name: str, *further: sa.Column[Any], key: tuple[str, ...]) -> None:
    op.create_table(
        name,
        sa.Column("user_id", BigId, nullable=False),
        sa.Column("request_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        *further,
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{name}_user_id")),
        sa.ForeignKeyConstraint(
            ["request_id", "am_id"],
            ["requests.id", "requests.am_id"],
            name=op.f(f"fk_{name}_request_id_am_id"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f(f"ix_{name}_request"), name, ["request_id", "am_id"])
