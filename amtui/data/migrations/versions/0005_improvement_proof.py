"""The proof of improvement actions, and playbooks of the team's own."""

import sqlalchemy as sa
from alembic import op

from amtui.data.types import BigId, Instant, Json, Plain

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = (("log_ids", Json), ("steps_done", Json), ("reason", sa.Text()))
KEYS = (
    ("mis-routed IVR", "misrouted-ivr"),
    ("high missed-call rate", "high-missed-calls"),
    ("CRM mismatch", "crm-mismatch"),
)
"""What actions called their playbooks by, and the keys of those that come with the program."""


def upgrade() -> None:
    """Add the columns and make the table; actions name their playbooks by key."""
    for name, kind in COLUMNS:
        op.add_column("improvements", sa.Column(name, kind))
    _rename(KEYS)
    op.create_table(
        "playbooks",
        sa.Column("id", BigId, nullable=False),
        sa.Column("key", Plain, nullable=False),
        sa.Column("name", Plain, nullable=False),
        sa.Column("kpis", Json, nullable=False),
        sa.Column("steps", Json, nullable=False),
        sa.Column("evidence", Json, nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_playbooks")),
        sa.UniqueConstraint("key", name=op.f("uq_playbooks_key")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_playbooks_version_positive")),
    )


def downgrade() -> None:
    """Drop the table and the columns; actions name their playbooks by name."""
    op.drop_table("playbooks")
    _rename(tuple((key, name) for name, key in KEYS))
    for name, _ in reversed(COLUMNS):
        op.drop_column("improvements", name)


def _rename(pairs: tuple[tuple[str, str], ...]) -> None:
    table = sa.table("improvements", sa.column("playbook", sa.Text()))
    for before, after in pairs:
        op.execute(table.update().where(table.c.playbook == before).values(playbook=after))
