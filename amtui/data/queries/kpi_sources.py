"""Which files the observations of a KPI came from, and how old they are."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import or_, select

from amtui.data.models import accounts, imports
from amtui.data.reading import Reading
from amtui.domain.frozen import dataclass
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.describing import Feed
from amtui.domain.vocabulary import KpiKey

MOST_NAMED = 3


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
        kind = definition(kpi).feed
        return self.known.get((account_id, kind)) or self.known.get((None, kind))


def origins(reading: Reading) -> Origins:
    """Return where the observations of the visible accounts came from; of files that brought something."""
    i = imports.c
    statement = (
        select(i.account_id, i.kind, i.file_name, i.at)
        .outerjoin(accounts, accounts.c.id == i.account_id)
        .where(i.kind.in_([feed.value for feed in Feed]), i.imported + i.updated > 0)
        .where(or_(i.account_id.is_(None), reading.visible(accounts)))
        .order_by(i.at.desc(), i.id.desc())
    )
    names: dict[tuple[int | None, str], dict[str, datetime]] = {}
    for row in reading.rows(statement):
        names.setdefault((row.account_id, row.kind), {}).setdefault(row.file_name, row.at)
    return Origins({key: Origin(tuple(found), max(found.values())) for key, found in names.items()})
