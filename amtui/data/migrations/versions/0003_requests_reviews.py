"""Requests with their timelines, and reviews with their series."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from amtui.data.types import BigId, Day, Instant, Json, Plain

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("requests", "timeline", "request_watchers", "review_series", "reviews")


def upgrade() -> None:
    """Make the tables."""
    _requests()
    _timeline()
    _request_watchers()
    _review_series()
    _reviews()


def downgrade() -> None:
    """Drop the tables, those that refer to others first."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _requests() -> None:
    op.create_table("requests", *_requests_columns(), *_requests_rules())
    op.create_index(op.f("ix_requests_account"), "requests", ["account_id", "am_id", "is_open"])
    op.create_index(op.f("ix_requests_am_created"), "requests", ["am_id", "is_open", "created_at", "id"])
    op.create_index(op.f("ix_requests_am_due"), "requests", ["am_id", "is_open", "next_due_at", "id"])
    op.create_index(op.f("ix_requests_am_priority"), "requests", ["am_id", "is_open", "priority", "id"])
    op.create_index(op.f("ix_requests_am_updated"), "requests", ["am_id", "is_open", "updated_at", "id"])
    op.create_index(op.f("ix_requests_created"), "requests", ["is_open", "created_at", "id"])
    op.create_index(op.f("ix_requests_due"), "requests", ["is_open", "next_due_at", "id"])


def _requests_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("ref", Plain, nullable=False),
        sa.Column("source", Plain, nullable=False),
        sa.Column("external_id", Plain),
        sa.Column("contact_id", BigId),
        sa.Column("created_by_id", BigId, nullable=False),
        sa.Column("owner_id", BigId),
        sa.Column("type", Plain, nullable=False),
        sa.Column("subject", Plain, nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("impact", Plain, nullable=False),
        sa.Column("urgency", Plain, nullable=False),
        sa.Column("priority", Plain, nullable=False),
        sa.Column("status", Plain, nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("route", Plain, nullable=False),
        sa.Column("external_owner", sa.Text()),
        sa.Column("external_ticket", Plain),
        sa.Column("evidence", sa.Text()),
        sa.Column("first_response_at", Instant()),
        sa.Column("respond_by", Instant()),
        sa.Column("respond_risk_at", Instant()),
        sa.Column("due_at", Instant()),
        sa.Column("due_risk_at", Instant()),
        sa.Column("next_due_at", Instant(), nullable=False),
        sa.Column("hold_since", Instant()),
        sa.Column("on_hold_seconds", sa.Integer(), nullable=False),
        sa.Column("snoozed_until", Instant()),
        sa.Column("resolved_at", Instant()),
        sa.Column("closed_at", Instant()),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    ]


def _requests_rules() -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint(
            "account_id", "source", "external_id", name=op.f("uq_requests_account_id_source_external_id")
        ),
        sa.UniqueConstraint("id", "am_id", name=op.f("uq_requests_id_am_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_requests_ref")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_requests_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_requests_contact_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_requests_created_by_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_requests_owner_id")),
        *_requests_checks(),
    ]


def _requests_checks() -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint("on_hold_seconds >= 0", name=op.f("ck_requests_hold_positive")),
        sa.CheckConstraint(
            "impact = 'high' OR impact = 'medium' OR impact = 'low'",
            name=op.f("ck_requests_impact_known"),
        ),
        sa.CheckConstraint(
            "priority <> 'P1' OR NOT is_open OR external_ticket IS NOT NULL OR source <> 'amtui'",
            name=op.f("ck_requests_p1_has_ticket"),
        ),
        sa.CheckConstraint(
            "priority = 'P1' OR priority = 'P2' OR priority = 'P3' OR priority = 'P4'",
            name=op.f("ck_requests_priority_known"),
        ),
        sa.CheckConstraint(
            "route = 'am' OR route = 'am_crm_admin' OR route = 'am_manager' OR route = 'support' OR "
            "route = 'billing' OR route = 'client_approval' OR route = 'engineering'",
            name=op.f("ck_requests_route_known"),
        ),
        sa.CheckConstraint(
            "status = 'new' OR status = 'in_progress' OR status = 'waiting_client' OR status = "
            "'waiting_internal' OR status = 'routed' OR status = 'validating' OR status = 'resolved' "
            "OR status = 'closed' OR status = 'declined' OR status = 'cancelled'",
            name=op.f("ck_requests_status_known"),
        ),
        sa.CheckConstraint(
            "type = 'ivr_change' OR type = 'call_flow' OR type = 'queue_staffing' OR type = "
            "'business_hours' OR type = 'user_setup' OR type = 'reporting_view' OR type = 'training' "
            "OR type = 'insight_review' OR type = 'roadmap' OR type = 'crm_mapping' OR type = "
            "'incident' OR type = 'billing' OR type = 'access' OR type = 'custom_development' OR type "
            "= 'complaint'",
            name=op.f("ck_requests_type_known"),
        ),
        sa.CheckConstraint(
            "urgency = 'high' OR urgency = 'medium' OR urgency = 'low'",
            name=op.f("ck_requests_urgency_known"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_requests_version_positive")),
    ]


def _timeline() -> None:
    op.create_table(
        "timeline",
        sa.Column("id", BigId, nullable=False),
        sa.Column("request_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("external_id", Plain),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", BigId),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timeline")),
        sa.UniqueConstraint("request_id", "external_id", name=op.f("uq_timeline_request_id_external_id")),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_timeline_actor_id")),
        sa.ForeignKeyConstraint(
            ["request_id", "am_id"],
            ["requests.id", "requests.am_id"],
            name=op.f("fk_timeline_request_id_am_id"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f("ix_timeline_request"), "timeline", ["request_id", "am_id", "at"])


def _request_watchers() -> None:
    op.create_table(
        "request_watchers",
        sa.Column("request_id", BigId, nullable=False),
        sa.Column("user_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.PrimaryKeyConstraint("request_id", "user_id", name=op.f("pk_request_watchers")),
        sa.ForeignKeyConstraint(
            ["request_id", "am_id"],
            ["requests.id", "requests.am_id"],
            name=op.f("fk_request_watchers_request_id_am_id"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_request_watchers_user_id")),
    )
    op.create_index(op.f("ix_request_watchers_request"), "request_watchers", ["request_id", "am_id"])


def _review_series() -> None:
    op.create_table(
        "review_series",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("kind", Plain, nullable=False),
        sa.Column("anchor", Day(), nullable=False),
        sa.Column("minute_of_day", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("every_months", sa.Integer(), nullable=False),
        sa.Column("ends_on", Day()),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_series")),
        sa.UniqueConstraint("account_id", "kind", name=op.f("uq_review_series_account_id_kind")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_review_series_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.CheckConstraint(
            "kind = 'kickoff' OR kind = 'check_in' OR kind = 'qbr' OR kind = 'training' OR kind = "
            "'stand_up' OR kind = 'ad_hoc'",
            name=op.f("ck_review_series_kind_known"),
        ),
        sa.CheckConstraint("minute_of_day BETWEEN 0 AND 1439", name=op.f("ck_review_series_minute_of_day")),
        sa.CheckConstraint("every_months >= 1", name=op.f("ck_review_series_months_positive")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_review_series_version_positive")),
    )
    op.create_index(op.f("ix_review_series_account"), "review_series", ["account_id", "am_id"])


def _reviews() -> None:
    op.create_table("reviews", *_reviews_columns(), *_reviews_rules())
    op.create_index(op.f("ix_reviews_account_start"), "reviews", ["account_id", "am_id", "starts_at"])
    op.create_index(op.f("ix_reviews_am_start"), "reviews", ["am_id", "starts_at", "id"])


def _reviews_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("series_id", BigId),
        sa.Column("series_day", Day()),
        sa.Column("kind", Plain, nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("status", Plain, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("attendees", Json, nullable=False),
        sa.Column("outcome", sa.Text()),
        sa.Column("new_plan", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("frozen_kpis", Json),
        sa.Column("uid", Plain),
        sa.Column("recurrence_id", Plain),
        sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    ]


def _reviews_rules() -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint(
            "account_id", "uid", "recurrence_id", name=op.f("uq_reviews_account_id_uid_recurrence_id")
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_reviews_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(["series_id"], ["review_series.id"], name=op.f("fk_reviews_series_id")),
        sa.CheckConstraint(
            "kind = 'kickoff' OR kind = 'check_in' OR kind = 'qbr' OR kind = 'training' OR kind = "
            "'stand_up' OR kind = 'ad_hoc'",
            name=op.f("ck_reviews_kind_known"),
        ),
        sa.CheckConstraint("minutes BETWEEN 0 AND 14400", name=op.f("ck_reviews_minutes_sensible")),
        sa.CheckConstraint(
            "status = 'planned' OR status = 'held' OR status = 'missed' OR status = 'cancelled'",
            name=op.f("ck_reviews_status_known"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_reviews_version_positive")),
    ]
