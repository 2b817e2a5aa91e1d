"""Which fields the filters of each list have, what they take, and how a list can be sorted."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from enum import Enum, StrEnum
from types import MappingProxyType

from amtui.domain.frozen import dataclass
from amtui.domain.request_rules import OPEN, TERMINAL
from amtui.domain.vocabulary import (
    AccountStatus,
    BillingState,
    HealthBand,
    Priority,
    RequestStatus,
    RequestType,
    ReviewKind,
    ReviewStatus,
    Route,
    SlaState,
    Source,
    Tier,
)


class Kind(StrEnum):
    """What the values of a field are."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Field:
    """One field that a filter may name.

    Attributes:
        name: as it is printed.
        kind: what its values are.
        what: explains it in the help, in a few words.
        short: other names of it.
        choices: the words that it takes.
        groups: words that stand for several choices, or for one under another name.
        past: of a date, whether it lies behind, so that a distance is an age.
        numbers: of a choice, whether it takes numbers too, which can be compared.
    """

    name: str
    kind: Kind
    what: str
    short: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    past: bool = False
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class Grammar:
    """The filter of one list: its fields and the columns that it can be sorted by."""

    fields: tuple[Field, ...]
    sorts: tuple[str, ...]
    names: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = {name: one for one in self.fields for name in (one.name, *one.short)}
        object.__setattr__(self, "names", MappingProxyType(names))

    def field(self, name: str) -> Field:
        """Return the field of a name or abbreviation, in any case.

        Raises:
            KeyError: there is none.
        """
        return self.names[name.lower()]


def _text(name: str, what: str, *short: str) -> Field:
    return Field(name, Kind.TEXT, what, short)


def _date(name: str, what: str, *short: str, past: bool = False) -> Field:
    return Field(name, Kind.DATE, what, short, past=past)


def _choice(
    name: str, words: Iterable[str], what: str, *short: str, groups: Mapping[str, Iterable[str]] | None = None
) -> Field:
    values = tuple(str(word.value) if isinstance(word, Enum) else word for word in words)
    named = {key: tuple(str(word) for word in several) for key, several in (groups or {}).items()}
    return Field(name, Kind.CHOICE, what, short, values, named)


def _in_order(some: Iterable[RequestStatus]) -> list[RequestStatus]:
    wanted = set(some)
    return [status for status in RequestStatus if status in wanted]


CALENDAR_KINDS = ("review", "due", "renewal", "notice", "milestone", "gap", "team")
_ACCOUNT = _text("account", "part of the account's name", "acc")
_AM = _text("am", "login or part of the name of the account manager; none for unassigned")
_IS = "what the row is marked as"

_REQUEST_MARKS = (
    "open", "overdue", "snoozed", "back", "followed", "escalated", "update_due", "unanswered", "unassigned",
    "reopened", "unseen", "changed", "watched", "mine",
)  # fmt: skip

REQUESTS = Grammar(
    (
        _ACCOUNT,
        _AM,
        _choice("priority", Priority, "1 to 4", "p", groups={str(n): (f"P{n}",) for n in range(1, 5)}),
        _choice(
            "status",
            RequestStatus,
            "where the request stands",
            "st",
            groups={
                "waiting": (RequestStatus.WAITING_CLIENT, RequestStatus.WAITING_INTERNAL),
                "open": _in_order(OPEN),
                "ended": _in_order(TERMINAL),
            },
        ),
        _choice("type", RequestType, "what is asked for", "t"),
        _choice("route", Route, "who does the work"),
        _choice(
            "is",
            (*SlaState, *_REQUEST_MARKS),
            _IS,
        ),
        _date("due", "when it has to be resolved"),
        _date("respond", "when it has to be answered", "respond_by"),
        _date("created", "when it was entered", past=True),
        _date("updated", "when it was last changed", past=True),
        _date("resolved", "when work ended", past=True),
        _text("contact", "part of the name of the person who asks"),
        _text("owner", "login or part of the name of who works on it"),
        _text("ticket", "reference of the ticket of another team"),
        _text("escalated", "part of the name of the team that it is escalated to"),
        _date("asked", "the day that the client asks for", "asked_for"),
        _date("tell", "when the client has to hear how it stands", "next_update"),
        _date("snoozed", "until when it is put aside"),
        _text("ref", "the request's own reference"),
    ),
    (
        "due",
        "respond",
        "created",
        "updated",
        "priority",
        "status",
        "account",
        "type",
        "subject",
        "ref",
        "owner",
        "sla",
    ),
)

ACCOUNTS = Grammar(
    (
        Field("account", Kind.TEXT, "part of the account's name", ("acc", "name")),
        _AM,
        _choice("tier", Tier, "the account's segment"),
        _choice("status", AccountStatus, "whether it takes new work", "st"),
        _choice("billing", BillingState, "how it stands with billing"),
        Field(
            "health",
            Kind.CHOICE,
            "the band of its health, or its points",
            (),
            tuple(HealthBand),
            numbers=True,
        ),
        _choice(
            "is",
            ("unassigned", "mine", "off_target", "regressed", "met", "breached", "gap", "reactive"),
            _IS,
        ),
        _text("plan", "the product plan"),
        _date("touch", "when somebody last spoke with the client", past=True),
        _date("review", "when the next review takes place"),
        _date("renewal", "when the agreement ends"),
    ),
    ("account", "am", "tier", "health", "open", "breached", "touch", "review", "renewal", "value"),
)

REVIEWS = Grammar(
    (
        _ACCOUNT,
        _AM,
        _choice("kind", ReviewKind, "what the review is for", "k", "type"),
        _choice("status", ReviewStatus, "what became of it", "st"),
        _date("at", "when it takes place", "due", "start"),
        _choice("is", ("mine", "unheld", "series"), _IS),
    ),
    ("at", "account", "kind", "status", "am"),
)

ACCOUNT_REVIEWS = Grammar(
    (
        *(one for one in REVIEWS.fields if one.name in {"kind", "status", "at"}),
        _choice("is", ("unheld", "series"), _IS),
    ),
    ("at", "kind", "status"),
)
"""Where all reviews are of one account."""

CALENDAR = Grammar(
    (
        _ACCOUNT,
        _choice("kind", (*CALENDAR_KINDS, *ReviewKind), "what it is, or what the review is for", "k", "type"),
        _text("status", "how it stands, such as planned or breached", "st", "state"),
        _date("at", "when it takes place", "due", "start"),
    ),
    (),
)

TODAY = Grammar(
    (
        _ACCOUNT,
        _AM,
        _choice("kind", Source, "what the row stands for", "k", "type"),
        _choice("is", ("urgent", "important", "mine", "breached", "at_risk", "new"), _IS),
        _date("due", "when it has to be done"),
    ),
    ("rank", "due", "account", "kind", "value"),
)
