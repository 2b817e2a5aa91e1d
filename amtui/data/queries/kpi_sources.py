"""Which files the observations of a KPI came from, and how old they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import or_, select

from amtui.data.models import accounts, imports
from amtui.data.reading import Reading
from amtui.domain.vocabulary import KpiKey

CALLS, SYNC, REQUESTS = "calls", "sync", "requests"
MOST_NAMED = 3
KINDS = MappingProxyType(
    {
        KpiKey.MISSED_CALL_RATE: CALLS,
        KpiKey.NET_MISSED_RATE: CALLS,
        KpiKey.FIRST_RESPONSE: CALLS,
        KpiKey.SERVICE_LEVEL: CALLS,
        KpiKey.REQUEST_FIRST_REPLY: REQUESTS,
        KpiKey.SYNC_SUCCESS: SYNC,
        KpiKey.FIRST_ATTEMPT_SYNC: SYNC,
    }
)
"""The kind of import that each KPI is fed by."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The files behind a figure, the youngest first, and when the youngest was imported."""

    names: tuple[str, ...]
    as_of: datetime

    @property
    def words(self) -> str:
        """The names of a few of the files, and how many more there are."""
        named = ", ".join(self.names[:MOST_NAMED])
        further = len(self.names) - MOST_NAMED
        return f"{named} and {further} more" if further > 0 else named


@dataclass(frozen=True, slots=True)
class Origins:
    """Origins by account and kind of import; files of several accounts are kept under None."""

    known: Mapping[tuple[int | None, str], Origin]

    def of(self, account_id: int, kpi: KpiKey) -> Origin | None:
        """Return the account's own files, or else those that hold several accounts."""
        kind = KINDS[kpi]
        return self.known.get((account_id, kind)) or self.known.get((None, kind))


def origins(reading: Reading) -> Origins:
    """Return where the observations of the visible accounts came from; of files that brought something."""
    i = imports.c
    statement = (
        select(i.account_id, i.kind, i.file_name, i.at)
        .outerjoin(accounts, accounts.c.id == i.account_id)
        .where(i.kind.in_((CALLS, SYNC, REQUESTS)), i.imported + i.updated > 0)
        .where(or_(i.account_id.is_(None), reading.visible(accounts)))
        .order_by(i.at.desc(), i.id.desc())
    )
    names: dict[tuple[int | None, str], dict[str, datetime]] = {}
    for row in reading.rows(statement):
        names.setdefault((row.account_id, row.kind), {}).setdefault(row.file_name, row.at)
    return Origins({key: Origin(tuple(found), max(found.values())) for key, found in names.items()})
