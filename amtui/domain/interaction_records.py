"""Contacts with clients, and who started them."""

from dataclasses import dataclass
from datetime import datetime

from amtui.domain.contact_balance import ReactiveRatio
from amtui.domain.vocabulary import Channel, InteractionDirection


@dataclass(frozen=True, slots=True)
class InteractionRow:
    """One contact with a client.

    Attributes:
        contact: with whom; None where nobody in particular was noted.
        who: the user who had or logged it.
        completed: whether both sides took part.
    """

    id: int
    account_id: int
    account: str
    at: datetime
    direction: InteractionDirection
    channel: Channel
    summary: str
    contact_id: int | None
    contact: str | None
    who: str | None
    completed: bool
    version: int


@dataclass(frozen=True, slots=True)
class TouchRow:
    """How it stands between us and an account, or one of its people.

    Attributes:
        contact_id, contact: the person; None for the account as a whole, or for nobody in particular.
        zone: the account's, by its IANA name.
        last_at: when the latest completed contact took place; None if there was none.
        balance: who started the contacts of the last 30 days.
    """

    account_id: int
    account: str
    zone: str
    contact_id: int | None
    contact: str | None
    last_at: datetime | None
    balance: ReactiveRatio
