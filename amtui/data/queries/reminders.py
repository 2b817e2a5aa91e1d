"""When the viewer is reminded of reviews, by their own business hours."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from amtui.data.queries.calendars import all_calendars
from amtui.data.reading import Reading
from amtui.domain.reminders import reminder_at
from amtui.domain.review_records import ReviewRow
from amtui.domain.vocabulary import ReviewStatus


def reminders(reading: Reading, *, rows: Iterable[ReviewRow]) -> Mapping[int, datetime]:
    """Return by review the moment of its reminder; of those that are planned and lie ahead."""
    hours = all_calendars(reading).of(None, reading.zone.key)
    return {
        row.id: reminder_at(hours, row.starts_at)
        for row in rows
        if row.status is ReviewStatus.PLANNED and row.starts_at > reading.now
    }
