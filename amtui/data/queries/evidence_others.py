"""The requests behind a first reply, and the imported days behind a KPI of the team's own."""

from collections import Counter
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from amtui.data.models import imports, own_kpi_days, own_kpis, requests
from amtui.data.queries.calendars import all_calendars
from amtui.data.queries.evidence_ask import Tally, Wanted, page, stretch_by_time
from amtui.data.reading import Reading
from amtui.data.types import to_micros
from amtui.domain.business_time import between
from amtui.domain.kpi.describing import Feed
from amtui.domain.kpi.dimensions import Dimension
from amtui.domain.kpi_explained import Evidence, Portion
from amtui.domain.local_time import day_span, zone_named
from amtui.domain.paging import Page, Slice
from amtui.domain.vocabulary import Priority, RequestType
from amtui.domain.wording import label

R, D = requests.c, own_kpi_days.c
UNANSWERED = "unanswered"


def request_evidence(reading: Reading, asked: Wanted, wanted: Slice) -> Page[Evidence]:
    """Return a stretch of the requests behind a figure, the latest first."""
    columns = (R.id, R.ref, R.created_at, R.subject, R.status, R.first_response_at)
    statement = stretch_by_time(select(*columns).where(_created(asked)), R.created_at, R.id, wanted)
    hours = all_calendars(reading).of(asked.place.calendar_id, asked.place.zone)
    found = []
    for row in reading.connection.execute(statement):
        answered = row.first_response_at
        waited = None if answered is None else between(hours, row.created_at, answered)
        seconds = None if waited is None else int(waited.total_seconds())
        why_not = () if answered else (UNANSWERED,)
        found.append(
            Evidence(row.id, row.ref, row.created_at, row.subject, row.status.value, seconds, False, why_not)
        )
    return page(found, wanted)


def request_count(reading: Reading, asked: Wanted) -> int:
    """Return how many requests there are behind a figure."""
    return int(reading.connection.execute(select(func.count()).where(_created(asked))).scalar_one())


def _created(asked: Wanted) -> ColumnElement[bool]:
    zone = zone_named(asked.place.zone)
    first, last = day_span(asked.first, zone)[0], day_span(asked.last, zone)[1]
    own = and_(R.account_id == asked.place.id, R.created_at >= first, R.created_at < last)
    return and_(own, _of_part(asked.part))


def _of_part(part: Portion | None) -> ColumnElement[bool]:
    """Return which requests are of a segment; a type is known by what it is called."""
    if part is None:
        return true()
    if part.dimension is Dimension.TYPE:
        return R.type.in_([each for each in RequestType if label(each) == part.value])
    return R.priority.in_([each for each in Priority if each.value == part.value])


def day_evidence(reading: Reading, asked: Wanted, wanted: Slice) -> Page[Evidence]:
    """Return a stretch of the imported days behind a figure, the latest first; they are few."""
    rows = [_day(asked, row) for row in reading.connection.execute(_days(asked))]
    if wanted.after is not None:
        key = wanted.after
        rows = [
            row
            for row in rows
            if ((to_micros(row.at), row.id) > key if wanted.reverse else (to_micros(row.at), row.id) < key)
        ]
    if wanted.reverse:
        rows.reverse()
    return page(rows[wanted.skip : wanted.skip + wanted.limit + 1], wanted)


def day_count(reading: Reading, asked: Wanted) -> int:
    """Return how many days there are behind a figure."""
    return len(reading.connection.execute(_days(asked)).all())


def day_tally(reading: Reading, asked: Wanted) -> Tally:
    """Count the days by import; nothing leaves one out."""
    return Tally({}, Counter(row.import_id for row in reading.connection.execute(_days(asked))))


def request_tally(reading: Reading, asked: Wanted) -> Tally:
    """Return the imports of the account that held requests: which of them brought which is not kept."""
    i = imports.c
    own = or_(i.account_id == asked.place.id, i.account_id.is_(None))
    statement = select(i.id, i.imported + i.updated).where(i.kind == Feed.REQUESTS.value, own)
    return Tally({}, {import_id: n for import_id, n in reading.connection.execute(statement) if n})


def _days(asked: Wanted) -> Any:
    return (
        select(D.day, D.numerator, D.denominator, D.import_id, imports.c.file_name)
        .join(own_kpis, own_kpis.c.id == D.kpi_id)
        .outerjoin(imports, imports.c.id == D.import_id)
        .where(D.account_id == asked.place.id, own_kpis.c.key == asked.kpi.value)
        .where(D.day.between(asked.first, asked.last))
        .order_by(D.day.desc())
    )


def _day(asked: Wanted, row: Any) -> Evidence:
    at = day_span(row.day, zone_named(asked.place.zone))[0]
    parts = f"{row.numerator} / {row.denominator}"
    return Evidence(
        row.day.toordinal(), row.day.isoformat(), at, row.file_name or "", parts, None, row.numerator > 0, ()
    )
