"""What administrators look after: calendars and service levels, as lists."""

from collections.abc import Iterable

from sqlalchemy import func, select

from amtui.data.models import accounts, calendar_holidays, calendar_hours, calendars, sla_policies
from amtui.data.queries.calendars import holidays_of
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.sla_policies import ANY_PLAN
from amtui.data.reading import Reading
from amtui.data.schema import STANDARD_CALENDAR
from amtui.domain.business_span import minutes_text
from amtui.domain.office_records import CalendarRow, ServiceLevelRow
from amtui.domain.opening_words import holidays_text, hours_text
from amtui.domain.sla import DEFAULT_POLICY
from amtui.domain.vocabulary import Priority


def calendar_rows(reading: Reading) -> tuple[CalendarRow, ...]:
    """Return all calendars by name, with the number of visible accounts that use each."""
    used_by = func.coalesce(accounts.c.calendar_id, STANDARD_CALENDAR)
    used = select(used_by.label("id"), func.count().label("n")).where(reading.visible(accounts))
    users = {row.id: row.n for row in reading.rows(used.group_by(used_by))}
    weeks: dict[int, dict[int, list[tuple[int, int]]]] = {}
    for row in reading.rows(select(calendar_hours).order_by(calendar_hours.c.opens)):
        weeks.setdefault(row.calendar_id, {}).setdefault(row.weekday, []).append((row.opens, row.closes))
    closed = holidays_of(reading.rows(select(calendar_holidays)))
    return tuple(
        CalendarRow(
            id=row.id,
            name=row.name,
            zone=row.zone or "",
            country=row.country or "",
            region=row.region or "",
            hours=hours_text(weeks.get(row.id, {})),
            holidays=holidays_text(closed.get(row.id, {})),
            accounts=users.get(row.id, 0),
            version=row.version,
        )
        for row in reading.rows(select(calendars).order_by(calendars.c.name))
    )


def service_levels(reading: Reading) -> tuple[ServiceLevelRow, ...]:
    """Return the levels of every plan that accounts have, and of those without one."""
    table = sla_policies
    own = {(row.plan, row.priority): row for row in reading.rows(select(table))}
    held = reading.rows(select(accounts.c.plan).where(reading.visible(accounts)).distinct())
    plans = sorted({row.plan for row in held} | {plan for plan, _ in own} - {ANY_PLAN})
    return tuple(_level(own, plan, priority) for plan in (ANY_PLAN, *plans) for priority in Priority)


def service_level(reading: Reading, *, plan: str, priority: Priority) -> ServiceLevelRow:
    """Return the level of a plan and a priority, wherever it is taken from."""
    table = sla_policies
    meant = select(table).where(table.c.plan.in_((plan, ANY_PLAN)), table.c.priority == priority)
    return _level({(row.plan, row.priority): row for row in reading.rows(meant)}, plan, priority)


def _level(own: dict[tuple[str, Priority], DbRow], plan: str, priority: Priority) -> ServiceLevelRow:
    for known, origin in _sources(plan):
        row = own.get((known, priority))
        if row is not None:
            respond, resolve = row.respond_minutes, row.resolve_minutes
            return ServiceLevelRow(plan, priority, minutes_text(respond), minutes_text(resolve), origin)
    target = DEFAULT_POLICY.target(priority)
    respond, resolve = (int(span.total_seconds() // 60) for span in (target.respond, target.resolve))
    return ServiceLevelRow(plan, priority, minutes_text(respond), minutes_text(resolve), "built in")


def _sources(plan: str) -> Iterable[tuple[str, str]]:
    yield plan, "set"
    if plan != ANY_PLAN:
        yield ANY_PLAN, "all plans"
