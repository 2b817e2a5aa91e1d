"""What was agreed with the clients of a book over some days: goals, actions and plans."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from amtui.data.models import accounts, contacts, improvements, kpi_goals, reviews
from amtui.data.queries.own_kpis import kpi_names
from amtui.data.reading import Reading
from amtui.domain.clock import local_day
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.figures import format_goal, format_value
from amtui.domain.local_time import day_span, zone_named
from amtui.domain.quarter import ONE_DAY, Agreed
from amtui.domain.vocabulary import ImprovementStatus, ReviewStatus
from amtui.domain.wording import label, title

G, V = kpi_goals.c, reviews.c
I = improvements.c  # noqa: E741 - the tables of this folder go by their first letter
SETTLED = (ImprovementStatus.AGREED, ImprovementStatus.IMPLEMENTED)


def agreed_in(reading: Reading, first: date, last: date) -> tuple[Agreed, ...]:
    """Return what was agreed on some days, in order of time."""
    found = (
        *_goals(reading, first, last),
        *_actions(reading, first, last),
        *_placed(reading, first, last),
        *_plans(reading, first, last),
    )
    return tuple(sorted(found, key=lambda each: (each.day, each.account.casefold(), each.kind)))


def _goals(reading: Reading, first: date, last: date) -> Iterator[Agreed]:
    names = kpi_names(reading)
    statement = (
        select(kpi_goals, accounts.c.name.label("account"), contacts.c.name.label("who"))
        .join(accounts, accounts.c.id == G.account_id)
        .outerjoin(contacts, contacts.c.id == G.agreed_with_id)
        .where(reading.visible(kpi_goals), G.agreed_on >= first, G.agreed_on <= last)
    )
    for row in reading.rows(statement):
        known = definition(names.get(row.kpi.value, row.kpi))
        start = "" if row.baseline is None else f" from {format_value(known, row.baseline)}"
        gone = f", superseded on {row.superseded_on}" if row.superseded_on else ""
        words = f"{title(known.label)}{start} to {format_goal(known, row.comparator, row.target)}{gone}"
        yield Agreed(row.agreed_on, row.account, "goal", words, row.who or "")


def _actions(reading: Reading, first: date, last: date) -> Iterator[Agreed]:
    begin, end = day_span(first - ONE_DAY, reading.zone)[0], day_span(last + ONE_DAY, reading.zone)[1]
    statement = (
        select(I.what, I.created_at, accounts.c.name.label("account"), accounts.c.zone)
        .join(accounts, accounts.c.id == I.account_id)
        .where(reading.visible(improvements), I.status.in_(SETTLED))
        .where(I.created_at >= begin, I.created_at < end)
    )
    for row in reading.rows(statement):
        day = local_day(row.created_at, zone_named(row.zone))
        if first <= day <= last:
            yield Agreed(day, row.account, "action", row.what)


def _placed(reading: Reading, first: date, last: date) -> Iterator[Agreed]:
    statement = (
        select(I.what, I.implemented_on, accounts.c.name.label("account"), contacts.c.name.label("who"))
        .join(accounts, accounts.c.id == I.account_id)
        .outerjoin(contacts, contacts.c.id == I.contact_id)
        .where(reading.visible(improvements), I.status == ImprovementStatus.IMPLEMENTED)
        .where(I.implemented_on >= first, I.implemented_on <= last)
    )
    for row in reading.rows(statement):
        yield Agreed(row.implemented_on, row.account, "action in place", row.what, row.who or "")


def _plans(reading: Reading, first: date, last: date) -> Iterator[Agreed]:
    begin, end = day_span(first - ONE_DAY, reading.zone)[0], day_span(last + ONE_DAY, reading.zone)[1]
    statement = (
        select(V.kind, V.new_plan, V.starts_at, accounts.c.name.label("account"), accounts.c.zone)
        .join(accounts, accounts.c.id == V.account_id)
        .where(reading.visible(reviews), V.status == ReviewStatus.HELD, V.new_plan.is_not(None))
        .where(V.starts_at >= begin, V.starts_at < end)
    )
    for row in reading.rows(statement):
        day = local_day(row.starts_at, zone_named(row.zone))
        if row.new_plan and first <= day <= last:
            yield Agreed(day, row.account, "plan", f"{row.new_plan} ({label(row.kind)})")
