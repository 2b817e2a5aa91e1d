"""Improvement actions, each with what the data say of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select, true

from amtui.data.models import accounts, contacts, improvements, kpi_goals
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.goals import goals_named
from amtui.data.queries.kpi_figure import Material
from amtui.data.queries.kpi_material import load
from amtui.data.queries.logged_calls import logged_calls
from amtui.data.queries.own_kpis import Named, kpi_names
from amtui.data.queries.places import Place, places
from amtui.data.queries.playbooks import playbooks
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound
from amtui.domain.improvement_records import ImprovementDetail, Judgement, LoggedCall
from amtui.domain.improvement_row import ImprovementRow
from amtui.domain.improvement_rules import Case, before_window, judge
from amtui.domain.kpi_records import GoalRow
from amtui.domain.playbooks import known_as
from amtui.domain.vocabulary import ImprovementStatus

I = improvements.c  # noqa: E741 - the tables of this folder go by their first letter
ONE_DAY = timedelta(days=1)


def improvement_list(reading: Reading, *, account_id: int | None = None) -> tuple[ImprovementRow, ...]:
    """Return the improvement actions of an account, or of all visible ones, the oldest first.

    Validated and regressed are computed, in a number of statements that does not grow with the actions.
    """
    rows = _rows(reading, true() if account_id is None else I.account_id == account_id)
    return tuple(replace(row, status=judged.status) for row, judged, _ in _judged(reading, rows))


def improvement_detail(reading: Reading, *, action_id: int) -> ImprovementDetail:
    """Return one improvement action with its proof as far as it goes.

    Raises:
        NotFound: if there is none that this person may see.
    """
    return _detail(reading, improvement_row(reading, action_id=action_id))


def improvement_details(reading: Reading, *, account_id: int) -> tuple[ImprovementDetail, ...]:
    """Return the improvement actions of an account with their proofs, the oldest first."""
    rows = _rows(reading, I.account_id == account_id)
    return _details(reading, rows)


def improvement_row(reading: Reading, *, action_id: int) -> ImprovementRow:
    """Return what is recorded of an action; its status is not computed.

    Raises:
        NotFound: if there is none that this person may see.
    """
    found = _rows(reading, I.id == action_id)
    if not found:
        raise NotFound(f"there is no improvement action {action_id}")
    return found[0]


def _detail(reading: Reading, row: ImprovementRow) -> ImprovementDetail:
    return _details(reading, [row])[0]


def _details(reading: Reading, rows: Sequence[ImprovementRow]) -> tuple[ImprovementDetail, ...]:
    known = playbooks(reading)
    goals = goals_named(reading, {row.goal_id for row in rows if row.goal_id is not None})
    return tuple(
        ImprovementDetail(
            row=replace(row, status=judged.status),
            goal=goals.get(row.goal_id or 0),
            playbook=known_as(known, row.playbook),
            test_calls=calls,
            judgement=judged,
        )
        for row, judged, calls in _judged(reading, rows)
    )


def _judged(
    reading: Reading, rows: Sequence[ImprovementRow]
) -> Iterable[tuple[ImprovementRow, Judgement, tuple[LoggedCall, ...]]]:
    """Yield each action with what the data say of it and of its log ids."""
    placed = [row for row in rows if _is_placed(row)]
    where = (
        {place.id: place for place in places(reading, {row.account_id for row in placed})} if placed else {}
    )
    goals = goals_named(reading, {row.goal_id for row in placed if row.goal_id is not None})
    material = _material(reading, placed, where)
    calls = logged_calls(reading, {(row.account_id, log_id) for row in rows for log_id in row.log_ids})
    for row in rows:
        found = tuple(calls.get((row.account_id, log_id)) or LoggedCall(log_id) for log_id in row.log_ids)
        place = where.get(row.account_id)
        if material is None or place is None or not _is_placed(row):
            yield row, Judgement(row.recorded), found
        else:
            yield row, judge(_case(row, material, place, goals, found)), found


def _is_placed(row: ImprovementRow) -> bool:
    """Tell whether an action is in place, so that the data have something to say."""
    return row.recorded is ImprovementStatus.IMPLEMENTED and row.implemented_on is not None


def _case(
    row: ImprovementRow,
    material: Material,
    place: Place,
    goals: Mapping[int, GoalRow],
    found: tuple[LoggedCall, ...],
) -> Case:
    return Case(
        recorded=row.recorded,
        kpi=row.kpi,
        goal=goals.get(row.goal_id or 0),
        implemented_on=row.implemented_on,
        days=material.days.of(row.account_id, row.kpi) if row.kpi else (),
        test_calls=found,
        confirmed_by=row.confirmed_by,
        today=place.today,
    )


def _material(
    reading: Reading, placed: Sequence[ImprovementRow], where: Mapping[int, Place]
) -> Material | None:
    """Read the days that actions in place are judged by, once for all of them."""
    if not where:
        return None
    first = min(before_window(row.implemented_on)[0] for row in placed if row.implemented_on)
    window: tuple[date, date] = first, max(place.today for place in where.values()) - ONE_DAY
    kpis = sorted({row.kpi for row in placed if row.kpi})
    return load(reading, tuple(where.values()), set(where), {}, window, kpis)


def _rows(reading: Reading, which: ColumnElement[bool]) -> tuple[ImprovementRow, ...]:
    statement = (
        select(
            improvements,
            contacts.c.name.label("confirmed_by"),
            accounts.c.name.label("account"),
            kpi_goals.c.kpi.label("aimed_at"),
        )
        .join(accounts, accounts.c.id == I.account_id)
        .outerjoin(contacts, contacts.c.id == I.contact_id)
        .outerjoin(kpi_goals, kpi_goals.c.id == I.goal_id)
        .where(which, reading.visible(improvements))
        .order_by(I.created_at, I.id)
    )
    names = kpi_names(reading)
    return tuple(_row(row, names) for row in reading.rows(statement))


def _row(row: DbRow, names: Named) -> ImprovementRow:
    kpi = row.aimed_at or row.kpi
    return ImprovementRow(
        id=row.id,
        account_id=row.account_id,
        account=row.account,
        what=row.what,
        status=row.status,
        recorded=row.status,
        hypothesis=row.hypothesis,
        playbook=row.playbook,
        goal_id=row.goal_id,
        kpi=names.get(kpi.value, kpi) if kpi else None,
        implemented_on=row.implemented_on,
        steps_done=tuple(row.steps_done or ()),
        log_ids=tuple(row.log_ids or ()),
        evidence=row.evidence,
        contact_id=row.contact_id,
        confirmed_by=row.confirmed_by,
        reason=row.reason,
        created_at=row.created_at,
        version=row.version,
    )
