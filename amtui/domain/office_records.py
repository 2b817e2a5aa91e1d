"""What administrators look after, as lists show it."""

from datetime import date, datetime

from amtui.domain.filters import EVERYTHING, Filter
from amtui.domain.frozen import dataclass
from amtui.domain.vocabulary import Priority


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One business calendar.

    Attributes:
        zone: of its hours; empty is that of each account.
        hours, holidays: as texts that can be typed again.
        accounts: how many use it.
    """

    id: int
    name: str
    zone: str
    country: str
    region: str
    hours: str
    holidays: str
    accounts: int
    version: int


@dataclass(frozen=True, slots=True)
class ServiceLevelRow:
    """How soon requests of a plan and a priority are answered and resolved.

    Attributes:
        origin: `set` for the plan itself, `all plans` or `built in` where it is taken from elsewhere.
    """

    plan: str
    priority: Priority
    respond: str
    resolve: str
    origin: str


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting: its value and its default as they would be typed, and what it does."""

    key: str
    value: str
    default: str
    words: str

    @property
    def is_set(self) -> bool:
        """Whether somebody has set it to something of their own."""
        return self.value != self.default


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry of the record of all changes; `called` is what the row is called that was changed."""

    id: int
    at: datetime
    who: str
    login: str
    entity: str
    entity_id: int
    action: str
    account: str
    before: str
    after: str
    called: str = ""

    @property
    def what(self) -> str:
        """What was changed, and how: “requests R-1042: update”."""
        which = self.called or (str(self.entity_id) if self.entity_id else "")
        return f"{' '.join(filter(None, (self.entity.replace('_', ' '), which)))}: {self.action}"


@dataclass(frozen=True, slots=True)
class AuditWish:
    """Which entries are wanted; what is empty does not narrow.

    Attributes:
        filter: of the fields of `AUDIT`; words are looked for in who, the account, the kind and the fields.
        first, last: local days, both included.
        after_id: only entries that come behind this one in the order, for the next page.
        local: whether it is for a person to read: moments in their zone and rows by their names, rather than
            as they are kept, in ISO 8601 and by ids.
    """

    filter: Filter = EVERYTHING
    login: str = ""
    entity: str = ""
    account: str = ""
    first: date | None = None
    last: date | None = None
    after_id: int | None = None
    limit: int = 500
    local: bool = False


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One file that was taken in; `read` is the sum of the counts behind it."""

    id: int
    at: datetime
    who: str
    kind: str
    file: str
    account: str
    read: int
    imported: int
    updated: int
    unchanged: int
    rejected: int
