"""What the whole team meets for: each week, and each month, called by its manager."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from amtui.data.demo.bulk import Loader
from amtui.data.demo.moments import at
from amtui.data.demo.people import ZONES
from amtui.data.demo.world import World
from amtui.data.models import team_meetings, team_series
from amtui.domain.cadence import Series, occurrences
from amtui.domain.team_records import UID_END
from amtui.domain.vocabulary import MeetingStatus, ReviewKind

SERIES = "id user_id invited title agenda anchor minute_of_day minutes every_months every_weeks version"
MEETINGS = (
    "user_id invited series_id series_day title starts_at minutes status agenda notes uid"
    " created_at updated_at version"
)
BEFORE, AHEAD = timedelta(weeks=4), timedelta(days=110)
"""So far back and ahead there are meetings."""


@dataclass(frozen=True, slots=True)
class _Called:
    """One series, and what was written down of those that are over.

    Attributes:
        weekday: of the first, 0 for Monday.
        minute: of the local day.
        minutes: how long it takes.
        weeks: from one to the next; None for once a month.
    """

    title: str
    agenda: str
    notes: str
    weekday: int
    minute: int
    minutes: int
    weeks: int | None


CALLED = (
    _Called("Team week", "What is late, who is away, one thing learnt", "Nothing open.", 0, 11 * 60, 30, 1),
    _Called(
        "Team month", "Figures of all books, clients at risk", "Risks gone through.", 3, 14 * 60, 60, None
    ),
)


def add_team(loader: Loader, world: World) -> None:
    """Let the manager meet all account managers."""
    invited = json.dumps([each.id for each in world.team.ams])
    today = date.fromordinal(world.anchor.today(ZONES[0]))
    monday = today - timedelta(days=today.weekday()) - BEFORE
    owner = world.team.manager.id
    first = (loader.connection.scalar(select(func.max(team_series.c.id))) or 0) + 1
    for number, one in enumerate(CALLED, start=first):
        anchor = monday + timedelta(days=one.weekday)
        row = (
            number, owner, invited, one.title, one.agenda, anchor.toordinal(), one.minute, one.minutes,
            1, one.weeks, 1,
        )  # fmt: skip
        loader.add(team_series, SERIES, [row])
        series = Series(ReviewKind.AD_HOC, anchor, 1, one.weeks or 0)
        rows = ((owner, invited, number, *rest) for rest in _meetings(world, one, series, today))
        loader.add(team_meetings, MEETINGS, rows)


def _meetings(world: World, one: _Called, series: Series, today: date) -> Iterator[tuple[object, ...]]:
    """Yield the meetings of a series, from the day of the series on."""
    calendar = world.rulers.of(None, ZONES[0]).calendar
    made, now = world.anchor.ago(BEFORE.days), world.anchor.micros
    for found in occurrences(series, calendar, series.anchor, today + AHEAD):
        begins = at(found.day.toordinal(), one.minute, ZONES[0])
        is_over = begins + one.minutes * 60_000_000 <= now
        status = MeetingStatus.HELD if is_over else MeetingStatus.PLANNED
        uid = f"{one.title.replace(' ', '-').lower()}-{found.nominal}{UID_END}"
        yield (
            found.nominal.toordinal(), one.title, begins, one.minutes, status.value, one.agenda,
            one.notes if is_over else None, uid, made, begins if is_over else made, 1,
        )  # fmt: skip
