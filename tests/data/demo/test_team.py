"""The meetings of the demo's team: where the program itself would plan them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from amtui.data.models import team_meetings, team_series, users
from amtui.data.schema import said
from amtui.domain.cadence import Series, occurrence, start_of
from amtui.domain.vocabulary import MeetingStatus, ReviewKind
from amtui.services.account_calendar import calendar_with


def test_each_stands_where_its_series_asks_for_it(demo: Connection) -> None:
    now = datetime.fromisoformat(str(said(demo, "anchor")))
    rows = {row.id: row for row in demo.execute(select(team_series)).all()}
    assert [(row.every_weeks, row.title) for row in rows.values()] == [(1, "Team week"), (None, "Team month")]
    zones = {row.id: ZoneInfo(row.zone) for row in demo.execute(select(users.c.id, users.c.zone)).all()}
    found = demo.execute(select(team_meetings)).all()
    assert len({(row.series_id, row.series_day) for row in found}) == len(found) > 20
    for meeting in found:
        row, zone = rows[meeting.series_id], zones[meeting.user_id]
        series = Series(ReviewKind.AD_HOC, row.anchor, row.every_months, row.every_weeks or 0)
        number = series.apart(meeting.series_day) // series.step
        asked = occurrence(series, calendar_with(demo, None, zone.key, now), number)
        assert meeting.series_day == asked.nominal
        assert meeting.starts_at == start_of(asked.day, row.minute_of_day, zone)
        assert (meeting.status is MeetingStatus.HELD) is (meeting.starts_at < now)
        assert (meeting.notes is None) is (meeting.status is MeetingStatus.PLANNED)
