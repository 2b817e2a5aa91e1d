"""Which call a leg belongs to, calls that the phone system itself found closed, and quicker imports."""

import re
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from amtui.data.types import Plain

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CHECK, KEY = "ck_calls_outcome_known", "fk_calls_import_id"
BEFORE = (
    "outcome = 'answered' OR outcome = 'voicemail' OR outcome = 'no_agent' OR outcome = 'no_answer' OR "
    "outcome = 'busy' OR outcome = 'failed' OR outcome = 'abandoned' OR outcome = 'ivr_abandoned'"
)
AFTER = f"{BEFORE} OR outcome = 'after_hours'"
REFERS = f"CONSTRAINT {KEY} FOREIGN KEY(import_id) REFERENCES imports (id)"
OUTCOMES = re.compile(rf"CONSTRAINT {CHECK} CHECK \([^()]*\)")


def upgrade() -> None:
    """Add the column and its index, the outcome, and let go of the key to the imports."""
    op.add_column("calls", sa.Column("linked_id", Plain))
    known = sa.text("linked_id IS NOT NULL")
    op.create_index(
        op.f("ix_calls_linked"), "calls", ["account_id", "linked_id"],
        sqlite_where=known, postgresql_where=known,
    )  # fmt: skip
    if op.get_bind().dialect.name == "sqlite":
        _rewrite(_raised)
    else:
        op.drop_constraint(op.f(KEY), "calls")
        _replace_outcomes(AFTER)


def downgrade() -> None:
    """Take it away; calls outside the hours become calls that ended in the menu, which are left out too."""
    op.execute(
        "UPDATE calls SET outcome = 'ivr_abandoned', excluded = (excluded & ~1) | 4"
        " WHERE outcome = 'after_hours'"
    )
    op.drop_index(op.f("ix_calls_linked"), "calls")
    op.drop_column("calls", "linked_id")
    if op.get_bind().dialect.name == "sqlite":
        _rewrite(_lowered)
    else:
        op.create_foreign_key(op.f(KEY), "calls", "imports", ["import_id"], ["id"])
        _replace_outcomes(BEFORE)


def _replace_outcomes(words: str) -> None:
    op.drop_constraint(op.f(CHECK), "calls")
    op.create_check_constraint(op.f(CHECK), "calls", words)


def _raised(sql: str) -> str:
    without_key = re.sub(rf",\s*{re.escape(REFERS)}", "", sql)
    return _with_outcomes(without_key, AFTER).replace(", linked_id", ", \n\tlinked_id")


def _lowered(sql: str) -> str:
    first = f"CONSTRAINT {CHECK}"
    return _with_outcomes(sql, BEFORE).replace(first, f"{REFERS}, \n\t{first}", 1)


def _with_outcomes(sql: str, words: str) -> str:
    return OUTCOMES.sub(f"CONSTRAINT {CHECK} CHECK ({words})", sql)


def _rewrite(change: Callable[[str], str]) -> None:
    """Change the text of the table's rules, as SQLite describes it for rules that touch no row.

    A copy of the table would take minutes with millions of calls.
    """
    connection = op.get_bind()
    (before,) = connection.execute(sa.text("SELECT sql FROM sqlite_master WHERE name = 'calls'")).one()
    (version,) = connection.execute(sa.text("PRAGMA schema_version")).one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    update = sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = 'calls'")
    connection.execute(update, {"sql": change(before)})
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")
