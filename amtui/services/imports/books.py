"""Which account a row belongs to: by the exact name, among those that the importer may see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from amtui.data.models import account_domains, accounts
from amtui.data.reading import visible
from amtui.domain.errors import NotFound
from amtui.domain.name_key import name_key
from amtui.domain.people import Identity
from amtui.domain.wording import count, listed, shortened

MOST_NAMED = 3
MOST_LETTERS = 60
NAMELESS = "it does not say which account it belongs to; name it with --account"


@dataclass(frozen=True, slots=True)
class Book:
    """An account that takes rows."""

    id: int
    name: str
    am_id: int
    plan: str
    zone: ZoneInfo


class Books:
    """The accounts that are visible, by name.

    Attributes:
        fallback: takes the rows whose account is not known; None rejects them.
    """

    def __init__(self, connection: Connection, identity: Identity, fallback: str | int | None) -> None:
        table = accounts
        wanted = select(table.c.id, table.c.name, table.c.am_id, table.c.plan, table.c.zone, table.c.name_key)
        rows = connection.execute(wanted.where(visible(table, identity.scope)))
        self._by_key = {row[-1]: Book(*row[:4], zone=ZoneInfo(row.zone)) for row in rows}
        self._by_name: dict[str | None, Book | None] = {}
        self._strangers: list[str] = []
        self._own_zone = ZoneInfo(identity.zone)
        self.fallback = None if fallback is None else self._named(fallback)

    def find(self, name: str | None) -> Book | None:
        """Return the account of a row that names `name`, or the fallback."""
        if name not in self._by_name:
            known = self._by_key.get(name_key(name)) if name is not None else None
            if known is None and name is not None:
                self._strangers.append(name)
            self._by_name[name] = known or self.fallback
        return self._by_name[name]

    def taken_over(self) -> tuple[str, ...]:
        """Return a sentence on the names of accounts that are not known, whose rows the fallback took."""
        if self.fallback is None or not self._strangers:
            return ()
        shown = [f"“{shortened(name, MOST_LETTERS)}”" for name in nsmallest(MOST_NAMED, self._strangers)]
        if more := len(self._strangers) - len(shown):
            shown.append(f"{count(more)} more")
        why = "is no account of this name" if len(self._strangers) == 1 else "are no accounts of these names"
        return (f"Rows that name {listed(shown)} went to {self.fallback.name}: there {why}.",)

    def zone_of(self, name: str | None) -> ZoneInfo:
        """Return the zone of times that name none."""
        book = self.find(name)
        return self._own_zone if book is None else book.zone

    def all(self) -> Iterable[Book]:
        """Return every visible account."""
        return self._by_key.values()

    def of_id(self, account_id: int) -> Book | None:
        """Return a visible account by its id."""
        return next((book for book in self._by_key.values() if book.id == account_id), None)

    def _named(self, wanted: str | int) -> Book:
        by_id = int(wanted) if isinstance(wanted, int) or wanted.isdecimal() else None
        found = None if isinstance(wanted, int) else self._by_key.get(name_key(wanted))
        if found is None and by_id is not None:
            found = self.of_id(by_id)
        if found is None:
            raise NotFound(f"there is no account “{wanted}”", next=self._meant(str(wanted)))
        return found

    def _meant(self, wanted: str) -> str:
        """Return which accounts begin so; rows go to none that is not named in full."""
        key = name_key(wanted)
        names = [book.name for known, book in self._by_key.items() if key and known.startswith(key)]
        if not 0 < len(names) <= MOST_NAMED:
            return "`amtui account list` shows them."
        return f"Did you mean {listed([f'“{name}”' for name in names], 'or')}?"


def why_unknown(name: str | None) -> str:
    """Return why a row without a known account is left out."""
    return NAMELESS if name is None else f"there is no account “{name}”"


def by_domain(connection: Connection, books: Books) -> dict[str, Book]:
    """Return the visible accounts by their domain names."""
    known = {book.id: book for book in books.all()}
    rows = connection.execute(select(account_domains.c.domain, account_domains.c.account_id))
    return {row.domain: known[row.account_id] for row in rows if row.account_id in known}


def of_people(addresses: Iterable[str], domains: dict[str, Book], host: str = "") -> Book | str:
    """Return the one account that people with these addresses belong to, or why there is none.

    Args:
        addresses: of those who are invited.
        domains: the accounts by their domain names.
        host: of whoever invites, who counts where none of the others belongs to an account.
    """
    found = _of_addresses(addresses, domains) or _of_addresses([host], domains)
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        return f"people of several accounts take part: {', '.join(sorted(b.name for b in found.values()))}"
    return "nobody from the domain of a known account takes part; name the account with --account"


def _of_addresses(addresses: Iterable[str], domains: Mapping[str, Book]) -> dict[int, Book]:
    ends = (address.rpartition("@")[2].strip().casefold() for address in addresses)
    return {book.id: book for end in ends if (book := _of_domain(end, domains)) is not None}


def _of_domain(domain: str, domains: Mapping[str, Book]) -> Book | None:
    """Return the account of a domain, or else of the nearest one that it lies in: mail.acme.example."""
    while domain:
        if (book := domains.get(domain)) is not None:
            return book
        domain = domain.partition(".")[2]
    return None
