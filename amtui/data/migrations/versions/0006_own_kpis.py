"""KPIs of the team's own, figures kept for lists, callers, and goals that are withdrawn."""

import re
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from amtui.data.types import BigId, Day, Instant, Json, Plain

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

CHECK = "ck_kpi_goals_kpi_known"
WORDS = (
    "kpi = 'missed_call_rate' OR kpi = 'net_missed_rate' OR kpi = 'first_response' OR kpi = "
    "'service_level' OR kpi = 'request_first_reply' OR kpi = 'sync_success' OR kpi = "
    "'first_attempt_sync'"
)
RULE = re.compile(rf",\s*CONSTRAINT {CHECK} CHECK \([^()]*\)")


def upgrade() -> None:
    """Add the columns, make the tables, and let goals be agreed on any KPI."""
    op.add_column("calls", sa.Column("caller", Plain))
    op.add_column("kpi_goals", sa.Column("withdrawn_for", sa.Text()))
    _own_kpis()
    _own_kpi_days()
    _kpi_latest()
    if op.get_bind().dialect.name == "sqlite":
        _rewrite(lambda sql: RULE.sub("", sql))
    else:
        op.drop_constraint(op.f(CHECK), "kpi_goals")


def downgrade() -> None:
    """Take all of it away; goals on KPIs of the team's own are lost."""
    for table in ("kpi_latest", "own_kpi_days", "own_kpis"):
        op.drop_table(table)
    op.execute(f"DELETE FROM kpi_goals WHERE NOT ({WORDS})")  # noqa: S608 words of this file
    op.drop_column("kpi_goals", "withdrawn_for")
    op.drop_column("calls", "caller")
    if op.get_bind().dialect.name == "sqlite":
        first = "CONSTRAINT ck_kpi_goals_statistic_known"
        _rewrite(lambda sql: sql.replace(first, f"CONSTRAINT {CHECK} CHECK ({WORDS}), \n\t{first}", 1))
    else:
        op.create_check_constraint(op.f(CHECK), "kpi_goals", WORDS)


def _rewrite(change: Callable[[str], str]) -> None:
    """Change the text of a table's rules, as SQLite describes it for rules that touch no row.

    A copy of the table would take the rows along that refer to it.
    """
    connection = op.get_bind()
    (before,) = connection.execute(sa.text("SELECT sql FROM sqlite_master WHERE name = 'kpi_goals'")).one()
    (version,) = connection.execute(sa.text("PRAGMA schema_version")).one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    update = sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = 'kpi_goals'")
    connection.execute(update, {"sql": change(before)})
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")


def _book(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["account_id", "am_id"],
        ["accounts.id", "accounts.am_id"],
        name=op.f(f"fk_{table}_account_id_am_id"),
        onupdate="CASCADE",
        ondelete="RESTRICT",
    )


def _own_kpis() -> None:
    op.create_table(
        "own_kpis",
        sa.Column("id", BigId, nullable=False),
        sa.Column("key", Plain, nullable=False),
        sa.Column("label", Plain, nullable=False),
        sa.Column("unit", Plain, nullable=False),
        sa.Column("comparator", Plain, nullable=False),
        sa.Column("formula", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_kpis")),
        sa.UniqueConstraint("key", name=op.f("uq_own_kpis_key")),
        sa.UniqueConstraint("label", name=op.f("uq_own_kpis_label")),
        sa.CheckConstraint(
            "unit = 'fraction' OR unit = 'seconds' OR unit = 'business_seconds' OR unit = 'number'",
            name=op.f("ck_own_kpis_unit_known"),
        ),
        sa.CheckConstraint(
            "comparator = '<=' OR comparator = '<' OR comparator = '>=' OR comparator = '>'",
            name=op.f("ck_own_kpis_comparator_known"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_own_kpis_version_positive")),
    )


def _own_kpi_days() -> None:
    op.create_table(
        "own_kpi_days",
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("kpi_id", BigId, nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("numerator", sa.BigInteger(), nullable=False),
        sa.Column("denominator", sa.BigInteger(), nullable=False),
        sa.Column("import_id", BigId),
        sa.PrimaryKeyConstraint("account_id", "kpi_id", "day", name=op.f("pk_own_kpi_days")),
        _book("own_kpi_days"),
        sa.ForeignKeyConstraint(["kpi_id"], ["own_kpis.id"], name=op.f("fk_own_kpi_days_kpi_id")),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_own_kpi_days_import_id")),
        sa.CheckConstraint(
            "numerator >= 0 AND denominator >= 0", name=op.f("ck_own_kpi_days_counts_positive")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_own_kpi_days_account"), "own_kpi_days", ["account_id", "am_id"])


def _kpi_latest() -> None:
    op.create_table(
        "kpi_latest",
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("last", Day(), nullable=False),
        sa.Column("figures", Json, nullable=False),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_kpi_latest")),
        _book("kpi_latest"),
    )
    op.create_index(op.f("ix_kpi_latest_am"), "kpi_latest", ["am_id", "account_id"])
