"""What is done to better a KPI: improvement actions with their proof, and the playbooks of the team."""

from sqlalchemy import Column, ForeignKey, Index, Table, Text, UniqueConstraint

from amtui.data.models.base import book, metadata, own_id, stamped, versioned
from amtui.data.models.guards import Guard, guarded
from amtui.data.types import BigId, Day, Json, Plain, Words, among
from amtui.domain.vocabulary import ImprovementStatus, KpiKey

improvements = Table(
    "improvements",
    metadata,
    own_id(),
    *book(),
    Column("goal_id", BigId, ForeignKey("kpi_goals.id")),
    Column("kpi", Words(KpiKey)),
    Column("playbook", Text),
    Column("what", Text, nullable=False),
    Column("hypothesis", Text),
    Column("status", Words(ImprovementStatus), nullable=False),
    Column("implemented_on", Day),
    Column("evidence", Text),
    Column("contact_id", BigId, ForeignKey("contacts.id")),
    Column("log_ids", Json),
    Column("steps_done", Json),
    Column("reason", Text),
    *stamped(),
    *versioned(),
    among("kpi", KpiKey),
    among("status", ImprovementStatus),
    Index("ix_improvements_account", "account_id", "am_id"),
)

playbooks = Table(
    "playbooks",
    metadata,
    own_id(),
    Column("key", Plain, nullable=False),
    Column("name", Plain, nullable=False),
    Column("kpis", Json, nullable=False),
    Column("steps", Json, nullable=False),
    Column("evidence", Json, nullable=False),
    Column("proof", Text, nullable=False),
    *stamped(),
    *versioned(),
    UniqueConstraint("key", info={"says": "a playbook of this name exists"}),
    info=guarded(Guard.SHARED),
)
