"""Playbooks: those that come with the program and those of the team."""

from sqlalchemy import select

from amtui.data.models import playbooks as table
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.own_kpis import Named, kpi_names
from amtui.data.reading import Reading
from amtui.domain.playbooks import BUILT_IN, Playbook
from amtui.domain.vocabulary import KpiKey


def playbooks(reading: Reading) -> tuple[Playbook, ...]:
    """Return all playbooks, those that come with the program first, then the team's by name."""
    own = reading.rows(select(table).order_by(table.c.name, table.c.id))
    if not own:
        return BUILT_IN
    names = kpi_names(reading)
    return (*BUILT_IN, *(_playbook(row, names) for row in own))


def _playbook(row: DbRow, names: Named) -> Playbook:
    return Playbook(
        key=row.key,
        name=row.name,
        kpis=tuple(names.get(kpi) or KpiKey(kpi) for kpi in row.kpis),
        steps=tuple(row.steps),
        evidence=tuple(row.evidence),
        proof=row.proof,
        id=row.id,
        version=row.version,
    )
