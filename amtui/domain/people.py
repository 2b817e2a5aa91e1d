"""Users as the program sees them, and what each may see."""

from dataclasses import field
from datetime import date, datetime

from amtui.domain.frozen import dataclass
from amtui.domain.vocabulary import Role

UNASSIGNED = 0
"""The id of the user row that stands for "no account manager"; it cannot log in."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose books may be seen: the ids of account managers, or everything when None."""

    am_ids: frozenset[int] | None

    def sees(self, am_id: int) -> bool:
        """Tell whether rows of the book of `am_id` are visible."""
        return self.am_ids is None or am_id in self.am_ids


@dataclass(frozen=True, slots=True)
class Covering:
    """Somebody whose book is covered for the time being, up to a day."""

    user_id: int
    name: str
    last: date


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is working: fixed at login for the whole session.

    Attributes:
        books: the account managers whose books this person may see and change; None is all.
        zone: IANA name of the zone that times are shown in.
        covering: those of the books that are somebody else's, who is away.
    """

    user_id: int
    login: str
    name: str
    role: Role
    books: frozenset[int] | None
    zone: str = "UTC"
    covering: tuple[Covering, ...] = ()

    def covers(self, am_id: int) -> Covering | None:
        """Return for whom a book is covered, or None where it is not."""
        return next((each for each in self.covering if each.user_id == am_id), None)

    @property
    def scope(self) -> Scope:
        """The books that may be seen."""
        return Scope(self.books)


@dataclass(frozen=True, slots=True)
class Leave:
    """A period in which somebody else covers a user's book; both days included."""

    user_id: int
    cover_id: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class UserRow:
    """One user in a list."""

    id: int
    login: str
    name: str
    email: str
    role: Role
    active: bool
    zone: str
    manager_id: int | None
    accounts: int = 0
    leaves: tuple[Leave, ...] = field(default=())
    employee_id: str = ""
    phone: str = ""
    mobile: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class UserChoice:
    """One user who can be chosen for something."""

    id: int
    name: str
    login: str


@dataclass(frozen=True, slots=True)
class HeldAccount:
    """One account of a book, with what goes along when it is handed over."""

    id: int
    name: str
    active: bool
    parent_id: int | None
    am_id: int
    am: str
    open_requests: int
    reviews: int
    version: int
    parent: str = ""
    status_reason: str = ""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One public key in a list."""

    login: str
    fingerprint: str
    kind: str
    comment: str
    added_at: datetime
