"""A series of meetings, of an account’s reviews or of a team: its days, what to plan, and all moved along."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, Table, select

from amtui.domain.business_time import Calendar
from amtui.domain.cadence import Occurrence, Series, next_occurrence, occurrence, occurrences, start_of
from amtui.domain.change import Topic
from amtui.domain.clock import local_day
from amtui.domain.local_time import plus_months
from amtui.domain.vocabulary import MeetingStatus, ReviewKind, ReviewStatus
from amtui.services.writing import Columns, Writing

AHEAD_MONTHS = 6
"""So far ahead meetings are planned."""
PLANNED = (ReviewStatus.PLANNED, MeetingStatus.PLANNED)


@dataclass(frozen=True, slots=True)
class Running:
    """A series with what its days are worked out from.

    Attributes:
        row: of its table.
        series: the rule.
        calendar: the business hours that it goes by.
        zone: in which the time of the day is meant.
    """

    row: Columns
    series: Series
    calendar: Calendar
    zone: ZoneInfo

    @classmethod
    def of(cls, row: Columns, kind: ReviewKind, calendar: Calendar, zone: ZoneInfo) -> Self:
        """Return the series of a row."""
        series = Series(kind, row["anchor"], row["every_months"], row["every_weeks"] or 0)
        return cls(row, series, calendar, zone)

    def start(self, day: date) -> datetime:
        """Return when the meeting of a day begins."""
        return start_of(day, self.row["minute_of_day"], self.zone)

    def occurrence(self, nominal: date) -> Occurrence:
        """Return the meeting that the series asks for on a nominal day."""
        return occurrence(self.series, self.calendar, self.index(nominal))

    def index(self, nominal: date) -> int:
        """Return the number of the meeting that the series asks for on a nominal day."""
        return self.series.apart(nominal) // self.series.step

    def as_asked(self, row: RowMapping) -> bool:
        """Tell whether a meeting is where its series asks for it, also where that day was closed since."""
        nominal = row["series_day"]
        return row["starts_at"] in map(self.start, (self.occurrence(nominal).day, nominal))

    def wanted(self, now: datetime) -> Sequence[Occurrence]:
        """Return the meetings of the next months up to the end of the series; at least one is to come."""
        today = local_day(now, self.zone)
        ahead = occurrences(self.series, self.calendar, today, plus_months(today, AHEAD_MONTHS))
        if not any(self.start(one.day) > now for one in ahead):
            ahead = (next_occurrence(self.series, self.calendar, today),)
        ends_on = self.row["ends_on"]
        return [one for one in ahead if ends_on is None or one.nominal <= ends_on]


def move_all(
    writing: Writing, table: Table, before: Running, after: Running, first: RowMapping
) -> tuple[int, int]:
    """Move a meeting and all later ones of its series along; return how many moved, and how many stayed.

    What became of a meeting goes along, so that a cancelled one is not planned again; those that were
    moved on their own keep their day and time.
    """
    moved = stayed = 0
    start = before.index(first["series_day"])
    for row in _from(writing, table, first):
        new = occurrence(after.series, after.calendar, before.index(row["series_day"]) - start)
        values: dict[str, Any] = {"series_day": new.nominal}
        planned = row["status"] in PLANNED
        own = planned and not before.as_asked(row)
        if row["id"] == first["id"] or (planned and not own):
            values |= {"starts_at": after.start(new.day), "sequence": row["sequence"] + 1}
            moved += 1
        stayed += own and row["id"] != first["id"]
        writing.update(table, row, row["version"], values, Topic.REVIEWS)
    return moved, stayed


def _from(writing: Writing, table: Table, first: RowMapping) -> Iterable[RowMapping]:
    c = table.c
    wanted = select(table).where(c.series_id == first["series_id"], c.series_day >= first["series_day"])
    return list(writing.connection.execute(wanted.order_by(c.series_day, c.id)).mappings())
