"""Goals agreed with clients: those in force and those before them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from sqlalchemy import ColumnElement, Select, and_, select, true

from amtui.data.models import accounts, contacts, kpi_goals
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.own_kpis import kpi_names
from amtui.data.queries.places import MOST_NAMED, chosen
from amtui.data.reading import Reading
from amtui.domain.kpi_records import GoalRow
from amtui.domain.vocabulary import KpiKey

G = kpi_goals.c
Goals = Mapping[tuple[int, KpiKey], GoalRow]
"""Goals in force by account and KPI."""


def goals(reading: Reading, *, account_id: int, history: bool = False) -> tuple[GoalRow, ...]:
    """Return an account's goals in force, the oldest first; with `history` superseded ones too."""
    which = true() if history else G.superseded_on.is_(None)
    return _worded(reading, map(_goal, reading.rows(_selected(reading, (account_id,), which))))


def goals_in_force(
    reading: Reading, account_ids: Collection[int] | None = None, kpi: KpiKey | None = None
) -> Goals:
    """Return the goals in force of the visible accounts among those named; None names all.

    Args:
        reading: whose books.
        account_ids: of which accounts.
        kpi: of which KPI; None is all.
    """
    in_force = and_(G.superseded_on.is_(None), true() if kpi is None else G.kpi == kpi)
    rows = reading.rows(_selected(reading, account_ids, in_force))
    return MappingProxyType({(row.account_id, row.kpi): _goal(row) for row in rows})


def goals_named(reading: Reading, goal_ids: Collection[int]) -> Mapping[int, GoalRow]:
    """Return goals by id, in force or not, of visible accounts."""
    if not goal_ids:
        return {}
    which = true() if len(goal_ids) > MOST_NAMED else G.id.in_(sorted(goal_ids))
    rows = reading.rows(_selected(reading, None, which))
    found = _worded(reading, (_goal(row) for row in rows if row.id in goal_ids))
    return {goal.id: goal for goal in found}


def _worded(reading: Reading, found: Iterable[GoalRow]) -> tuple[GoalRow, ...]:
    """Return the goals with the definitions of KPIs that are not the program's own, read only for those."""
    rows = tuple(found)
    if all(goal.kpi.is_own for goal in rows):
        return rows
    names = kpi_names(reading)
    return tuple(replace(goal, kpi=names.get(goal.kpi.value, goal.kpi)) for goal in rows)


def _selected(
    reading: Reading, account_ids: Collection[int] | None, which: ColumnElement[bool]
) -> Select[*tuple[object, ...]]:
    return (
        select(kpi_goals, contacts.c.name.label("agreed_with"))
        .join(accounts, accounts.c.id == G.account_id)
        .outerjoin(contacts, contacts.c.id == G.agreed_with_id)
        .where(chosen(reading, account_ids), which)
        .order_by(G.agreed_on, G.id)
    )


def _goal(row: DbRow) -> GoalRow:
    return GoalRow(
        id=row.id,
        account_id=row.account_id,
        kpi=row.kpi,
        statistic=row.statistic,
        comparator=row.comparator,
        target=row.target,
        baseline=row.baseline,
        baseline_n=row.baseline_n,
        baseline_first=row.baseline_first,
        baseline_last=row.baseline_last,
        provisional=row.provisional,
        agreed_on=row.agreed_on,
        agreed_with=row.agreed_with,
        due=row.due,
        sustain_days=row.sustain_days,
        superseded_on=row.superseded_on,
        withdrawn_for=row.withdrawn_for,
        baseline_days=row.baseline_days,
        version=row.version,
    )
