"""What all tables share: names of constraints, ids, and the account manager carried along."""

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Connection,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    event,
)

from amtui.data.types import BigId, Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def partial(where: ColumnElement[bool]) -> dict[str, ColumnElement[bool]]:
    """Return what an index keeps of the rows it is limited to, for `complete`."""
    return {"where": where}


@event.listens_for(metadata, "before_create")
def complete(_metadata: MetaData, connection: Connection, **_: Any) -> None:
    """Tell PostgreSQL which rows an index is limited to, and that it stores the columns it works out.

    Saying the first with the index itself would load SQLAlchemy's PostgreSQL half into every session on
    SQLite; SQLite works columns out when they are read, and could not be given stored ones later.
    """
    on_server = connection.dialect.name == "postgresql"
    for table in metadata.tables.values():
        for column in table.c:
            if column.computed is not None:
                column.computed.persisted = on_server or None
        if not on_server:
            continue
        for index in table.indexes:
            if (where := index.info.get("where")) is not None:
                index.dialect_options["postgresql"]["where"] = where


def own_id() -> Column[int]:
    """Return the primary key column."""
    return Column("id", BigId, primary_key=True)


def book() -> tuple[Column[int], Column[int], ForeignKeyConstraint]:
    """Return account and account manager of a row; the pair follows the account when it is reassigned."""
    return (
        Column("account_id", BigId, nullable=False),
        Column("am_id", BigId, nullable=False),
        ForeignKeyConstraint(
            ["account_id", "am_id"],
            ["accounts.id", "accounts.am_id"],
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
    )


def versioned() -> tuple[Column[int], CheckConstraint]:
    """Return the counter that every change of a row raises by one."""
    return (
        Column("version", Integer, nullable=False, default=1, server_default="1"),
        CheckConstraint("version >= 1", name="version_positive"),
    )


def stamped() -> tuple[Column[object], Column[object]]:
    """Return when a row was made and last changed, always given by the clock."""
    return (
        Column("created_at", Instant, nullable=False),
        Column("updated_at", Instant, nullable=False),
    )
