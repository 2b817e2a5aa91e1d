"""Changes of business calendars."""

from datetime import date
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select

from amtui.data.models import accounts, calendar_holidays, calendar_hours, calendars
from amtui.data.queries.office import calendar_rows
from amtui.data.schema import STANDARD_CALENDAR
from amtui.domain.admin_changes import DeleteCalendar, SaveCalendar
from amtui.domain.business_time import country_calendar
from amtui.domain.change import Receipt, Topic
from amtui.domain.errors import Invalid, NotFound, Refused, UsageError
from amtui.domain.local_time import zone_named
from amtui.domain.opening_words import Week, hours_text, read_holidays, read_hours
from amtui.domain.wording import counted
from amtui.services.handlers.accounts import rebuild
from amtui.services.handlers.common import said, seen
from amtui.services.handlers.recount import Recount
from amtui.services.writing import Writing

NAMED = 3
"""So many accounts that use a calendar are told by name."""
BLOCK = 5_000
HOURS = "hours"
"""What the record calls a change of the hours and closed days of a calendar."""


def save(writing: Writing, change: SaveCalendar) -> Receipt:
    """Write a calendar whole, and work out the figures of its accounts again.

    Raises:
        Invalid: with a sentence for each field that cannot be read.
    """
    values, week, closed = _read(writing, dict(change.fields), change.calendar_id)
    recount, before = Recount.begin(writing), hours_words(writing, change.calendar_id)
    if change.calendar_id is None:
        row_id = writing.insert(calendars, {**values, "version": 1}, Topic.SETTINGS)
        version, verb = 1, "added"
    else:
        what = f"calendar {change.calendar_id}"
        row = seen(writing, calendars, change.calendar_id, change.expected_version, what, values)
        version = writing.update(calendars, row, row["version"], values, Topic.SETTINGS, touch=True)
        row_id, verb = row["id"], "saved"
    replace_hours(writing, row_id, week, closed)
    after = hours_words(writing, row_id)
    writing.record(calendars, row_id, HOURS, before, {"id": row_id}, after, version)
    told = follow(writing, row_id) if change.calendar_id is not None else ""
    return writing.receipt(f"Calendar {values['name']} {verb}{told}{recount.finish()}", row_id, version)


def delete_calendar(writing: Writing, change: DeleteCalendar) -> Receipt:
    """Take a calendar away.

    Raises:
        Refused: accounts use it, or it is the standard one.
    """
    what = f"calendar {change.calendar_id}"
    row = seen(writing, calendars, change.calendar_id, change.expected_version, what, {})
    if row["id"] == STANDARD_CALENDAR:
        raise Refused("The standard calendar holds for all accounts without one and stays")
    if ids := users_of(writing, row):
        raise Refused(_used(writing, row["name"], ids), next="Give them another calendar first.")
    empty(writing, row)
    writing.delete(calendars, row, Topic.SETTINGS)
    return writing.receipt(f"Calendar {row['name']} is deleted", row["id"], None)


def empty(writing: Writing, row: RowMapping) -> None:
    """Take the hours and closed days of a calendar away, which the record keeps."""
    writing.record(calendars, row["id"], HOURS, hours_words(writing, row["id"]), row, {}, None)
    for table in (calendar_hours, calendar_holidays):
        writing.connection.execute(delete(table).where(table.c.calendar_id == row["id"]))


def _used(writing: Writing, name: str, ids: list[int]) -> str:
    """Say which accounts use a calendar, the first few by name."""
    a = accounts.c
    wanted = select(a.name).where(a.id.in_(ids[:BLOCK])).order_by(a.name_key).limit(NAMED)
    names = list(writing.connection.execute(wanted).scalars())
    more = [f"{len(ids) - len(names):,} more"] if len(ids) > len(names) else []
    use = "uses" if len(ids) == 1 else "use"
    return f"{counted(len(ids), 'account')} {use} {name}: {', '.join((*names, *more))}"


def _read(
    writing: Writing, texts: dict[str, str], calendar_id: int | None
) -> tuple[dict[str, Any], Week, dict[date, str]]:
    if calendar_id is not None:
        now = next((row for row in calendar_rows(writing.reading) if row.id == calendar_id), None)
        if now is None:
            raise NotFound(f"there is no calendar {calendar_id}")
        kept = {name: str(getattr(now, name)) for name in ("name", "zone", "country", "region", "hours")}
        texts = {**kept, "holidays": now.holidays, **texts}
    wrong: dict[str, str] = {}
    week: Week = {}
    closed: dict[date, str] = {}
    values: dict[str, Any] = {"name": said(texts.get("name"), "name")}
    for field in ("zone", "country", "region"):
        values[field] = texts.get(field, "").strip() or None
    try:
        week = read_hours(texts.get("hours", ""))
    except UsageError as error:
        wrong["hours"] = error.message
    try:
        closed = read_holidays(texts.get("holidays", ""))
    except UsageError as error:
        wrong["holidays"] = error.message
    wrong |= _wrong_place(writing, values) | _taken(writing, values["name"], calendar_id)
    if wrong:
        raise Invalid(wrong)
    return values, week, closed


def _wrong_place(writing: Writing, values: dict[str, Any]) -> dict[str, str]:
    if values["zone"]:
        try:
            zone_named(values["zone"])
        except Invalid as error:
            return error.fields
    if values["country"]:
        values["country"] = values["country"].upper()
        try:
            country_calendar(values["country"], "UTC", [writing.now.year], {}, values["region"])
        except UsageError as error:
            return {"country": error.message}
    return {}


def _taken(writing: Writing, name: str, own_id: int | None) -> dict[str, str]:
    found = writing.connection.execute(select(calendars.c.id).where(calendars.c.name == name)).scalar()
    return {"name": "a calendar of this name exists"} if found not in {None, own_id} else {}


def hours_words(writing: Writing, calendar_id: int | None) -> dict[str, Any]:
    """Return the hours and closed days of a calendar as the record keeps them; nothing without hours."""
    hours, closed = calendar_hours.c, calendar_holidays.c
    week: Week = {}
    spans = select(hours.weekday, hours.opens, hours.closes).where(hours.calendar_id == calendar_id)
    for row in writing.connection.execute(spans.order_by(hours.weekday, hours.opens)):
        week.setdefault(row.weekday, []).append((row.opens, row.closes))
    if not week:
        return {}
    days = select(closed.day, closed.name).where(closed.calendar_id == calendar_id).order_by(closed.day)
    return {
        "hours": hours_text(week),
        "holidays": {str(row.day): row.name for row in writing.connection.execute(days)},
    }


def read_closed(kept: dict[str, str]) -> dict[date, str]:
    """Return closed days as the record keeps them."""
    return {date.fromisoformat(day): name for day, name in kept.items()}


def replace_hours(writing: Writing, calendar_id: int, week: Week, closed: dict[date, str]) -> None:
    """Give a calendar other opening hours and closed days."""
    connection = writing.connection
    for table in (calendar_hours, calendar_holidays):
        connection.execute(delete(table).where(table.c.calendar_id == calendar_id))
    hours = [
        {"calendar_id": calendar_id, "weekday": day, "opens": opens, "closes": closes}
        for day, spans in week.items()
        for opens, closes in spans
    ]
    if hours:
        connection.execute(insert(calendar_hours), hours)
    if closed:
        days = [{"calendar_id": calendar_id, "day": day, "name": name} for day, name in closed.items()]
        connection.execute(insert(calendar_holidays), days)


def users_of(writing: Writing, row: RowMapping) -> list[int]:
    """Return the accounts that are open by a calendar."""
    which = accounts.c.calendar_id == row["id"]
    if row["id"] == STANDARD_CALENDAR:
        which |= accounts.c.calendar_id.is_(None)
    return list(writing.connection.execute(select(accounts.c.id).where(which)).scalars())


def follow(writing: Writing, calendar_id: int) -> str:
    """Work out the figures of the accounts that use a calendar; return what to say of it."""
    row = writing.row(calendars, calendar_id, f"calendar {calendar_id}")
    ids = users_of(writing, row)
    for done, account_id in enumerate(ids):
        writing.step(done, len(ids), "accounts")
        rebuild(writing, account_id)
    return f"; figures of {counted(len(ids), 'account')} worked out again" if ids else ""
