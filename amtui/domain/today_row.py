"""What an answer says of the row of the day's list that it is about."""

from amtui.domain.frozen import dataclass
from amtui.domain.today_records import TodayRow
from amtui.domain.vocabulary import Source


@dataclass(frozen=True, slots=True)
class RowAsked:
    """A row as the author of an answer sees it.

    Attributes:
        source: the kind of row; requests have answers of their own.
        ref: names it among those of its kind.
        what: it, in words.
        account_id: whose it is; None where it is about no account.
        gravity: how bad it stands; it comes back once it stands worse.
        version: of the answer that it has already; 0 where it has none.
    """

    source: Source
    ref: str
    what: str
    account_id: int | None
    gravity: tuple[int, ...]
    version: int = 0


def asked_of(row: TodayRow) -> RowAsked:
    """Return the row as an answer names it."""
    version = row.answer.version if row.answer else 0
    return RowAsked(row.source, row.ref, row.what, row.account_id or None, row.gravity, version)
