"""The checklist of a stand-up: one line per account, all of them within five minutes."""

from collections.abc import Sequence
from datetime import date, datetime

from amtui.domain.frozen import dataclass
from amtui.domain.health_words import GLYPHS
from amtui.domain.vocabulary import HealthBand
from amtui.domain.wording import counted, label, listed

MINUTES = 5
LEAST_SECONDS = 10
"""Nobody says anything of use in less."""
ORDER = (HealthBand.RED, HealthBand.AMBER, HealthBand.GREEN, HealthBand.INSUFFICIENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandupFacts:
    """What is known of one account on the morning of a stand-up.

    Attributes:
        off_target: the KPIs that are off target or regressed, by name.
        missing: the kinds of review that should be planned and are not.
        next_review: what takes place today or on the next days, in words.
        tasks: how many open tasks are due by today.
        p1: how many requests are open because a service is down.
    """

    account_id: int
    account: str
    health: HealthBand
    breached: int
    at_risk: int
    off_target: tuple[str, ...]
    missing: tuple[str, ...]
    next_review: str
    tasks: int
    p1: int = 0


@dataclass(frozen=True, slots=True)
class StandupLine:
    """One line: the account, and what is to be said of it.

    Attributes:
        quiet: whether nothing has to be said.
        ticked: whether it was said already.
    """

    account_id: int
    account: str
    health: HealthBand
    said: str
    quiet: bool
    ticked: bool = False

    @property
    def glyph(self) -> str:
        """The sign of its health."""
        return GLYPHS[self.health]


@dataclass(frozen=True, slots=True)
class Standup:
    """All lines, those first of which most has to be said.

    Attributes:
        seconds: for each account of which something has to be said; 0 where there is none.
    """

    at: datetime
    lines: tuple[StandupLine, ...]
    seconds: int

    @property
    def loud(self) -> tuple[StandupLine, ...]:
        """Those of which something has to be said."""
        return tuple(line for line in self.lines if not line.quiet)


def standup(facts: Sequence[StandupFacts], at: datetime) -> Standup:
    """Return the checklist: what is down first, then breaches, health, what is at risk, and by name."""
    ordered = sorted(facts, key=_order)
    lines = tuple(_line(each) for each in ordered)
    loud = sum(not line.quiet for line in lines)
    return Standup(at, lines, MINUTES * 60 // loud if loud else 0)


def time_words(found: Standup) -> str:
    """Return how the five minutes are to be spent, and whether they are too short."""
    loud, quiet = len(found.loud), len(found.lines) - len(found.loud)
    rest = f"; {counted(quiet, 'account')} with nothing to say" if quiet else ""
    if not loud:
        return f"Nothing has to be said of {counted(quiet, 'account')}" if quiet else "No accounts yet"
    pace = f"{found.seconds} s each" if found.seconds >= LEAST_SECONDS else "too many for five minutes"
    return f"{counted(loud, 'account')} in {MINUTES} minutes, {pace}{rest}"


def markdown(found: Standup, day: date) -> str:
    """Return the checklist as Markdown with boxes to tick."""
    lines = [f"- [ ] {line.glyph} **{line.account}** {line.said}" for line in found.loud]
    quiet = [line.account for line in found.lines if line.quiet]
    rest = [f"\nNothing to say: {listed(quiet)}"] if quiet else []
    return "\n".join([f"# Stand-up {day}", "", time_words(found), "", *lines, *rest, ""])


def _order(facts: StandupFacts) -> tuple[bool, int, int, int, int, str]:
    quiet, health = not _said(facts), ORDER.index(facts.health)
    return quiet, -facts.p1, -facts.breached, health, -facts.at_risk, facts.account.casefold()


def _line(facts: StandupFacts) -> StandupLine:
    said = _said(facts)
    return StandupLine(
        facts.account_id, facts.account, facts.health, "; ".join(said) or "nothing to say", not said
    )


def _said(facts: StandupFacts) -> list[str]:
    requests = [
        f"{number} {words}"
        for number, words in (
            (facts.p1, "P1 open"),
            (facts.breached, "breached"),
            (facts.at_risk, "at risk"),
        )
        if number
    ]
    return [
        *requests,
        *([f"{listed(facts.off_target)} off target"] if facts.off_target else ()),
        *([f"health {label(facts.health)}"] if facts.health is HealthBand.RED else ()),
        *([facts.next_review] if facts.next_review else ()),
        *([f"no {listed(facts.missing, 'or')} planned"] if facts.missing else ()),
        *([f"{counted(facts.tasks, 'task')} due"] if facts.tasks else ()),
    ]
