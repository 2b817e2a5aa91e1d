"""How lists of missing reviews, and of reviews that come again, read filters."""

from datetime import tzinfo

from amtui.domain.filter_fields import Field, Grammar, Kind
from amtui.domain.filter_match import Matching
from amtui.domain.review_records import CadenceGapRow, SeriesRow
from amtui.domain.task_filter import end_of
from amtui.domain.vocabulary import ReviewKind
from amtui.domain.wording import label

_ACCOUNT = Field("account", Kind.TEXT, "part of the account's name", ("acc",))
_AM = Field("am", Kind.TEXT, "login or part of the name of the account manager; none for unassigned")
_KIND = Field(
    "kind", Kind.CHOICE, "what the review is for", ("k", "type"), tuple(kind.value for kind in ReviewKind)
)
_IS = "what the row is marked as"

GAPS = Grammar(
    (
        _ACCOUNT,
        _AM,
        _KIND,
        Field("due", Kind.DATE, "the day by which it should be planned", ("by",)),
        Field("is", Kind.CHOICE, _IS, (), ("never", "later", "mine")),
    ),
    ("account", "kind", "due", "held"),
)
SERIES = Grammar(
    (
        _ACCOUNT,
        _AM,
        _KIND,
        Field("at", Kind.DATE, "when the next one takes place", ("due", "next")),
        Field("is", Kind.CHOICE, _IS, (), ("running", "ended", "unplanned", "mine")),
    ),
    ("account", "kind", "at", "planned"),
)


def gap_matching(zone: tzinfo) -> Matching[CadenceGapRow]:
    """Return how a list of missing reviews reads filters, for somebody in a zone."""
    return Matching(
        grammar=GAPS,
        fields={
            "account": lambda row: row.account,
            "kind": lambda row: row.kind,
            "due": lambda row: end_of(row.limit, zone),
        },
        marks={
            "never": lambda row: row.last_held is None,
            "later": lambda row: row.next_planned is not None,
        },
        text=lambda row: f"{row.account} {label(row.kind)}",
        sorts={
            "account": lambda row: row.account.casefold(),
            "kind": lambda row: row.kind.value,
            "due": lambda row: row.limit,
            "held": lambda row: row.last_held,
        },
        account_of=lambda row: row.account_id,
    )


def series_matching() -> Matching[SeriesRow]:
    """Return how a list of series reads filters."""
    return Matching(
        grammar=SERIES,
        fields={
            "account": lambda row: row.account,
            "kind": lambda row: row.kind,
            "at": lambda row: row.next_at,
        },
        marks={
            "running": lambda row: row.ends_on is None,
            "ended": lambda row: row.ends_on is not None,
            "unplanned": lambda row: not row.planned,
        },
        text=lambda row: f"{row.account} {label(row.kind)}",
        sorts={
            "account": lambda row: row.account.casefold(),
            "kind": lambda row: row.kind.value,
            "at": lambda row: row.next_at,
            "planned": lambda row: row.planned,
        },
        account_of=lambda row: row.account_id,
    )
