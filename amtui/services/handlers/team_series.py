"""Changes of series of meetings of the team: move all later ones along, end."""

from datetime import timedelta

from sqlalchemy import RowMapping, select

from amtui.data.models import team_meetings, team_series
from amtui.domain.business_time import is_business_day
from amtui.domain.change import Receipt, Topic
from amtui.domain.clock import local_day
from amtui.domain.errors import Refused
from amtui.domain.team_changes import EndTeamSeries, MoveTeamSeries
from amtui.domain.vocabulary import MeetingStatus
from amtui.domain.wording import counted
from amtui.services.handlers.common import said
from amtui.services.handlers.series_running import move_all
from amtui.services.handlers.team_meetings import aware, planned, when
from amtui.services.handlers.team_plan import team_running
from amtui.services.writing import Writing

M = team_meetings.c


def move(writing: Writing, change: MoveTeamSeries) -> Receipt:
    """Move a meeting with all later ones of its series, which is anchored there from now on.

    Those that were moved on their own keep their day and time.
    """
    first = planned(writing, change, {"starts_at": aware(change.starts_at)})
    row = _series(writing, first)
    before = team_running(writing, row)
    local = change.starts_at.astimezone(before.zone)
    anchor = local.date()
    if not is_business_day(before.calendar, anchor):
        raise Refused(f"{anchor:%A} {anchor} is no business day")
    values = {"anchor": anchor, "minute_of_day": local.hour * 60 + local.minute}
    writing.update(team_series, row, row["version"], values, Topic.REVIEWS)
    moved, stayed = move_all(writing, team_meetings, before, team_running(writing, {**row, **values}), first)
    left = f", {stayed} moved on {'its' if stayed == 1 else 'their'} own stayed" if stayed else ""
    words = f"“{first['title']}” moved to {when(writing, change.starts_at)}"
    version = writing.row(team_meetings, first["id"], "")["version"]
    return writing.receipt(f"{words}: {counted(moved, 'meeting')} moved{left}", first["id"], version)


def end(writing: Writing, change: EndTeamSeries) -> Receipt:
    """End the series of a meeting: what is planned of it from now on is cancelled."""
    first = planned(writing, change, {"status": MeetingStatus.CANCELLED})
    reason = said(change.reason, "reason", "say why it ends")
    row = _series(writing, first)
    ends_on = local_day(writing.now, team_running(writing, row).zone) - timedelta(days=1)
    writing.update(team_series, row, row["version"], {"ends_on": ends_on}, Topic.REVIEWS)
    wanted = select(team_meetings).where(
        M.series_id == row["id"], M.status == MeetingStatus.PLANNED, M.starts_at > writing.now
    )
    found = list(writing.connection.execute(wanted.order_by(M.starts_at)).mappings())
    for one in found:
        values = {"status": MeetingStatus.CANCELLED, "reason": reason, "sequence": one["sequence"] + 1}
        writing.update(team_meetings, one, one["version"], values, Topic.REVIEWS)
    words = f"“{first['title']}” ended: {counted(len(found), 'meeting')} cancelled"
    return writing.receipt(words, first["id"], writing.row(team_meetings, first["id"], "")["version"])


def _series(writing: Writing, meeting: RowMapping) -> RowMapping:
    if meeting["series_id"] is None:
        raise Refused(f"“{meeting['title']}” belongs to no series", next="Change it alone.")
    return writing.row(team_series, meeting["series_id"], f"series {meeting['series_id']}")
