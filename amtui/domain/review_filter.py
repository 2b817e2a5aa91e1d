"""How lists of reviews read filters."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from amtui.domain.filter_match import Look, Matching
from amtui.domain.filters import ACCOUNT_REVIEWS, REVIEWS, parse
from amtui.domain.review_records import ReviewRow
from amtui.domain.vocabulary import ReviewStatus
from amtui.domain.wording import label


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


def filtered_of_account(rows: Sequence[ReviewRow], text: str, now: datetime, zone: tzinfo) -> list[ReviewRow]:
    """Return the reviews of an account that a filter asks for, in the order asked for, or as they come.

    Words without a field are looked for in all that the list shows of a review.

    Raises:
        FilterError: it cannot be understood.
    """
    matching = replace(review_matching(now), grammar=ACCOUNT_REVIEWS, text=_shown)
    return matching.select(rows, parse(text, ACCOUNT_REVIEWS), Look(now, zone, {}))


def _shown(row: ReviewRow) -> str:
    words = (row.kind, label(row.kind), label(row.status), row.agenda, row.title, row.outcome or "")
    return " ".join(map(str, words))
