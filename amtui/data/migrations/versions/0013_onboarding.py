"""The agenda of kickoffs, another day for them to be due, and the state of approvals."""

import sqlalchemy as sa
from alembic import op

from amtui.data.types import BigId, Day, Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
ITEMS = ("use_cases", "numbers", "current_ivr", "kpis", "go_live")


def upgrade() -> None:
    """Make the table, add the columns, and read the state of approvals out of what was written."""
    op.create_table(
        "kickoff_agenda",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("item", WORD, nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kickoff_agenda")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_kickoff_agenda_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.UniqueConstraint("account_id", "item", name=op.f("uq_kickoff_agenda_account_id_item")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_kickoff_agenda_version_positive")),
        sa.CheckConstraint(
            " OR ".join(f"item = '{item}'" for item in ITEMS), name=op.f("ck_kickoff_agenda_item_known")
        ),
    )
    op.create_index("ix_kickoff_agenda_account", "kickoff_agenda", ["account_id", "am_id"])
    op.add_column("accounts", sa.Column("kickoff_due_on", Day()))
    op.add_column("accounts", sa.Column("kickoff_due_reason", sa.Text()))
    op.add_column("technical_context", sa.Column("approval_state", WORD))
    op.add_column("technical_context", sa.Column("decided_on", Day()))
    known = sa.table("technical_context", sa.column("approval"), sa.column("approval_state"))
    asked = known.update().where(known.c.approval.is_not(None)).values(approval_state="asked")
    op.execute(asked)
    op.execute(known.update().where(known.c.approval == "approved").values(approval_state="approved"))


def downgrade() -> None:
    """Take all of it away."""
    for table, column in (
        ("technical_context", "decided_on"),
        ("technical_context", "approval_state"),
        ("accounts", "kickoff_due_reason"),
        ("accounts", "kickoff_due_on"),
    ):
        op.drop_column(table, column)
    op.drop_index("ix_kickoff_agenda_account", "kickoff_agenda")
    op.drop_table("kickoff_agenda")
