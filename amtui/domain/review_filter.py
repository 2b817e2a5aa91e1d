"""How lists of reviews read filters."""

from datetime import datetime

from amtui.domain.filter_match import Matching
from amtui.domain.filters import REVIEWS
from amtui.domain.review_records import ReviewRow
from amtui.domain.vocabulary import ReviewStatus


def review_matching(now: datetime) -> Matching[ReviewRow]:
    """Return how a list of reviews reads filters at a moment."""
    return Matching(
        grammar=REVIEWS,
        fields={
            "account": lambda row: row.account,
            "kind": lambda row: row.kind,
            "status": lambda row: row.status,
            "at": lambda row: row.starts_at,
        },
        marks={
            "unheld": lambda row: row.status is ReviewStatus.PLANNED and row.starts_at < now,
            "series": lambda row: row.series_id is not None,
        },
        text=lambda row: f"{row.account} {row.agenda} {row.outcome or ''}",
        sorts={
            "at": lambda row: row.starts_at,
            "account": lambda row: row.account.casefold(),
            "kind": lambda row: row.kind.value,
            "status": lambda row: row.status.value,
            "am": lambda row: row.am_id,
        },
        account_of=lambda row: row.account_id,
    )
