"""How the lists of contacts with clients, and of who starts them, read filters."""

from amtui.domain.filter_match import Matching
from amtui.domain.filters import Field, Grammar, Kind
from amtui.domain.interaction_records import InteractionRow, TouchRow
from amtui.domain.interaction_words import THEM
from amtui.domain.vocabulary import Channel
from amtui.domain.wording import label

_ACCOUNT = Field("account", Kind.TEXT, "part of the account's name", ("acc",))
_AM = Field("am", Kind.TEXT, "login or part of the name of the account manager; none for unassigned")
_CONTACT = Field("contact", Kind.TEXT, "part of the name of the person", ("with",))
_IS = "what the row is marked as"

INTERACTIONS = Grammar(
    (
        _ACCOUNT,
        _AM,
        _CONTACT,
        Field("channel", Kind.CHOICE, "how it took place", ("how",), tuple(Channel)),
        Field("began", Kind.CHOICE, "who began it", ("by",), ("us", "client")),
        Field("who", Kind.TEXT, "part of the name of who had or logged it"),
        Field("at", Kind.DATE, "when it took place", ("when",), past=True),
        Field("is", Kind.CHOICE, _IS, (), ("mine", "answered", "unanswered")),
    ),
    ("at", "account", "contact", "channel", "began", "who"),
)
TOUCHES = Grammar(
    (
        _ACCOUNT,
        _AM,
        _CONTACT,
        Field("touch", Kind.DATE, "when somebody last spoke with them", ("last_touch",), past=True),
        Field("is", Kind.CHOICE, _IS, (), ("mine", "reactive")),
    ),
    ("account", "contact", "touch", "contacts", "reactive"),
)


def interaction_matching() -> Matching[InteractionRow]:
    """Return how the list of contacts reads filters."""
    return Matching(
        grammar=INTERACTIONS,
        fields={
            "account": lambda row: row.account,
            "contact": lambda row: row.contact or "",
            "channel": lambda row: row.channel,
            "began": _began,
            "who": lambda row: row.who or "",
            "at": lambda row: row.at,
        },
        marks={"answered": lambda row: row.completed, "unanswered": lambda row: not row.completed},
        text=lambda row: " ".join((row.account, row.summary, row.contact or "", row.who or "")),
        sorts={
            "at": lambda row: row.at,
            "account": lambda row: row.account.casefold(),
            "contact": lambda row: row.contact and row.contact.casefold(),
            "channel": lambda row: label(row.channel),
            "began": _began,
            "who": lambda row: row.who and row.who.casefold(),
        },
        account_of=lambda row: row.account_id,
    )


def touch_matching() -> Matching[TouchRow]:
    """Return how the list of accounts, or of people, by who starts the contacts reads filters."""
    return Matching(
        grammar=TOUCHES,
        fields={
            "account": lambda row: row.account,
            "contact": lambda row: row.contact or "",
            "touch": lambda row: row.last_at,
        },
        marks={"reactive": lambda row: row.balance.flagged},
        text=lambda row: f"{row.account} {row.contact or ''}",
        sorts={
            "account": lambda row: row.account.casefold(),
            "contact": lambda row: row.contact and row.contact.casefold(),
            "touch": lambda row: row.last_at,
            "contacts": lambda row: row.balance.total,
            "reactive": lambda row: row.balance.value,
        },
        account_of=lambda row: row.account_id,
    )


def _began(row: InteractionRow) -> str:
    return "client" if row.direction is THEM else "us"
