"""Days of KPIs of the team's own into the database; a later file corrects a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update

from amtui.data.formats import Recognised
from amtui.data.models import own_kpi_days, own_kpis
from amtui.domain.vocabulary import KpiKey, Unit
from amtui.domain.wording import listed
from amtui.services.imports.accounts import lined
from amtui.services.imports.books import Book, why_unknown
from amtui.services.imports.known import Seen
from amtui.services.imports.report import Fate
from amtui.services.imports.session import Session

D = own_kpi_days.c
Parts = tuple[int, int]
"""Numerator and denominator."""


@dataclass(frozen=True, slots=True)
class Kpi:
    """A KPI that takes days."""

    id: int
    unit: Unit


def import_own_kpis(session: Session, recognised: Recognised) -> None:
    """Take in a file of days."""
    kpis = _kpis(session)
    present: dict[int, dict[tuple[int, date], Parts]] = {}
    seen = Seen(session)
    for batch in session.batches(recognised):
        for line, row in lined(batch):
            book, kpi = session.books.find(row["account"]), kpis.get(str(row["kpi"]).strip().casefold())
            if reason := _why_not(session, row, book, kpi, kpis):
                session.reject(line, reason)
            elif book is not None and kpi is not None:
                parts = (row["numerator"], row["denominator"])
                key = (kpi.id, _day(row["day"]))
                if not seen.is_second((book.id, *key), parts, line, "account, KPI and day"):
                    known = _present(session, book, present)
                    session.tally.add(_store(session, book, key, parts, known.get(key)))
                    known[key] = parts


def _kpis(session: Session) -> Mapping[str, Kpi]:
    rows = session.connection.execute(select(own_kpis).where(own_kpis.c.active))
    return {name.casefold(): Kpi(row.id, row.unit) for row in rows for name in (row.key, row.label)}


def _why_not(
    session: Session, row: Mapping[str, Any], book: Book | None, kpi: Kpi | None, known: Iterable[str]
) -> str | None:
    """Return why a row cannot go in."""
    if book is None:
        return why_unknown(row["account"])
    if kpi is None:
        own = KpiKey(str(row["kpi"]).strip()).is_own
        why = "is counted by the program" if own else f"is not defined; there are {listed(sorted(known))}"
        return f"the KPI “{row['kpi']}” {why}"
    if kpi.unit is Unit.FRACTION and row["numerator"] > row["denominator"]:
        return "the numerator of a fraction is above its denominator"
    if _day(row["day"]) > session.now.astimezone(book.zone).date():
        return "the day is still to come"
    return None


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromordinal(value)


def _present(
    session: Session, book: Book, present: dict[int, dict[tuple[int, date], Parts]]
) -> dict[tuple[int, date], Parts]:
    """Return the days that an account has, read once."""
    if book.id in present:
        return present[book.id]
    rows = session.connection.execute(select(own_kpi_days).where(D.account_id == book.id))
    present[book.id] = {(row.kpi_id, row.day): (row.numerator, row.denominator) for row in rows}
    return present[book.id]


def _store(session: Session, book: Book, key: tuple[int, date], parts: Parts, before: Parts | None) -> Fate:
    """Enter a day, or correct it."""
    if before == parts:
        return Fate.UNCHANGED
    values = {"numerator": parts[0], "denominator": parts[1], "import_id": session.import_id}
    if before is None:
        place = {"account_id": book.id, "am_id": book.am_id, "kpi_id": key[0], "day": key[1]}
        session.connection.execute(insert(own_kpi_days).values(**place, **values))
        return Fate.IMPORTED
    at = (D.account_id == book.id, D.kpi_id == key[0], D.day == key[1])
    session.connection.execute(update(own_kpi_days).where(*at).values(**values))
    return Fate.UPDATED
