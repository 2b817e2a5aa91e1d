"""From what a person names on the command line to the row that is meant."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from amtui.domain.errors import NotFound, UsageError
from amtui.domain.local_time import instant
from amtui.domain.people import UNASSIGNED
from amtui.domain.plausible import why_not_day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from amtui.domain.account_records import AccountRow, ContactRow
    from amtui.domain.kpi_key import KpiKey
    from amtui.domain.people import UserRow
    from amtui.services.backend import Backend

NOBODY = "none"
WHO = "id, email or part of the name"
"""What names a contact of an account."""
Date = TypeVar("Date", bound=date)


def account_id(backend: "Backend", name: str) -> int:
    """Return the id of the account of a name, in any case, or of the only one that begins so.

    Raises:
        NotFound: there is none that this person may see; names that are close are suggested.
    """
    from amtui.data.queries.portfolio import account_id_of

    return backend.read(account_id_of, name=name)


def account(backend: "Backend", name: str) -> "AccountRow":
    """Return the account of a name, as `account_id` finds it.

    Raises:
        NotFound: as `account_id`.
    """
    from amtui.data.queries.portfolio import find_account

    return backend.read(find_account, name=name)


def kpi_key(backend: "Backend", text: str) -> "KpiKey":
    """Return the KPI of a key, in any case, with spaces or hyphens; also one of the team's own.

    Raises:
        UsageError: there is none.
    """
    from amtui.data.queries.own_kpis import kpi_names

    names = backend.read(kpi_names)
    plain = text.strip().replace(" ", "_").replace("-", "_").casefold()
    if plain not in names:
        raise UsageError(f"“{text}” is no KPI", next=f"There are {', '.join(names)}.")
    return names[plain]


def user_id(backend: "Backend", login: str) -> int:
    """Return the id of the user of a login; `none` is nobody.

    Raises:
        NotFound: there is no such user.
    """
    return UNASSIGNED if login == NOBODY else user(backend, login).id


def user(backend: "Backend", login: str) -> "UserRow":
    """Return the user of a login.

    Raises:
        NotFound: there is no such user.
    """
    from amtui.data.queries.people import user_by_login

    return backend.read(user_by_login, login=login)


def moment(text: str, zone: str) -> datetime:
    """Return a moment typed as 2026-12-01T10:00; without an offset it is read in `zone`.

    Raises:
        UsageError: it is no moment.
    """
    try:
        found = _meant(datetime.fromisoformat(text))
    except ValueError:
        raise UsageError(f"“{text}” is no moment", next="Write it as 2026-12-01T10:00.") from None
    return instant(found, ZoneInfo(zone)) if found.tzinfo is None else found.astimezone(UTC)


def day(text: str | None) -> date | None:
    """Return a day typed as 2026-12-01.

    Raises:
        UsageError: it is no day.
    """
    try:
        return _meant(date.fromisoformat(text)) if text else None
    except ValueError:
        raise UsageError(f"“{text}” is no day", next="Write it as 2026-12-01.") from None


def _meant(day: Date) -> Date:
    if why := why_not_day(day):
        raise UsageError(f"{day.isoformat()} {why}")
    return day


def contact_id(backend: "Backend", account_id: int, name: str | None) -> int | None:
    """Return the id of the contact of an account that a text means; None for None.

    It is the id, the name or the email address in any case, the beginning of one name, or a part of one.

    Raises:
        NotFound: there is none; those that there are are named.
        UsageError: it may be several.
    """
    from amtui.data.queries.account_detail import account_contacts

    if name is None:
        return None
    known, asked = backend.read(account_contacts, account_id=account_id), name.strip().casefold()
    found = _meant_by(known, asked) if asked else []
    names = ", ".join(one.name for one in found or known)
    if not found:
        raise NotFound(f"there is no contact “{name}” at the account", next=f"There are {names or 'none'}.")
    if len(found) > 1:
        ids = ", ".join(str(one.id) for one in found)
        raise UsageError(
            f"“{name}” may be {names}", next=f"Write more of the name, the email address, or an id of {ids}."
        )
    return found[0].id


def _meant_by(known: "Sequence[ContactRow]", asked: str) -> "list[ContactRow]":
    """Return the contacts that a text means: by the first of the ways that finds any."""
    ways: tuple[Callable[[ContactRow], bool], ...] = (
        lambda one: asked in {one.name.casefold(), (one.email or "").casefold()},
        lambda one: asked == str(one.id),
        lambda one: one.name.casefold().startswith(asked),
        lambda one: asked in one.name.casefold(),
    )
    found = ([one for one in known if way(one)] for way in ways)
    return next((one for one in found if one), [])
