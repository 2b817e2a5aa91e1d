"""Calls, synchronisation attempts, their daily roll-ups, goals and improvements."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from amtui.data.types import BigId, Day, Instant, Json, Plain

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("imports", "calls", "sync_events", "kpi_days", "kpi_goals", "improvements")


def upgrade() -> None:
    """Make the tables."""
    _imports()
    _calls()
    _sync_events()
    _kpi_days()
    _kpi_goals()
    _improvements()


def downgrade() -> None:
    """Drop the tables, those that refer to others first."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", BigId, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", BigId, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("account_id", BigId),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("imported", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_imports_account_id")),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_imports_actor_id")),
        sa.CheckConstraint(
            "read = imported + updated + unchanged + rejected",
            name=op.f("ck_imports_adds_up"),
        ),
    )


def _calls() -> None:
    op.create_table("calls", *_calls_columns(), *_calls_rules())
    op.create_index(op.f("ix_calls_account_day"), "calls", ["account_id", "day"])


def _calls_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("source", Plain, nullable=False),
        sa.Column("external_id", Plain, nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("direction", Plain, nullable=False),
        sa.Column("outcome", Plain, nullable=False),
        sa.Column("excluded", sa.Integer(), nullable=False),
        sa.Column("wait_seconds", sa.Integer()),
        sa.Column("talk_seconds", sa.Integer()),
        sa.Column("queue", Plain),
        sa.Column("agent", Plain),
        sa.Column("number", Plain),
        sa.Column("campaign", Plain),
        sa.Column("is_leg", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("import_id", BigId),
    ]


def _calls_rules() -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
        sa.UniqueConstraint(
            "account_id", "source", "external_id", name=op.f("uq_calls_account_id_source_external_id")
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_calls_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_calls_import_id")),
        sa.CheckConstraint(
            "direction = 'inbound' OR direction = 'outbound' OR direction = 'internal'",
            name=op.f("ck_calls_direction_known"),
        ),
        sa.CheckConstraint(
            "outcome = 'answered' OR outcome = 'voicemail' OR outcome = 'no_agent' OR outcome = "
            "'no_answer' OR outcome = 'busy' OR outcome = 'failed' OR outcome = 'abandoned' OR "
            "outcome = 'ivr_abandoned'",
            name=op.f("ck_calls_outcome_known"),
        ),
        sa.CheckConstraint("talk_seconds >= 0", name=op.f("ck_calls_talk_positive")),
        sa.CheckConstraint("wait_seconds >= 0", name=op.f("ck_calls_wait_positive")),
    ]


def _sync_events() -> None:
    op.create_table(
        "sync_events",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("source", Plain, nullable=False),
        sa.Column("external_id", Plain, nullable=False),
        sa.Column("integration", Plain, nullable=False),
        sa.Column("record_id", Plain, nullable=False),
        sa.Column("attempted_at", Instant(), nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("outcome", Plain, nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("import_id", BigId),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sync_events")),
        sa.UniqueConstraint(
            "account_id", "source", "external_id", name=op.f("uq_sync_events_account_id_source_external_id")
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_sync_events_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_sync_events_import_id")),
        sa.CheckConstraint(
            "outcome = 'succeeded' OR outcome = 'failed' OR outcome = 'pending' OR outcome = 'halted'",
            name=op.f("ck_sync_events_outcome_known"),
        ),
    )
    op.create_index(op.f("ix_sync_events_account_day"), "sync_events", ["account_id", "day"])
    op.create_index(
        op.f("ix_sync_events_record"),
        "sync_events",
        ["account_id", "integration", "record_id", "attempted_at"],
    )


def _kpi_days() -> None:
    op.create_table(
        "kpi_days",
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("kpi", Plain, nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("numerator", sa.Integer()),
        sa.Column("denominator", sa.Integer()),
        sa.Column("excluded", Json),
        sa.Column("histogram", Json),
        sa.PrimaryKeyConstraint("account_id", "kpi", "day", name=op.f("pk_kpi_days")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_kpi_days_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.CheckConstraint("numerator BETWEEN 0 AND denominator", name=op.f("ck_kpi_days_fraction")),
        sa.CheckConstraint(
            "kpi = 'missed_call_rate' OR kpi = 'net_missed_rate' OR kpi = 'first_response' OR kpi = "
            "'service_level' OR kpi = 'request_first_reply' OR kpi = 'sync_success' OR kpi = "
            "'first_attempt_sync'",
            name=op.f("ck_kpi_days_kpi_known"),
        ),
        sa.CheckConstraint("n >= 0", name=op.f("ck_kpi_days_n_positive")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_kpi_days_account"), "kpi_days", ["account_id", "am_id"])


def _kpi_goals() -> None:
    op.create_table("kpi_goals", *_kpi_goals_columns(), *_kpi_goals_rules())
    op.create_index(op.f("ix_kpi_goals_account"), "kpi_goals", ["account_id", "am_id", "kpi"])
    op.create_index(
        op.f("uq_kpi_goals_in_force"),
        "kpi_goals",
        ["account_id", "kpi"],
        unique=True,
        sqlite_where=sa.text("superseded_on IS NULL"),
        postgresql_where=sa.text("superseded_on IS NULL"),
    )


def _kpi_goals_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("kpi", Plain, nullable=False),
        sa.Column("statistic", Plain, nullable=False),
        sa.Column("comparator", Plain, nullable=False),
        sa.Column("target", sa.Float(), nullable=False),
        sa.Column("baseline", sa.Float()),
        sa.Column("baseline_n", sa.Integer(), nullable=False),
        sa.Column("baseline_days", sa.Integer(), nullable=False),
        sa.Column("baseline_first", Day()),
        sa.Column("baseline_last", Day()),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("agreed_on", Day(), nullable=False),
        sa.Column("agreed_with_id", BigId),
        sa.Column("due", Day()),
        sa.Column("sustain_days", sa.Integer(), nullable=False),
        sa.Column("superseded_on", Day()),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    ]


def _kpi_goals_rules() -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi_goals")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_kpi_goals_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["agreed_with_id"], ["contacts.id"], name=op.f("fk_kpi_goals_agreed_with_id")
        ),
        sa.CheckConstraint("baseline_first <= baseline_last", name=op.f("ck_kpi_goals_baseline_in_order")),
        sa.CheckConstraint(
            "comparator = '<=' OR comparator = '<' OR comparator = '>=' OR comparator = '>'",
            name=op.f("ck_kpi_goals_comparator_known"),
        ),
        sa.CheckConstraint(
            "kpi = 'missed_call_rate' OR kpi = 'net_missed_rate' OR kpi = 'first_response' OR kpi = "
            "'service_level' OR kpi = 'request_first_reply' OR kpi = 'sync_success' OR kpi = "
            "'first_attempt_sync'",
            name=op.f("ck_kpi_goals_kpi_known"),
        ),
        sa.CheckConstraint(
            "statistic = 'rate' OR statistic = 'median' OR statistic = 'mean' OR statistic = 'p90'",
            name=op.f("ck_kpi_goals_statistic_known"),
        ),
        sa.CheckConstraint("sustain_days >= 1", name=op.f("ck_kpi_goals_sustain_positive")),
        sa.CheckConstraint("target >= 0", name=op.f("ck_kpi_goals_target_positive")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_kpi_goals_version_positive")),
    ]


def _improvements() -> None:
    op.create_table("improvements", *_improvements_columns(), *_improvements_rules())
    op.create_index(op.f("ix_improvements_account"), "improvements", ["account_id", "am_id"])


def _improvements_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("goal_id", BigId),
        sa.Column("kpi", Plain),
        sa.Column("playbook", sa.Text()),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("hypothesis", sa.Text()),
        sa.Column("status", Plain, nullable=False),
        sa.Column("implemented_on", Day()),
        sa.Column("evidence", sa.Text()),
        sa.Column("contact_id", BigId),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    ]


def _improvements_rules() -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvements")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_improvements_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_improvements_contact_id")),
        sa.ForeignKeyConstraint(["goal_id"], ["kpi_goals.id"], name=op.f("fk_improvements_goal_id")),
        sa.CheckConstraint(
            "kpi = 'missed_call_rate' OR kpi = 'net_missed_rate' OR kpi = 'first_response' OR kpi = "
            "'service_level' OR kpi = 'request_first_reply' OR kpi = 'sync_success' OR kpi = "
            "'first_attempt_sync'",
            name=op.f("ck_improvements_kpi_known"),
        ),
        sa.CheckConstraint(
            "status = 'proposed' OR status = 'agreed' OR status = 'implemented' OR status = "
            "'validated' OR status = 'regressed' OR status = 'dropped'",
            name=op.f("ck_improvements_status_known"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_improvements_version_positive")),
    ]
