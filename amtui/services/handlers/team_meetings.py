"""Changes of meetings of the team itself: plan, move, hold, cancel, write."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select

from amtui.data.models import team_meetings, team_series, users
from amtui.data.queries.people import users as all_users
from amtui.data.queries.team_meetings import led
from amtui.data.queries.team_meetings import seen as may_see
from amtui.domain.change import Receipt, Topic
from amtui.domain.clock import local_day
from amtui.domain.errors import Invalid, NotFound, Refused
from amtui.domain.review_usual import LONGEST_MINUTES
from amtui.domain.team_changes import (
    CancelTeamMeeting,
    EditTeamMeeting,
    HoldTeamMeeting,
    MoveTeamMeeting,
    PlanTeamMeeting,
)
from amtui.domain.team_records import LONGEST_MONTHS, LONGEST_WEEKS, usual_team
from amtui.domain.vocabulary import MeetingStatus
from amtui.domain.wording import counted, label, listed
from amtui.services.handlers.common import active_user, said, seen
from amtui.services.handlers.team_plan import enter, owner_zone, plan_team_ahead, plan_team_on
from amtui.services.writing import Writing

M = team_meetings.c
DAY_MINUTES = 24 * 60


def plan(writing: Writing, change: PlanTeamMeeting) -> Receipt:
    """Put a meeting on the calendar of its author and of those invited, once or again and again."""
    me = writing.identity.user_id
    people = _team(writing) if change.invited is None else _people(writing, change.invited)
    invited = [user_id for user_id in people if user_id != me]
    what = {
        "user_id": me,
        "invited": invited,
        "title": said(change.title, "title"),
        "agenda": change.agenda.strip(),
        "minutes": length(change.minutes),
    }
    starts_at = aware(change.starts_at)
    words = f"“{what['title']}” with {counted(len(invited), 'colleague')}"
    if change.every_weeks is None and change.every_months is None:
        meeting_id = enter(writing, what, starts_at, change.op_id)
        return writing.receipt(f"{words} planned for {when(writing, starts_at)}", meeting_id, 1)
    local = starts_at.astimezone(owner_zone(writing, me))
    rule = {
        "anchor": local.date(),
        "minute_of_day": local.hour * 60 + local.minute,
        "ends_on": None,
        "version": 1,
        **_cadence(change),
    }
    series = {**what, **rule}
    series["id"] = writing.insert(team_series, series, Topic.REVIEWS)
    made = plan_team_ahead(writing, series)
    first = select(M.id).where(M.series_id == series["id"]).order_by(M.starts_at).limit(1)
    meeting_id = writing.connection.execute(first).scalar_one()
    told = f"{words} from {when(writing, made[0])}: {counted(len(made), 'meeting')} planned"
    return writing.receipt(told, meeting_id, 1)


def move(writing: Writing, change: MoveTeamMeeting) -> Receipt:
    """Move a planned meeting; its series stays where it is."""
    row = planned(writing, change, {"starts_at": aware(change.starts_at)})
    if row["starts_at"] == change.starts_at:
        return writing.receipt(f"“{row['title']}” is then already", row["id"], row["version"])
    values = {"starts_at": change.starts_at, "sequence": row["sequence"] + 1}
    return _change(writing, row, values, f"“{row['title']}” moved to {when(writing, change.starts_at)}")


def hold(writing: Writing, change: HoldTeamMeeting) -> Receipt:
    """Close a meeting as held; one that was meant for a later day was held now."""
    values: dict[str, Any] = {"status": MeetingStatus.HELD}
    if change.notes is not None:
        values["notes"] = change.notes.strip() or None
    row = planned(writing, change, values)
    zone = writing.reading.zone
    if local_day(row["starts_at"], zone) > local_day(writing.now, zone):
        values |= {"starts_at": writing.now.replace(second=0, microsecond=0), "sequence": row["sequence"] + 1}
    return _change(writing, row, values, f"“{row['title']}” held")


def cancel(writing: Writing, change: CancelTeamMeeting) -> Receipt:
    """Take a meeting off the calendar, with the reason."""
    row = planned(writing, change, {"status": MeetingStatus.CANCELLED})
    reason = said(change.reason, "reason", "say why it is cancelled")
    values = {"status": MeetingStatus.CANCELLED, "reason": reason, "sequence": row["sequence"] + 1}
    return _change(writing, row, values, f"“{row['title']}” cancelled")


def edit(writing: Writing, change: EditTeamMeeting) -> Receipt:
    """Change title, agenda, people, length or notes; all but the notes only while it is planned.

    Raises:
        Refused: the invitation of one that is over is to change, or later ones of one without a series.
    """
    invitation = _invitation(writing, change)
    notes = {} if change.notes is None else {"notes": change.notes.strip() or None}
    row = _row(writing, change, invitation | notes)
    if invitation and row["status"] is not MeetingStatus.PLANNED:
        state = label(row["status"])
        raise Refused(
            f"“{row['title']}” is {state}: its invitation no longer changes", next="Write it into the notes."
        )
    if "invited" in invitation:
        invitation["invited"] = [one for one in invitation["invited"] if one != row["user_id"]]
    later = _edit_later(writing, row, invitation) if change.later else 0
    changed = [name for name, value in (invitation | notes).items() if row[name] != value]
    version = writing.update(
        team_meetings, row, row["version"], _told_anew(row, invitation) | notes, Topic.REVIEWS
    )
    told = f"“{invitation.get('title', row['title'])}”"
    words = f"{told}: {listed(changed)} saved" if changed else f"{told} is so already"
    more = f", and of {counted(later, 'later meeting')}" if later else ""
    return writing.receipt(words + more, row["id"], version)


def planned(writing: Writing, change: Any, wanted: Mapping[str, Any]) -> RowMapping:
    """Return the planned meeting that a change is about.

    Raises:
        NotFound: there is none that this person may see.
        Conflict: somebody was first.
        Refused: it is somebody else's, or no longer planned.
    """
    row = _row(writing, change, wanted)
    if row["status"] is not MeetingStatus.PLANNED:
        raise Refused(
            f"“{row['title']}” is {label(row['status'])} and no longer planned",
            next="Undo that, or plan a new one.",
        )
    return row


def aware(moment: datetime) -> datetime:
    """Return a moment that has a time zone.

    Raises:
        Invalid: it has none.
    """
    if moment.tzinfo is None:
        raise Invalid({"start": "a moment needs a time zone"})
    return moment


def length(minutes: int) -> int:
    """Return a length in minutes that a meeting can have.

    Raises:
        Invalid: none has it.
    """
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Invalid({"minutes": f"a meeting lasts 1 to {LONGEST_MINUTES} minutes"})
    return minutes


def when(writing: Writing, moment: datetime) -> str:
    """Return a moment as the clock of whoever changes shows it."""
    return f"{moment.astimezone(writing.reading.zone):%Y-%m-%d %H:%M}"


def _row(writing: Writing, change: Any, wanted: Mapping[str, Any]) -> RowMapping:
    found = select(M.id, led(writing.reading, team_meetings).label("led"), users.c.name).join(
        users, users.c.id == M.user_id
    )
    mine = found.where(M.id == change.meeting_id, may_see(writing.reading, team_meetings))
    known = writing.connection.execute(mine).first()
    what = f"team meeting {change.meeting_id}"
    if known is None:
        raise NotFound(f"there is no {what}")
    if not known.led:
        raise Refused(
            f"this is a meeting of {known.name}",
            next=f"{known.name}, their manager or an administrator may change it.",
        )
    return seen(writing, team_meetings, change.meeting_id, change.expected_version, what, wanted)


def _change(writing: Writing, row: RowMapping, values: Mapping[str, Any], words: str) -> Receipt:
    version = writing.update(team_meetings, row, row["version"], values, Topic.REVIEWS)
    if values.get("status") is not None and (next_at := plan_team_on(writing, row["series_id"])):
        words = f"{words}; the next of its series planned for {when(writing, next_at)}"
    return writing.receipt(words, row["id"], version)


def _team(writing: Writing) -> tuple[int, ...]:
    return usual_team(writing.identity.user_id, all_users(writing.reading))


def _people(writing: Writing, wanted: Collection[int]) -> tuple[int, ...]:
    return tuple(active_user(writing, user_id)["id"] for user_id in dict.fromkeys(wanted))


def _cadence(change: PlanTeamMeeting) -> dict[str, int | None]:
    weeks, months = change.every_weeks, change.every_months
    if weeks is not None and months is not None:
        raise Invalid({"every": "it comes by the week or by the month, not both"})
    if not 1 <= (weeks or months or 0) <= (LONGEST_MONTHS if weeks is None else LONGEST_WEEKS):
        raise Invalid({"every": f"every 1 to {LONGEST_MONTHS} months, or 1 to {LONGEST_WEEKS} weeks"})
    return {"every_months": months or 1, "every_weeks": weeks}


def _invitation(writing: Writing, change: EditTeamMeeting) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if change.title is not None:
        values["title"] = said(change.title, "title")
    if change.agenda is not None:
        values["agenda"] = change.agenda.strip()
    if change.minutes is not None:
        values["minutes"] = length(change.minutes)
    if change.invited is not None:
        values["invited"] = list(_people(writing, change.invited))
    return values


def _edit_later(writing: Writing, row: RowMapping, values: dict[str, Any]) -> int:
    """Change the series too, and what is planned of it after a meeting; return how many those are."""
    if row["series_id"] is None:
        raise Refused(f"“{row['title']}” belongs to no series", next="Change it alone.")
    series = writing.row(team_series, row["series_id"], f"series {row['series_id']}")
    writing.update(team_series, series, series["version"], values, Topic.REVIEWS)
    after = select(team_meetings).where(
        M.series_id == series["id"], M.series_day > row["series_day"], M.status == MeetingStatus.PLANNED
    )
    found = list(writing.connection.execute(after.order_by(M.series_day)).mappings())
    for one in found:
        writing.update(team_meetings, one, one["version"], _told_anew(one, values), Topic.REVIEWS)
    return len(found)


def _told_anew(row: RowMapping, values: dict[str, Any]) -> dict[str, Any]:
    """Return the columns with the next number of the invitation, where that changes."""
    if all(row[name] == value for name, value in values.items()):
        return values
    return {**values, "sequence": row["sequence"] + 1}
