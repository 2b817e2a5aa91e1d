"""The appointments that a series asks for: planned ahead, each once, however often they are moved."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, select

from amtui.data.models import review_series, reviews
from amtui.domain.cadence import Occurrence
from amtui.domain.change import Topic
from amtui.domain.clock import local_day
from amtui.domain.review_usual import USUAL_AGENDAS
from amtui.domain.vocabulary import AccountStatus, ReviewStatus
from amtui.domain.wording import title
from amtui.services.account_calendar import calendar_of
from amtui.services.handlers.common import account_row
from amtui.services.handlers.series_running import Running
from amtui.services.writing import Columns, Writing


def running(writing: Writing, row: Columns) -> Running:
    """Return a series ready to be worked out."""
    return _of(writing, row, account_row(writing, row["account_id"]))


def plan_ahead(
    writing: Writing, row: Columns, attendees: Sequence[str] | None = None, agenda: str = ""
) -> tuple[datetime, ...]:
    """Plan what is missing of a running series for the next months; return when the new ones begin.

    An occurrence that is there already, whatever became of it, is not planned again. An appointment of
    the kind that was planned on its own in the same span becomes the occurrence.

    Args:
        writing: the transaction.
        row: the series.
        attendees: who comes; None are those of the latest one.
        agenda: what they are about; empty is the usual of the kind.
    """
    account = account_row(writing, row["account_id"])
    if account["status"] is not AccountStatus.ACTIVE:
        return ()
    found = _of(writing, row, account)
    known = _known(writing, row["id"])
    single = _planned_alone(writing, row)
    said = {
        "attendees": _latest_attendees(writing, row["id"]) if attendees is None else list(attendees),
        "agenda": agenda or USUAL_AGENDAS[row["kind"]],
    }
    made = []
    for one in found.wanted(writing.now):
        starts_at = found.start(one.day)
        if one.nominal in known or starts_at <= writing.now:
            continue
        if adopted := _same_span(found, single, one.nominal):
            values = {"series_id": row["id"], "series_day": one.nominal}
            writing.update(reviews, adopted, adopted["version"], values, Topic.REVIEWS)
            single.remove(adopted)
            continue
        writing.insert(reviews, _values(writing, row, account, one, starts_at) | said, Topic.REVIEWS)
        made.append(starts_at)
    return tuple(made)


def plan_on(writing: Writing, series_id: int | None) -> datetime | None:
    """Plan ahead again once an appointment of a series is closed; return when the next new one begins."""
    if series_id is None:
        return None
    row = writing.row(review_series, series_id, f"series {series_id}")
    if not is_running(writing, row):
        return None
    made = plan_ahead(writing, row)
    if made:
        writing.update(review_series, row, row["version"], {}, Topic.REVIEWS, touch=True)
    return made[0] if made else None


def is_running(writing: Writing, row: Columns) -> bool:
    """Tell whether a series has not ended."""
    today = local_day(writing.now, ZoneInfo(account_row(writing, row["account_id"])["zone"]))
    return row["ends_on"] is None or row["ends_on"] >= today


def _of(writing: Writing, row: Columns, account: RowMapping) -> Running:
    calendar = calendar_of(writing.connection, account["id"], writing.now)
    return Running.of(row, row["kind"], calendar, ZoneInfo(account["zone"]))


def _known(writing: Writing, series_id: int) -> set[date]:
    wanted = select(reviews.c.series_day).where(reviews.c.series_id == series_id)
    return set(writing.connection.execute(wanted).scalars())


def _planned_alone(writing: Writing, row: Columns) -> list[RowMapping]:
    """Return the appointments of the kind that are planned and belong to no series."""
    v = reviews.c
    wanted = select(reviews).where(
        v.account_id == row["account_id"],
        v.kind == row["kind"],
        v.status == ReviewStatus.PLANNED,
        v.series_id.is_(None),
        v.starts_at > writing.now,
    )
    return list(writing.connection.execute(wanted.order_by(v.starts_at, v.id)).mappings())


def _same_span(found: Running, single: Iterable[RowMapping], nominal: date) -> RowMapping | None:
    wanted = found.series.apart(nominal)
    for row in single:
        if found.series.apart(local_day(row["starts_at"], found.zone)) == wanted:
            return row
    return None


def _latest_attendees(writing: Writing, series_id: int) -> list[str]:
    wanted = select(reviews.c.attendees).where(reviews.c.series_id == series_id)
    latest = writing.connection.execute(wanted.order_by(reviews.c.starts_at.desc()).limit(1)).scalar()
    return list(latest or ())


def _values(
    writing: Writing, row: Columns, account: RowMapping, one: Occurrence, starts_at: datetime
) -> dict[str, Any]:
    return {
        "account_id": row["account_id"],
        "am_id": account["am_id"],
        "series_id": row["id"],
        "series_day": one.nominal,
        "kind": row["kind"],
        "starts_at": starts_at,
        "minutes": row["minutes"],
        "status": ReviewStatus.PLANNED,
        "title": title(row["kind"]),
        "uid": f"{writing.group}.{row['id']}.{one.nominal:%Y%m%d}@amtui",
        "sequence": 0,
        "version": 1,
        "created_at": writing.now,
        "updated_at": writing.now,
    }
