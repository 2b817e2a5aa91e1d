"""How each user's list stood at their first look of a day."""

from sqlalchemy import Column, ForeignKey, Table

from amtui.data.models.base import metadata
from amtui.data.models.guards import Guard, guarded
from amtui.data.types import BigId, Day, Instant, Json

today_days = Table(
    "today_days",
    metadata,
    Column("user_id", BigId, ForeignKey("users.id"), primary_key=True),
    Column("day", Day, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("rows", Json, nullable=False),
    info=guarded(Guard.OWN),
)
"""Not audited, as nobody's work depends on it; some days are kept."""
