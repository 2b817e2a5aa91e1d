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
    """The files behind a figure.

    Attributes:
        files: by name, when each was imported last.
        youngest: the names of a few, the youngest first.
    """

    files: Mapping[str, datetime]
    youngest: tuple[str, ...]

    @classmethod
    def of(cls, files: Mapping[str, datetime]) -> "Origin":
        """Return the origin that files make."""
        return cls(files, tuple(sorted(files, key=files.__getitem__, reverse=True)[:MOST_NAMED]))

    @property
    def as_of(self) -> datetime:
        """When the youngest was imported."""
        return self.files[self.youngest[0]]

    @property
    def words(self) -> str:
        """The names of a few of the files, and how many more there are."""
        named = ", ".join(self.youngest)
        further = len(self.files) - MOST_NAMED
        return f"{named} and {further} more" if further > 0 else named

    def with_(self, other: "Origin") -> "Origin":
        """Return the files of both."""
        both = dict(other.files)
        for name, at in self.files.items():
            both[name] = max(at, both.get(name, at))
        few = {name: both[name] for name in (*self.youngest, *other.youngest)}
        return Origin(both, Origin.of(few).youngest)


@dataclass(frozen=True, slots=True)
class Origins:
    """Origins by account and kind of import; files of several accounts are kept under None."""

    known: Mapping[tuple[int | None, str], Origin]

    def of(self, account_id: int, kpi: KpiKey) -> Origin | None:
        """Return the account's own files and those that hold several accounts."""
        kind = definition(kpi).feed
        own, shared = self.known.get((account_id, kind)), self.known.get((None, kind))
        return own.with_(shared) if own and shared else own or shared


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
    files: dict[tuple[int | None, str], dict[str, datetime]] = {}
    for row in reading.rows(statement):
        files.setdefault((row.account_id, row.kind), {}).setdefault(row.file_name, row.at)
    return Origins({key: Origin.of(found) for key, found in files.items()})
