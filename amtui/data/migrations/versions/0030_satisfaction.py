"""What clients answered when they were asked how satisfied they are."""

import sqlalchemy as sa
from alembic import op

from amtui.data.types import BigId, Instant, Plain

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

TABLE = "satisfaction_answers"
REFERS = {"contact_id": "contacts", "request_id": "requests", "user_id": "users", "import_id": "imports"}


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        TABLE,
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("contact_id", BigId),
        sa.Column("request_id", BigId),
        sa.Column("user_id", BigId),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("csat", sa.Integer()),
        sa.Column("nps", sa.Integer()),
        sa.Column("comment", sa.Text()),
        sa.Column("source", Plain, nullable=False),
        sa.Column("external_id", Plain),
        sa.Column("import_id", BigId),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f(f"fk_{TABLE}_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        *(_refers(column, table) for column, table in REFERS.items()),
        sa.UniqueConstraint(
            "account_id",
            "source",
            "external_id",
            name=op.f(f"uq_{TABLE}_account_id_source_external_id"),
        ),
        sa.CheckConstraint("csat IS NOT NULL OR nps IS NOT NULL", name=op.f(f"ck_{TABLE}_scored")),
        sa.CheckConstraint("csat BETWEEN 1 AND 5", name=op.f(f"ck_{TABLE}_csat_known")),
        sa.CheckConstraint("nps BETWEEN 0 AND 10", name=op.f(f"ck_{TABLE}_nps_known")),
        sa.CheckConstraint("version >= 1", name=op.f(f"ck_{TABLE}_version_positive")),
    )
    op.create_index(f"ix_{TABLE}_account_at", TABLE, ["account_id", "am_id", "at"])
    op.create_index(f"ix_{TABLE}_at", TABLE, ["at", "am_id"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table(TABLE)


def _refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{TABLE}_{column}"))
