"""What the breakdown of a KPI says, in a sentence that an account manager can say to a client.

It claims no more than the numbers bear: a part of the week or a place is named only where
`concentration` finds one, an error only where at least half of the bad observations carry it, and the
counts stand beside every fraction. With little to go by it says so.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from amtui.domain.kpi.concentration import ENOUGH_BAD, Part, concentration, top_kind
from amtui.domain.kpi.definitions import Definition, Unit
from amtui.domain.kpi.dimensions import Dimension, nouns
from amtui.domain.kpi.figures import format_target, format_value, percent, seconds
from amtui.domain.kpi.goals import meets
from amtui.domain.kpi.heat import WEEKDAYS
from amtui.domain.kpi.shortfall import Slice, tells
from amtui.domain.vocabulary import Comparator
from amtui.domain.wording import count, counted, listed

_FRACTIONS = (
    (1 / 5, "a fifth"), (1 / 4, "a quarter"), (1 / 3, "a third"), (2 / 5, "two fifths"), (1 / 2, "half"),
    (3 / 5, "three fifths"), (2 / 3, "two thirds"), (3 / 4, "three quarters"), (4 / 5, "four fifths"),
    (9 / 10, "nine tenths"),
)  # fmt: skip
WITHOUT_LIMIT = "longer than agreed"
_NEAR = 0.02
"""A fraction is said as a word when it is at most so far from it."""
_PLACES = {
    Dimension.ACCOUNT: "at {}",
    Dimension.QUEUE: "in the queue “{}”",
    Dimension.AGENT: "with {}",
    Dimension.NUMBER: "on the number {}",
    Dimension.CAMPAIGN: "from the campaign “{}”",
    Dimension.INTEGRATION: "in the integration “{}”",
    Dimension.TYPE: "with requests of the type “{}”",
    Dimension.PRIORITY: "with requests of priority {}",
}
_KINDS = {Dimension.ERROR: "end with the error “{}”", Dimension.OUTCOME: "end as “{}”"}
KINDS_TOLD = (Dimension.ERROR,)
"""The words for bad observations that explain something; how a call was missed does not."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence is made of.

    Attributes:
        definition: of the KPI.
        days: how many days the window has.
        target: in the KPI's unit; None for none, or for those of several accounts.
        limit: from when on an observation is late, such as “longer than 30 s”; empty where none is.
        names: names of the accounts that the sentence may have to tell apart; empty for one account.
    """

    definition: Definition
    days: int
    target: float | None = None
    comparator: Comparator | None = None
    limit: str = ""
    names: Mapping[int, str] | None = None

    @property
    def bad(self) -> str:
        """The bad observations in words."""
        return nouns(self.definition.key).bad.format(limit=self.limit or WITHOUT_LIMIT)

    def none(self, n: int) -> str:
        """Return the sentence for when no observation is bad."""
        known = nouns(self.definition.key)
        say = known.only if n == 1 else known.none
        words = say.format(n=count(n), limit=self.limit or WITHOUT_LIMIT)
        return f"{words} {self.these_days}."

    @property
    def length(self) -> str:
        """How many days there are: “30 days”, “one day”."""
        return "one day" if self.days == 1 else f"{self.days} days"

    @property
    def these_days(self) -> str:
        """The days, to stand at the end of a sentence."""
        return "on this day" if self.days == 1 else f"in these {self.days} days"

    def of(self, n: int) -> str:
        """Return a number of observations with their noun: “1 call”, “712 calls”."""
        return counted(n, nouns(self.definition.key).one)

    @property
    def all(self) -> str:
        """All observations in words."""
        return nouns(self.definition.key).all


def say(told: Told, breakdowns: Mapping[Dimension, Sequence[Slice]]) -> str:
    """Return what can honestly be said of where the bad observations come from.

    Args:
        told: which KPI, over how many days.
        breakdowns: by dimension, each holding the same observations.
    """
    slices = next(iter(breakdowns.values()), ())
    n, bad = sum(each.n for each in slices), sum(each.amount for each in slices)
    if not n:
        return f"No {told.all} were counted {told.these_days}."
    if not bad:
        return told.none(n)
    if bad < ENOUGH_BAD:
        return (
            f"{_capital(told.bad)}: {count(bad)} of {told.of(n)} in {told.length}. "
            "That is too few to say where they come from."
        )
    where = concentration({each: found for each, found in breakdowns.items() if not each.is_kind})
    claims = _kinds(told, breakdowns)
    if where is not None:
        claims.append(_claim(told, where, again=bool(claims)))
    if not claims:
        named = [each.value for each, found in breakdowns.items() if not each.is_kind and tells(found)]
        return (
            f"The {count(bad)} {told.bad} in {told.length} are spread: no "
            f"{listed(['hour', 'weekday', *named], 'or')} stands out."
        )
    return " ".join([*claims, *([_elsewhere(told, where)] if where else [])]).strip()


def by_days(known: Definition, value: float | None, target: float | None) -> str:
    """Return what can be said of a KPI of which only days are known."""
    if value is None:
        return f"Nothing of “{known.label}” was imported for these days."
    aim = f", where {format_target(known, target)} is the target" if target is not None else ""
    return (
        f"{_capital(known.label)}: {format_value(known, value)}{aim}. It is known by day only, "
        "so no hour or segment can be told."
    )


def _kinds(told: Told, breakdowns: Mapping[Dimension, Sequence[Slice]]) -> list[str]:
    claims = []
    for dimension in KINDS_TOLD:
        found = top_kind(breakdowns.get(dimension, ()))
        if found is not None:
            word, most, bad = found
            ends = _KINDS[dimension].format(word)
            claims.append(f"{_capital(fraction(most / bad))} of the {told.bad} ({_of(most, bad)}) {ends}.")
    return claims


def _claim(told: Told, part: Part, *, again: bool) -> str:
    """Return “Two thirds of the missed calls (48 of 71) fall on Mondays between 9 and 10.”.

    After a claim of some of the bad observations, the next is said to be of all of them.
    """
    verb = "fall" if part.weekday is not None or part.hours is not None else "are"
    place = f"{when(part)} {_where(told, part)}".strip()
    bad = f"{fraction(part.share)} of the {told.bad} ({_of(part.bad, part.total_bad)})"
    if again:
        total = count(part.total_bad)
        bad = (
            f"all {total}"
            if part.share >= 1
            else f"{fraction(part.share)} of all {total} ({count(part.bad)})"
        )
    return f"{_capital(bad)} {verb} {place}, with {percent(part.volume)} of all {told.all}."


def _elsewhere(told: Told, part: Part) -> str:
    """Return what the rate is in all other places, which a target can be held against."""
    known = told.definition
    others = part.total_n - part.n
    if known.unit is not Unit.FRACTION or not others:
        return ""
    bad = (part.total_bad - part.bad) / others
    value = bad if known.lower_is_better else 1 - bad
    if told.target is None:
        return f"Everywhere else the {known.label} is {percent(value)}."
    target = format_target(known, told.target)
    if meets(value, told.comparator or known.comparator, told.target):
        return f"Everywhere else the {known.label} is {percent(value)}, which meets the target of {target}."
    return f"Everywhere else the {known.label} is {percent(value)}, still off the target of {target}."


def when(part: Part) -> str:
    """Return “on Mondays between 9 and 11”, or nothing for the whole week."""
    day = "" if part.weekday is None else f"on {WEEKDAYS[part.weekday]}s"
    hours = "" if part.hours is None else f"between {part.hours[0]}:00 and {part.hours[1]}:00"
    return f"{day} {hours}".strip()


def _where(told: Told, part: Part) -> str:
    if part.dimension is None:
        return ""
    place = _PLACES.get(part.dimension, "in {}").format(part.value)
    name = (told.names or {}).get(part.account_id or 0)
    return f"{place} of {name}" if name and part.dimension is not Dimension.ACCOUNT else place


def fraction(share: float) -> str:
    """Return a share as a word where one is near, “all”, or “46 %”."""
    if share >= 1:
        return "all"
    distance, word = min((abs(share - value), word) for value, word in _FRACTIONS)
    return word if distance <= _NEAR else f"{100 * share:.0f} %" if share < 0.995 else "almost all"


def limit_words(limits: Collection[tuple[Comparator, float]]) -> str:
    """Return from when on observations are late, such as “longer than 30 s”, or for accounts that differ.

    Args:
        limits: how the accounts compare a duration with which target.
    """
    if len(limits) != 1:
        return WITHOUT_LIMIT
    ((comparator, target),) = limits
    return (
        f"{seconds(target)} or longer" if comparator is Comparator.BELOW else f"longer than {seconds(target)}"
    )


def _of(part: int, whole: int) -> str:
    return f"{count(part)} of {count(whole)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
