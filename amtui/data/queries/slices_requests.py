"""First replies to requests, counted by what the request is and when it was made."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import and_, select

from amtui.data.models import accounts, requests
from amtui.data.queries.calendars import all_calendars
from amtui.data.queries.places import Place, chosen
from amtui.data.queries.slices_wanted import Answer, Wanted
from amtui.data.reading import Reading
from amtui.domain.business_time import between
from amtui.domain.kpi.dimensions import REQUESTS, Dimension
from amtui.domain.kpi.shortfall import Slice
from amtui.domain.local_time import day_span, zone_named
from amtui.domain.vocabulary import Statistic
from amtui.domain.wording import label

R = requests.c
SECOND = timedelta(seconds=1)
ONE_DAY = timedelta(days=1)


def request_slices(reading: Reading, places: Sequence[Place], wanted: Wanted) -> Answer:
    """Return the answered requests one by one; business time is counted here and not by the database."""
    found: Answer = {dimension: [] for dimension in REQUESTS}
    hours, by_id = all_calendars(reading), {place.id: place for place in places}
    statement = (
        select(R.account_id, R.created_at, R.first_response_at, R.type, R.priority)
        .select_from(accounts)
        .join(requests, and_(R.account_id == accounts.c.id, R.am_id == accounts.c.am_id))
        .where(chosen(reading, list(by_id)), R.first_response_at.is_not(None))
        .where(R.created_at >= day_span(wanted.first, reading.zone)[0] - ONE_DAY)
        .where(R.created_at < day_span(wanted.last, reading.zone)[1] + ONE_DAY)
    )
    for row in reading.connection.execute(statement):
        place = by_id[row.account_id]
        local = row.created_at.astimezone(zone_named(place.zone))
        if not wanted.first <= local.date() <= wanted.last:
            continue
        answered = max(row.first_response_at, row.created_at)
        waited = between(hours.of(place.calendar_id, place.zone), row.created_at, answered)
        took = waited // SECOND
        amount = took if wanted.statistic is Statistic.MEAN else int(took > wanted.late_after[place.id])
        for dimension, value in ((Dimension.TYPE, label(row.type)), (Dimension.PRIORITY, row.priority.value)):
            found[dimension].append(Slice(place.id, value, local.weekday(), local.hour, 1, amount))
    return found
