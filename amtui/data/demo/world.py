"""Who lives in the demo: users and clients, as the later parts need to know them."""

from dataclasses import dataclass, field

from amtui.data.demo.moments import Anchor
from amtui.data.demo.places import Place
from amtui.data.demo.ruler import Ruler, Rulers
from amtui.data.demo.stories import Story
from amtui.domain.vocabulary import BillingState, Tier


@dataclass(frozen=True, slots=True)
class Staff:
    """One user of the demo."""

    id: int
    login: str
    name: str


@dataclass(frozen=True, slots=True)
class Team:
    """All users: the manager who reads every book, and the account managers, the opening one first."""

    manager: Staff
    ams: tuple[Staff, ...]

    @property
    def opening(self) -> Staff:
        """As whom the demo opens."""
        return self.ams[0]


@dataclass(frozen=True, slots=True)
class Person:
    """A contact of a client."""

    id: int
    name: str
    approved: bool


@dataclass(slots=True)
class Client:
    """An account with all that its rows are made of.

    Attributes:
        am: who holds it; None for nobody.
        prominent: whether it lies in the book that the demo opens with.
        calendar_id: its opening hours; None where none are recorded.
        zone: IANA name.
        go_live: ordinal of the day; None before it is set.
        has_crm: whether records are synchronised.
        monthly: what it pays each month, in its currency.
    """

    id: int
    name: str
    place: Place
    zone: str
    domain: str
    am: Staff | None
    tier: Tier
    prominent: bool = False
    story: Story | None = None
    active: bool = True
    calendar_id: int | None = None
    go_live: int | None = None
    has_crm: bool = False
    monthly: int = 0
    billing: BillingState = BillingState.UP_TO_DATE
    contacts: list[Person] = field(default_factory=list)

    @property
    def am_id(self) -> int:
        """The id that rows of the book carry; 0 stands for nobody."""
        return self.am.id if self.am else 0

    @property
    def joins_late(self) -> bool:
        """Whether the client had been live for weeks when it was given an account manager."""
        return self.prominent and self.story is None and self.id % 3 == 1

    @property
    def kickoff(self) -> int | None:
        """The ordinal of the day of its kickoff; None while it waits for it."""
        if self.go_live is None:
            return None
        return self.go_live + 40 if self.joins_late else self.go_live - 30

    @property
    def is_new(self) -> bool:
        """Whether the client waits for its kickoff and has no traffic yet."""
        return self.story is Story.KICKOFF_AT_RISK


@dataclass(frozen=True, slots=True)
class World:
    """Everything that the parts share."""

    seed: int
    anchor: Anchor
    team: Team
    clients: tuple[Client, ...]
    rulers: Rulers

    def ruler(self, client: Client) -> Ruler:
        """Return the business time of a client: its opening hours, or the standard ones in its zone."""
        return self.rulers.of(client.calendar_id, client.zone)

    def today(self, client: Client) -> int:
        """Return the ordinal of the client's local day."""
        return self.anchor.today(client.zone)
