"""Appointments with clients."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, select, true

from amtui.data.models import accounts
from amtui.data.models import reviews as table
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.series import all_series
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound
from amtui.domain.kpi.definitions import definition
from amtui.domain.local_time import day_span
from amtui.domain.review_records import FrozenFigure, ReviewDetail, ReviewRow
from amtui.domain.vocabulary import KpiKey, ReviewStatus
from amtui.domain.wording import label

V = table.c


def reviews(
    reading: Reading,
    *,
    first: date | None,
    last: date | None,
    account_id: int | None = None,
    status: ReviewStatus | None = None,
) -> tuple[ReviewRow, ...]:
    """Return the visible appointments of the viewer's days from first to last, in order of time.

    Without a first or a last day there is no bound on that side.
    """
    statement = _selected(reading).where(
        true() if first is None else V.starts_at >= day_span(first, reading.zone)[0],
        true() if last is None else V.starts_at < day_span(last, reading.zone)[1],
        true() if account_id is None else V.account_id == account_id,
        true() if status is None else V.status == status,
    )
    return tuple(map(_row, reading.rows(statement.order_by(V.starts_at, V.id))))


def review_detail(reading: Reading, *, review_id: int) -> ReviewDetail:
    """Return one appointment.

    Raises:
        NotFound: if there is none that this person may see.
    """
    row = reading.connection.execute(_selected(reading).where(V.id == review_id)).first()
    if row is None:
        raise NotFound(f"there is no appointment {review_id}")
    figures = tuple(map(_frozen, row.frozen_kpis or ()))
    series = all_series(reading, account_id=row.account_id) if row.series_id is not None else ()
    return ReviewDetail(
        row=_row(row),
        title=row.title,
        reason=row.reason,
        frozen=tuple((each.kpi, each.value, each.target) for each in figures),
        figures=figures,
        zone=row.zone,
        series=next((each for each in series if each.id == row.series_id), None),
        before=_before(reading, row),
    )


def _before(reading: Reading, row: DbRow) -> ReviewRow | None:
    """Return the latest review of the same kind that was held before one."""
    earlier = (
        V.account_id == row.account_id, V.kind == row.kind, V.status == ReviewStatus.HELD,
        V.starts_at < row.starts_at,
    )  # fmt: skip
    statement = _selected(reading).where(*earlier).order_by(V.starts_at.desc(), V.id.desc()).limit(1)
    found = reading.connection.execute(statement).first()
    return None if found is None else _row(found)


def _frozen(kept: Mapping[str, Any]) -> FrozenFigure:
    return FrozenFigure(
        kpi=str(kept.get("kpi")),
        label=kept.get("label") or label(str(kept.get("kpi"))),
        unit=kept.get("unit") or _unit(str(kept.get("kpi"))),
        statistic=kept.get("statistic"),
        value=kept.get("value"),
        n=kept.get("n") or 0,
        baseline=kept.get("baseline"),
        target=kept.get("target"),
        comparator=kept.get("comparator"),
        progress=kept.get("progress"),
        state=kept.get("state"),
        first=kept.get("from"),
        last=kept.get("to"),
        at=kept.get("at"),
    )


def _unit(kpi: str) -> str | None:
    """Return the unit of one of the program's own KPIs, for what was frozen without it."""
    return definition(KpiKey(kpi)).unit if kpi in KpiKey.known else None


def _selected(reading: Reading) -> Select[Any]:
    return (
        select(table, accounts.c.name.label("account"), accounts.c.zone)
        .join(accounts, accounts.c.id == V.account_id)
        .where(reading.visible(table))
    )


def _row(row: DbRow) -> ReviewRow:
    return ReviewRow(
        id=row.id,
        account_id=row.account_id,
        account=row.account,
        am_id=row.am_id,
        kind=row.kind,
        starts_at=row.starts_at,
        minutes=row.minutes,
        status=row.status,
        agenda=row.agenda,
        attendees=tuple(row.attendees),
        outcome=row.outcome,
        new_plan=row.new_plan,
        notes=row.notes,
        series_id=row.series_id,
        sequence=row.sequence,
        uid=row.uid,
        version=row.version,
        title=row.title,
        recurrence_id=row.recurrence_id,
        organiser=(row.organiser, row.organiser_address) if row.organiser is not None else None,
    )
