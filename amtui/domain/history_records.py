"""What has been changed, and what can be gone to by name."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One audited change, of any kind of row."""

    id: int
    at: datetime
    who: str
    entity: str
    entity_id: int
    action: str
    before: str | None
    after: str | None
    account: str | None


@dataclass(frozen=True, slots=True)
class GoToHit:
    """Something that can be gone to by name.

    Attributes:
        kind: `account`, `request` or `person`.
        ref: the account's name, the request's reference or the person's login.
        detail: what tells it from its like.
    """

    kind: str
    id: int
    ref: str
    title: str
    detail: str

    @property
    def words(self) -> str:
        """All of it in one line."""
        return " · ".join(dict.fromkeys(part for part in (self.ref, self.title, self.detail) if part))
