"""Users and contacts by the names and addresses that files call them by."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from amtui.data.models import contacts, users


class Users:
    """The active users; a name that several of them have stands for none."""

    def __init__(self, connection: Connection) -> None:
        self._ids: dict[str, set[int]] = {}
        wanted = select(users.c.id, users.c.login, users.c.name, users.c.email).where(users.c.active)
        for row in connection.execute(wanted):
            for text in (row.login, row.name, row.email):
                if text:
                    self._ids.setdefault(text.casefold(), set()).add(row.id)

    def find(self, text: str | None) -> int | None:
        """Return the user of that login, name or address."""
        found = self._ids.get((text or "").strip().casefold(), set())
        return next(iter(found)) if len(found) == 1 else None


@dataclass(slots=True)
class _People:
    by_email: dict[str, RowMapping]
    by_name: dict[str, list[RowMapping]]


class Contacts:
    """The contacts of accounts, read once for each account."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._people: dict[int, _People] = {}

    def find(
        self, account_id: int, name: str | None, email: str | None, taken: Collection[object] = ()
    ) -> RowMapping | None:
        """Return the contact with that address; without one the only one of that name, first without too.

        Args:
            account_id: whose it is.
            name: any spelling of capitals.
            email: None where it is not known.
            taken: ids and addresses of contacts that are somebody else, however they are called.
        """
        people = self._of(account_id)
        if email is not None and email.casefold() in people.by_email:
            return people.by_email[email.casefold()]
        same = people.by_name.get((name or "").casefold(), [])
        named = [row for row in same if row["id"] not in taken and row["email_key"] not in taken]
        bare = [row for row in named if row["email_key"] is None]
        fitting = bare if bare or email is not None else named
        return fitting[0] if len(fitting) == 1 else None

    def _of(self, account_id: int) -> _People:
        found = self._people.get(account_id)
        if found is None:
            found = self._people[account_id] = _People({}, {})
            wanted = select(contacts).where(contacts.c.account_id == account_id)
            for row in self._connection.execute(wanted).mappings():
                found.by_name.setdefault(row["name"].casefold(), []).append(row)
                if row["email_key"]:
                    found.by_email[row["email_key"]] = row
        return found
