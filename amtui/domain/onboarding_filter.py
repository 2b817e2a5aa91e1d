"""How the board of onboarding reads filters."""

from collections.abc import Sequence
from datetime import date, datetime, time, tzinfo

from amtui.domain.filter_fields import Field, Grammar, Kind
from amtui.domain.filter_match import Look, Matching
from amtui.domain.filter_parse import parse
from amtui.domain.onboarding import STEP_WORDS, Step
from amtui.domain.onboarding_records import OnboardingRow

ONBOARDING = Grammar(
    (
        Field("account", Kind.TEXT, "part of the account's name", ("acc",)),
        Field("am", Kind.TEXT, "part of the name of the account manager"),
        Field("step", Kind.CHOICE, "what is to be done next", ("next",), tuple(step.value for step in Step)),
        Field("due", Kind.DATE, "when the kickoff has to be held"),
        Field("live", Kind.DATE, "when the account goes live", ("go_live",)),
        Field("is", Kind.CHOICE, "what the row is marked as", (), ("late", "held")),
    ),
    ("step", "account", "am", "due", "live"),
)


def onboarding_filtered(
    rows: Sequence[OnboardingRow], text: str, now: datetime, zone: tzinfo
) -> list[OnboardingRow]:
    """Return the accounts that a filter asks for, in the order that it asks for, or as they come.

    Raises:
        FilterError: it cannot be understood.
    """
    return _matching(zone).select(rows, parse(text, ONBOARDING), Look(now, zone, {}))


def _matching(zone: tzinfo) -> Matching[OnboardingRow]:
    return Matching(
        grammar=ONBOARDING,
        fields={
            "account": lambda row: row.account,
            "am": lambda row: row.am,
            "step": lambda row: row.step,
            "due": lambda row: row.kickoff_due_at,
            "live": lambda row: _begin_of(row.go_live_on, zone),
        },
        marks={"late": lambda row: row.late, "held": lambda row: row.held},
        text=lambda row: f"{row.account} {row.am} {STEP_WORDS[row.step]} {row.why}",
        sorts={
            "step": lambda row: list(Step).index(row.step),
            "account": lambda row: row.account.casefold(),
            "am": lambda row: row.am.casefold(),
            "due": lambda row: row.kickoff_due_at,
            "live": lambda row: row.go_live_on,
        },
        account_of=lambda row: row.account_id,
    )


def _begin_of(day: date | None, zone: tzinfo) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), zone)
