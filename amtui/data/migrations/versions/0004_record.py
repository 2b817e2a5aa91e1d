"""What is on record: agreements, set-ups, contacts held, and every change with what undoes it."""

import sqlalchemy as sa
from alembic import op

from amtui.data.types import Amount, BigId, Day, Instant, Json, Plain

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("agreements", "technical_context", "interactions", "audit", "operations")


def upgrade() -> None:
    """Make the tables."""
    _agreements()
    _technical_context()
    _interactions()
    _audit()
    _operations()


def downgrade() -> None:
    """Drop the tables, those that refer to others first."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _agreements() -> None:
    op.create_table(
        "agreements",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("starts_on", Day(), nullable=False),
        sa.Column("ends_on", Day(), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("value", Amount()),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("obligations", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_agreements_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_agreements_in_order")),
        sa.CheckConstraint("notice_days >= 0", name=op.f("ck_agreements_notice_positive")),
    )
    op.create_index(op.f("ix_agreements_account_end"), "agreements", ["account_id", "am_id", "ends_on"])
    op.create_index(op.f("ix_agreements_am_end"), "agreements", ["am_id", "ends_on"])


def _technical_context() -> None:
    op.create_table(
        "technical_context",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("topic", Plain, nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("approval", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_technical_context")),
        sa.UniqueConstraint("account_id", "topic", name=op.f("uq_technical_context_account_id_topic")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_technical_context_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_technical_context_version_positive")),
    )
    op.create_index(op.f("ix_technical_context_account"), "technical_context", ["account_id", "am_id"])


def _interactions() -> None:
    op.create_table(
        "interactions",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("contact_id", BigId),
        sa.Column("user_id", BigId),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("direction", Plain, nullable=False),
        sa.Column("channel", Plain, nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("completed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interactions")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_interactions_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_interactions_contact_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_interactions_user_id")),
        sa.CheckConstraint(
            "channel = 'call' OR channel = 'email' OR channel = 'chat' OR channel = 'meeting'",
            name=op.f("ck_interactions_channel_known"),
        ),
        sa.CheckConstraint(
            "direction = 'outreach' OR direction = 'client'",
            name=op.f("ck_interactions_direction_known"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_interactions_version_positive")),
    )
    op.create_index(op.f("ix_interactions_account_at"), "interactions", ["account_id", "am_id", "at"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", BigId, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("account_id", BigId),
        sa.Column("entity", Plain, nullable=False),
        sa.Column("entity_id", BigId, nullable=False),
        sa.Column("action", Plain, nullable=False),
        sa.Column("before", Json),
        sa.Column("after", Json),
        sa.Column("version_after", sa.Integer()),
        sa.Column("group", Plain, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_audit_actor_id")),
    )
    op.create_index(op.f("ix_audit_account"), "audit", ["account_id", "id"])
    op.create_index(op.f("ix_audit_entity"), "audit", ["entity", "entity_id", "id"])
    op.create_index(op.f("ix_audit_group"), "audit", ["group"])


def _operations() -> None:
    op.create_table(
        "operations",
        sa.Column("id", BigId, nullable=False),
        sa.Column("op_id", Plain, nullable=False),
        sa.Column("actor_id", BigId, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("kind", Plain, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("receipt", Json, nullable=False),
        sa.Column("undoes", Plain),
        sa.Column("undone_by", Plain),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operations")),
        sa.UniqueConstraint("op_id", name=op.f("uq_operations_op_id")),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_operations_actor_id")),
    )
    op.create_index(op.f("ix_operations_actor"), "operations", ["actor_id", "id"])
