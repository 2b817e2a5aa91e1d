"""The fields of an account as a person types them, each with its own reading."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import RowMapping, select

from amtui.data.models import accounts, calendars, settings
from amtui.domain.errors import Invalid, UsageError
from amtui.domain.local_time import zone_named
from amtui.domain.money import parse_money
from amtui.domain.name_key import name_key
from amtui.domain.office_settings import read_custom
from amtui.domain.plausible import why_not_day
from amtui.domain.vocabulary import AccountStatus, BillingState, Tier
from amtui.services.handlers.account_domains import parse_domains
from amtui.services.handlers.family import family_of
from amtui.services.writing import Writing

Current = RowMapping | None
"""The account as it is; None for a new one."""
OWN = "custom."
"""What stands before the name of a field of the team's own."""
Date = TypeVar("Date", bound=date)
Reader = Callable[[Writing, Current, str], dict[str, Any]]


def parsed(writing: Writing, row: Current, texts: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the columns that fields given as texts stand for; `domains` comes as names.

    Raises:
        Invalid: with a sentence for each field that is unknown or cannot be read.
    """
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for field, text in texts.items():
        try:
            so_far: Any = {**(row or {}), "custom": values["custom"]} if "custom" in values else row
            values |= _reader(field)(writing, so_far, (text or "").strip())
        except Invalid as error:
            wrong[field] = "; ".join(error.fields.values())
        except UsageError as error:
            wrong[field] = error.message
    if wrong:
        raise Invalid(wrong)
    return values


def values_of_texts(fields: Iterable[tuple[str, str | None]]) -> dict[str, Any]:
    """Return the fields as they were typed, to hold against what others wrote."""
    return {name: text or None for name, text in fields}


def _reader(field: str) -> Reader:
    if field.startswith(OWN):
        return _custom(field.removeprefix(OWN))
    found = READERS.get(field)
    if found is None:
        raise UsageError(f"there is no such field; there are {', '.join(READERS)}")
    return found


def _custom(key: str) -> Reader:
    """Return how a field of the team's own is read; the others of the account stay as they are."""

    def read(writing: Writing, row: Current, text: str) -> dict[str, Any]:
        wanted = select(settings.c.value).where(settings.c.key == "custom_fields")
        known = writing.connection.execute(wanted).scalar_one_or_none() or {}
        if key not in known:
            raise UsageError(f"there is no field of this name; there are {', '.join(known) or 'none'}")
        value = read_custom(known[key], text)
        custom = dict((row["custom"] if row is not None else None) or {})
        custom.pop(key, None)
        return {"custom": (custom if value is None else custom | {key: value}) or None}

    return read


def _name(_writing: Writing, _row: Current, text: str) -> dict[str, Any]:
    name = " ".join(_given(text).split())
    return {"name": name, "name_key": name_key(name)}


def _plan(_writing: Writing, _row: Current, text: str) -> dict[str, Any]:
    return {"plan": _given(text)}


def _word(field: str, words: type[StrEnum]) -> Reader:
    def read(_writing: Writing, _row: Current, text: str) -> dict[str, Any]:
        try:
            return {field: words(text.casefold().replace(" ", "_"))}
        except ValueError:
            raise UsageError(f"“{text}” is none of {', '.join(words)}") from None

    return read


def _zone(_writing: Writing, _row: Current, text: str) -> dict[str, Any]:
    return {"zone": zone_named(_given(text)).key}


def _currency(_writing: Writing, _row: Current, text: str) -> dict[str, Any]:
    if len(text) != 3 or not text.isascii() or not text.isalpha():
        raise UsageError(f"“{text}” is no currency code of three letters, such as EUR")
    return {"currency": text.upper()}


def _monthly_value(_writing: Writing, row: Current, text: str) -> dict[str, Any]:
    if not text:
        return {"monthly_value": None}
    money = parse_money(text, row["currency"] if row is not None else None)
    if money.amount < 0:
        raise UsageError("a value is not negative")
    return {"monthly_value": money.amount, "currency": money.currency}


def _parent(writing: Writing, row: Current, text: str) -> dict[str, Any]:
    if not text:
        return {"parent_id": None}
    wanted = select(accounts.c.id).where(
        accounts.c.name_key == name_key(text), writing.reading.visible(accounts)
    )
    parent_id = writing.connection.execute(wanted).scalar_one_or_none()
    if parent_id is None:
        raise UsageError(f"there is no account “{text}”")
    if row is not None and row["id"] in family_of(writing, parent_id).above(parent_id):
        raise UsageError("an account cannot stand below itself")
    return {"parent_id": parent_id}


def _calendar(writing: Writing, _row: Current, text: str) -> dict[str, Any]:
    if not text:
        return {"calendar_id": None}
    wanted = select(calendars.c.id).where(calendars.c.name == text)
    calendar_id = writing.connection.execute(wanted).scalar_one_or_none()
    if calendar_id is None:
        names = writing.connection.execute(select(calendars.c.name).order_by(calendars.c.name)).scalars()
        raise UsageError(f"there is no calendar “{text}”; there are {', '.join(names)}")
    return {"calendar_id": calendar_id}


def _go_live_on(_writing: Writing, _row: Current, text: str) -> dict[str, Any]:
    try:
        return {"go_live_on": _meant(date.fromisoformat(text)) if text else None}
    except ValueError:
        raise UsageError(f"“{text}” is no day, such as 2026-12-01") from None


def _kickoff_requested_at(_writing: Writing, row: Current, text: str) -> dict[str, Any]:
    if not text:
        return {"kickoff_requested_at": None}
    try:
        moment = _meant(datetime.fromisoformat(text))
    except ValueError:
        raise UsageError(f"“{text}” is no moment, such as 2026-12-01T10:00") from None
    local = zone_named(row["zone"]) if row is not None else UTC
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=local)
    return {"kickoff_requested_at": aware.astimezone(UTC)}


def _meant(day: Date) -> Date:
    if why := why_not_day(day):
        raise UsageError(why)
    return day


def _domains(_writing: Writing, _row: Current, text: str) -> dict[str, Any]:
    return {"domains": parse_domains(text)}


def _given(text: str) -> str:
    if not text:
        raise UsageError("cannot be empty")
    return text


READERS: dict[str, Reader] = {
    "name": _name,
    "plan": _plan,
    "tier": _word("tier", Tier),
    "zone": _zone,
    "currency": _currency,
    "monthly_value": _monthly_value,
    "status": _word("status", AccountStatus),
    "billing": _word("billing", BillingState),
    "parent": _parent,
    "calendar": _calendar,
    "go_live_on": _go_live_on,
    "kickoff_requested_at": _kickoff_requested_at,
    "domains": _domains,
}
"""How the text of each field that can be set is read."""
