"""An account as it stands, for whoever speaks with the client next: one page, in every format."""

from dataclasses import dataclass
from datetime import datetime

from amtui.domain.account_records import AccountDetail
from amtui.domain.cadence import CadenceGap
from amtui.domain.qbr import QbrPack
from amtui.domain.vocabulary import ReviewKind


@dataclass(frozen=True, slots=True)
class KindOfReview:
    """When a kind of review was last held and is next planned; None where it was or is not."""

    kind: ReviewKind
    last_at: datetime | None
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class AccountBrief:
    """All that a brief of one account shows.

    Attributes:
        pack: figures, actions, requests and reviews of the last weeks, as a quarterly review has them.
        detail: contacts, success criteria, technical context and agreements.
        met: each kind of review that is held with the account.
        gaps: reviews that should be planned and are not.
    """

    pack: QbrPack
    detail: AccountDetail
    met: tuple[KindOfReview, ...]
    gaps: tuple[CadenceGap, ...]
