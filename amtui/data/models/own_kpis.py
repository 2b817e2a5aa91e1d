"""KPIs that administrators define, their imported days, and what is kept of figures for quick looks."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Table,
    Text,
    UniqueConstraint,
)

from amtui.data.models.base import book, metadata, own_id, stamped, versioned
from amtui.data.models.guards import Guard, guarded
from amtui.data.types import BigId, Day, Json, Plain, Words, among
from amtui.domain.vocabulary import Comparator, Unit

own_kpis = Table(
    "own_kpis",
    metadata,
    own_id(),
    Column("key", Plain, nullable=False),
    Column("label", Plain, nullable=False),
    Column("unit", Words(Unit), nullable=False),
    Column("comparator", Words(Comparator), nullable=False),
    Column("formula", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    *stamped(),
    *versioned(),
    UniqueConstraint("key", info={"says": "a KPI of this key exists"}),
    UniqueConstraint("label", info={"says": "a KPI of this name exists"}),
    among("unit", Unit),
    among("comparator", Comparator),
    info=guarded(Guard.OFFICE),
)

own_kpi_days = Table(
    "own_kpi_days",
    metadata,
    Column("account_id", BigId, primary_key=True),
    Column("kpi_id", BigId, ForeignKey("own_kpis.id"), primary_key=True),
    Column("day", Day, primary_key=True),
    book()[1],
    book()[2],
    Column("numerator", BigInteger, nullable=False),
    Column("denominator", BigInteger, nullable=False),
    Column("import_id", BigId, ForeignKey("imports.id")),
    CheckConstraint("numerator >= 0 AND denominator >= 0", name="counts_positive"),
    Index("ix_own_kpi_days_account", "account_id", "am_id"),
    sqlite_with_rowid=False,
)

kpi_latest = Table(
    "kpi_latest",
    metadata,
    Column("account_id", BigId, primary_key=True),
    book()[1],
    book()[2],
    Column("last", Day, nullable=False),
    Column("figures", Json, nullable=False),
    Index("ix_kpi_latest_am", "am_id", "account_id"),
)
"""The figures that lists show of an account, up to its last complete day; gone once anything changes them."""

kpi_hours = Table(
    "kpi_hours",
    metadata,
    Column("account_id", BigId, primary_key=True),
    Column("asked", Plain, primary_key=True),
    book()[1],
    book()[2],
    Column("last", Day, nullable=False),
    Column("claim", Plain, nullable=False),
    Column("slices", Json),
    Index("ix_kpi_hours_am", "am_id", "account_id"),
)
"""Hours and segments of an account with many calls; without slices it is being counted under that claim."""
