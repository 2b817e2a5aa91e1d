"""The plan of a day: time set aside for tasks, beside the meetings, inside business hours."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import select

from amtui.data.models import accounts, reviews
from amtui.data.queries.tasks import own_books, own_hours, taken_by_tasks, tasks
from amtui.data.queries.team_meetings import attended
from amtui.data.reading import Reading
from amtui.domain.business_calendar import Span
from amtui.domain.day_plan import Busy, first_free, free_spans, problems
from amtui.domain.local_time import day_span
from amtui.domain.task_records import DayPlan, PlanEntry, TaskBoard, TaskRow
from amtui.domain.vocabulary import ReviewStatus
from amtui.domain.wording import label

LONGEST = timedelta(days=1)
"""A meeting that began earlier is over."""
FREE, MEETING, BLOCK = "free", "meeting", "block"


def day_plan(reading: Reading, *, day: date | None = None) -> DayPlan:
    """Return what a day of whoever asks holds; today without one."""
    wanted = day or reading.today
    hours = own_hours(reading).spans(wanted)
    meetings = tuple(_meetings(reading, wanted))
    blocked = taken_by_tasks(reading, *day_span(wanted, reading.zone))
    entries = [*meetings, *_blocks(reading, blocked, meetings, hours)]
    taken = [(entry.starts_at, entry.ends_at) for entry in entries]
    entries += [PlanEntry(FREE, begins, ends, FREE) for begins, ends in free_spans(hours, taken, reading.now)]
    return DayPlan(
        day=wanted,
        hours=hours,
        entries=tuple(sorted(entries, key=lambda entry: (entry.starts_at, entry.ends_at))),
        unplanned=tuple(
            row
            for row in tasks(reading)
            if row.block_at is None and not row.given_away and row.due_on is not None and row.due_on <= wanted
        ),
    )


def task_board(reading: Reading) -> TaskBoard:
    """Return all open tasks with the plan of today."""
    return TaskBoard(tasks(reading), day_plan(reading))


def block_problems(reading: Reading, *, task_id: int, block: Span) -> tuple[str, ...]:
    """Return what speaks against setting a time aside for a task."""
    day = block[0].astimezone(reading.zone).date()
    hours = own_hours(reading).spans(day)
    return problems(block, hours, _taken(reading, day, task_id), reading.zone)


def free_block(reading: Reading, *, task_id: int, minutes: int, day: date | None = None) -> datetime | None:
    """Return when there is first room for a task on a day, from now on; None where there is none."""
    wanted = day or reading.today
    taken = [busy.span for busy in _taken(reading, wanted, task_id)]
    return first_free(own_hours(reading).spans(wanted), taken, minutes, reading.now)


def _taken(reading: Reading, day: date, without: int) -> tuple[Busy, ...]:
    meetings = (Busy((one.starts_at, one.ends_at), _named(one)) for one in _meetings(reading, day))
    blocked = taken_by_tasks(reading, *day_span(day, reading.zone), without=without)
    return (*meetings, *(Busy(row.block, f"“{row.title}”") for row in blocked if row.block is not None))


def _named(meeting: PlanEntry) -> str:
    return f"{meeting.what} with {meeting.account}" if meeting.account else meeting.what


def _meetings(reading: Reading, day: date) -> Iterator[PlanEntry]:
    """Yield the meetings with clients of one's own and covered books, and those of the team."""
    found = (*_with_clients(reading, day), *_of_team(reading, day))
    yield from sorted(found, key=lambda one: (one.starts_at, one.ends_at))


def _of_team(reading: Reading, day: date) -> Iterator[PlanEntry]:
    for row in attended(reading, reading.user_id, *day_span(day, reading.zone)):
        yield PlanEntry(MEETING, *row.span, row.title, team_meeting_id=row.id)


def _with_clients(reading: Reading, day: date) -> Iterator[PlanEntry]:
    v, (begin, end) = reviews.c, day_span(day, reading.zone)
    statement = (
        select(v.id, v.kind, v.starts_at, v.minutes, accounts.c.name)
        .join(accounts, accounts.c.id == v.account_id)
        .where(
            reading.visible(reviews),
            v.am_id.in_(sorted(own_books(reading))),
            v.status.in_([ReviewStatus.PLANNED, ReviewStatus.HELD]),
            v.starts_at > begin - LONGEST,
            v.starts_at < end,
        )
        .order_by(v.starts_at, v.id)
    )
    for row in reading.rows(statement):
        ends = row.starts_at + timedelta(minutes=row.minutes)
        if ends > begin:
            yield PlanEntry(MEETING, row.starts_at, ends, label(row.kind), row.name, review_id=row.id)


def _blocks(
    reading: Reading, blocked: tuple[TaskRow, ...], meetings: tuple[PlanEntry, ...], hours: tuple[Span, ...]
) -> Iterator[PlanEntry]:
    """Yield the time set aside, each with what is wrong with it by now."""
    for row in blocked:
        if row.block is None:
            continue
        others = [Busy((one.starts_at, one.ends_at), _named(one)) for one in meetings]
        others += [Busy(one.block, f"“{one.title}”") for one in blocked if one.block and one.id != row.id]
        wrong = problems(row.block, hours, others, reading.zone)
        yield PlanEntry(BLOCK, *row.block, row.title, row.account, wrong, row)
