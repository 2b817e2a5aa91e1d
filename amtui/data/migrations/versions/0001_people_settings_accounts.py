"""People, settings and accounts, with the rows that the rules rely on."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.types import TypeEngine

from amtui.data.types import Amount, BigId, Day, Instant, Json, Plain

revision = "0001"
down_revision: str | None = None
branch_labels = None
depends_on = None

TABLES = (
    "users",
    "leaves",
    "saved_views",
    "calendars",
    "calendar_hours",
    "calendar_holidays",
    "sla_policies",
    "settings",
    "meta",
    "accounts",
    "account_domains",
    "contacts",
)
SERVICE_LEVELS = (("P1", 30, 120), ("P2", 60, 240), ("P3", 480, 1440), ("P4", 1440, 4320))
TYPES: dict[str, TypeEngine[Any]] = {"created_at": Instant(), "updated_at": Instant(), "active": sa.Boolean()}


def upgrade() -> None:
    """Make the tables and the rows that every database has."""
    _users()
    _leaves()
    _saved_views()
    _calendars()
    _calendar_hours()
    _calendar_holidays()
    _sla_policies()
    _settings()
    _meta()
    _accounts()
    _account_domains()
    _contacts()
    _standing_rows(context.config.attributes["now"])


def downgrade() -> None:
    """Drop the tables, those that refer to others first."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _users() -> None:
    op.create_table(
        "users",
        sa.Column("id", BigId, nullable=False),
        sa.Column("login", Plain, nullable=False),
        sa.Column("name", Plain, nullable=False),
        sa.Column("employee_id", Plain),
        sa.Column("email", Plain),
        sa.Column("phone", sa.Text()),
        sa.Column("mobile", sa.Text()),
        sa.Column("role", Plain, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("manager_id", BigId),
        sa.Column("password_hash", sa.Text()),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
        sa.UniqueConstraint("employee_id", name=op.f("uq_users_employee_id")),
        sa.UniqueConstraint("login", name=op.f("uq_users_login")),
        sa.ForeignKeyConstraint(["manager_id"], ["users.id"], name=op.f("fk_users_manager_id")),
        sa.CheckConstraint("manager_id <> id", name=op.f("ck_users_not_own_manager")),
        sa.CheckConstraint(
            "role = 'admin' OR role = 'manager' OR role = 'am'",
            name=op.f("ck_users_role_known"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_users_version_positive")),
    )


def _leaves() -> None:
    op.create_table(
        "leaves",
        sa.Column("id", BigId, nullable=False),
        sa.Column("user_id", BigId, nullable=False),
        sa.Column("cover_id", BigId, nullable=False),
        sa.Column("first", Day(), nullable=False),
        sa.Column("last", Day(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaves")),
        sa.ForeignKeyConstraint(["cover_id"], ["users.id"], name=op.f("fk_leaves_cover_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_leaves_user_id")),
        sa.CheckConstraint("first <= last", name=op.f("ck_leaves_in_order")),
        sa.CheckConstraint("user_id <> cover_id", name=op.f("ck_leaves_other_cover")),
    )
    op.create_index(op.f("ix_leaves_cover_id"), "leaves", ["cover_id"])
    op.create_index(op.f("ix_leaves_user_id"), "leaves", ["user_id"])


def _saved_views() -> None:
    op.create_table(
        "saved_views",
        sa.Column("id", BigId, nullable=False),
        sa.Column("user_id", BigId, nullable=False),
        sa.Column("screen", sa.Text(), nullable=False),
        sa.Column("name", Plain, nullable=False),
        sa.Column("filter", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
        sa.UniqueConstraint("user_id", "screen", "name", name=op.f("uq_saved_views_user_id_screen_name")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_saved_views_user_id")),
    )


def _calendars() -> None:
    op.create_table(
        "calendars",
        sa.Column("id", BigId, nullable=False),
        sa.Column("name", Plain, nullable=False),
        sa.Column("zone", sa.Text()),
        sa.Column("country", sa.Text()),
        sa.Column("region", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendars")),
        sa.UniqueConstraint("name", name=op.f("uq_calendars_name")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_calendars_version_positive")),
    )


def _calendar_hours() -> None:
    op.create_table(
        "calendar_hours",
        sa.Column("id", BigId, nullable=False),
        sa.Column("calendar_id", BigId, nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_hours")),
        sa.ForeignKeyConstraint(
            ["calendar_id"], ["calendars.id"], name=op.f("fk_calendar_hours_calendar_id"), ondelete="CASCADE"
        ),
        sa.CheckConstraint(
            "0 <= opens AND opens < closes AND closes <= 1440",
            name=op.f("ck_calendar_hours_in_order"),
        ),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_calendar_hours_weekday")),
    )
    op.create_index(op.f("ix_calendar_hours_calendar_id"), "calendar_hours", ["calendar_id"])


def _calendar_holidays() -> None:
    op.create_table(
        "calendar_holidays",
        sa.Column("calendar_id", BigId, nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("calendar_id", "day", name=op.f("pk_calendar_holidays")),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["calendars.id"],
            name=op.f("fk_calendar_holidays_calendar_id"),
            ondelete="CASCADE",
        ),
    )


def _sla_policies() -> None:
    op.create_table(
        "sla_policies",
        sa.Column("id", BigId, nullable=False),
        sa.Column("plan", Plain, nullable=False),
        sa.Column("priority", Plain, nullable=False),
        sa.Column("respond_minutes", sa.Integer(), nullable=False),
        sa.Column("resolve_minutes", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sla_policies")),
        sa.UniqueConstraint("plan", "priority", name=op.f("uq_sla_policies_plan_priority")),
        sa.CheckConstraint(
            "respond_minutes > 0 AND resolve_minutes > 0",
            name=op.f("ck_sla_policies_minutes_positive"),
        ),
        sa.CheckConstraint(
            "priority = 'P1' OR priority = 'P2' OR priority = 'P3' OR priority = 'P4'",
            name=op.f("ck_sla_policies_priority_known"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_sla_policies_version_positive")),
    )


def _settings() -> None:
    op.create_table(
        "settings",
        sa.Column("key", Plain, nullable=False),
        sa.Column("value", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_settings")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_settings_version_positive")),
    )


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", Plain, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )


def _accounts() -> None:
    op.create_table("accounts", *_accounts_columns(), *_accounts_rules())
    op.create_index(op.f("ix_accounts_am_name"), "accounts", ["am_id", "name_key", "id"])
    op.create_index(op.f("ix_accounts_parent_id"), "accounts", ["parent_id"])


def _accounts_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", BigId, nullable=False),
        sa.Column("name", Plain, nullable=False),
        sa.Column("name_key", Plain, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("plan", Plain, nullable=False),
        sa.Column("tier", Plain, nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("monthly_value", Amount()),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("calendar_id", BigId),
        sa.Column("parent_id", BigId),
        sa.Column("status", Plain, nullable=False),
        sa.Column("status_reason", sa.Text()),
        sa.Column("billing", Plain, nullable=False),
        sa.Column("kickoff_requested_at", Instant()),
        sa.Column("go_live_on", Day()),
        sa.Column("custom", Json),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    ]


def _accounts_rules() -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("id", "am_id", name=op.f("uq_accounts_id_am_id")),
        sa.UniqueConstraint("name_key", name=op.f("uq_accounts_name_key")),
        sa.ForeignKeyConstraint(["am_id"], ["users.id"], name=op.f("fk_accounts_am_id")),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendars.id"], name=op.f("fk_accounts_calendar_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["accounts.id"], name=op.f("fk_accounts_parent_id")),
        sa.CheckConstraint(
            "billing = 'up_to_date' OR billing = 'overdue' OR billing = 'blocked'",
            name=op.f("ck_accounts_billing_known"),
        ),
        sa.CheckConstraint("length(currency) = 3", name=op.f("ck_accounts_currency_iso")),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_accounts_not_own_parent")),
        sa.CheckConstraint(
            "status = 'active' OR status = 'inactive'",
            name=op.f("ck_accounts_status_known"),
        ),
        sa.CheckConstraint(
            "tier = 'top' OR tier = 'standard' OR tier = 'small'",
            name=op.f("ck_accounts_tier_known"),
        ),
        sa.CheckConstraint("monthly_value >= 0", name=op.f("ck_accounts_value_positive")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_accounts_version_positive")),
    ]


def _account_domains() -> None:
    op.create_table(
        "account_domains",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("domain", Plain, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_domains")),
        sa.UniqueConstraint("domain", name=op.f("uq_account_domains_domain")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_account_domains_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
    )
    op.create_index(op.f("ix_account_domains_account"), "account_domains", ["account_id", "am_id"])


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("am_id", BigId, nullable=False),
        sa.Column("name", Plain, nullable=False),
        sa.Column("email", Plain),
        sa.Column("email_key", Plain),
        sa.Column("phone", sa.Text()),
        sa.Column("job", sa.Text()),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("is_approved", sa.Boolean(), nullable=False),
        sa.Column("is_champion", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("account_id", "email_key", name=op.f("uq_contacts_account_id_email_key")),
        sa.ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            name=op.f("fk_contacts_account_id_am_id"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_contacts_version_positive")),
    )
    op.create_index(op.f("ix_contacts_account"), "contacts", ["account_id", "am_id"])


def _standing_rows(now: datetime) -> None:
    stamps = {"created_at": now, "updated_at": now}
    nobody = {"id": 0, "login": "-", "name": "Unassigned", "role": "am", "zone": "UTC", "active": False}
    op.bulk_insert(_table("users", *nobody, *stamps), [{**nobody, **stamps}])
    op.bulk_insert(_table("calendars", "name"), [{"name": "Standard"}])
    hours = [{"calendar_id": 1, "weekday": day, "opens": 540, "closes": 1020} for day in range(5)]
    op.bulk_insert(_table("calendar_hours", *hours[0]), hours)
    levels = [
        {"plan": "*", "priority": priority, "respond_minutes": respond, "resolve_minutes": resolve}
        for priority, respond, resolve in SERVICE_LEVELS
    ]
    op.bulk_insert(_table("sla_policies", *levels[0]), levels)


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column, TYPES.get(column, sa.types.NullType())) for column in columns))
