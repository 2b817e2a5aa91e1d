"""When an open request is breached and at risk, worked out by the database, and the indexes that count it."""

import sqlalchemy as sa
from alembic import op

from amtui.data.types import Instant

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

OLD = "ix_requests_standing"
OLD_COLUMNS = (
    *("is_open", "account_id", "am_id", "status", "priority", "first_response_at"),
    *("respond_by", "respond_risk_at", "due_at", "due_risk_at", "hold_since"),
)
ANSWER = "(CASE WHEN first_response_at IS NULL OR first_response_at > respond_by THEN respond_by END)"
END = "(CASE WHEN hold_since IS NULL OR hold_since > due_at THEN due_at END)"
ANSWER_RISK = "(CASE WHEN first_response_at IS NULL AND respond_by IS NOT NULL THEN respond_risk_at END)"
END_RISK = "(CASE WHEN due_at IS NOT NULL THEN due_risk_at END)"
INDEXES = (
    ("ix_requests_open", ("is_open", "account_id", "am_id"), ""),
    (
        "ix_requests_pressing",
        ("is_open", "priority", "id", "account_id", "am_id"),
        " AND priority IN ('P1', 'P2')",
    ),
    ("ix_requests_breaches", ("is_open", "breaches_at", "account_id", "am_id"), ""),
    ("ix_requests_risk", ("is_open", "risk_at", "breaches_at", "account_id", "am_id"), ""),
)


def upgrade() -> None:
    """Add the columns and change the indexes."""
    stored = True if op.get_bind().dialect.name == "postgresql" else None
    risk = f"CASE WHEN status <> 'waiting_client' THEN {_earlier(ANSWER_RISK, END_RISK)} END"
    for name, worked_out in (("breaches_at", _earlier(ANSWER, END)), ("risk_at", risk)):
        op.add_column("requests", sa.Column(name, Instant(), sa.Computed(worked_out, persisted=stored)))
    op.drop_index(OLD, "requests")
    for index, columns, more in INDEXES:
        _index(index, columns, more)


def downgrade() -> None:
    """Take them away and put the old index back."""
    for index, _, _ in INDEXES:
        op.drop_index(index, "requests")
    _index(OLD, OLD_COLUMNS, "")
    op.drop_column("requests", "risk_at")
    op.drop_column("requests", "breaches_at")


def _earlier(one: str, other: str) -> str:
    return f"CASE WHEN {one} < {other} THEN {one} ELSE coalesce({other}, {one}) END"


def _index(name: str, columns: tuple[str, ...], more: str) -> None:
    on_file, on_server = sa.text(f"is_open = 1{more}"), sa.text(f"is_open{more}")
    op.create_index(name, "requests", list(columns), sqlite_where=on_file, postgresql_where=on_server)
