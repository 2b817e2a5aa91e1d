"""Health as it was on a day, as lists and views show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from amtui.domain.health import Contribution, Health
from amtui.domain.health_facts import HealthFacts
from amtui.domain.health_rules import Cap
from amtui.domain.vocabulary import HealthBand


@dataclass(frozen=True, slots=True)
class HealthDay:
    """An account's health on one of its local days, with what it was made of.

    Attributes:
        score: 0 to 100; None when too little was known.
        coverage: the share of the weights whose parts were known.
        facts: what it was worked out from; None where only the score was kept.
        recorded: whether it was stored on that day; the present one is worked out when asked for.
    """

    account_id: int
    day: date
    score: int | None
    band: HealthBand
    coverage: float
    contributions: tuple[Contribution, ...]
    caps: tuple[Cap, ...]
    facts: HealthFacts | None = None
    recorded: bool = True


@dataclass(frozen=True, slots=True)
class HealthRow:
    """An account in a list of healths: now, and as it was.

    Attributes:
        before: the latest recorded day up to the one compared with; None where there is none.
        weeks: the mean score of each of the last weeks, the oldest first; None without a record.
    """

    account: str
    am: str
    now: HealthDay
    before: HealthDay | None
    weeks: tuple[float | None, ...] = ()

    @property
    def change(self) -> int | None:
        """Points gained or lost since; None where either is not known."""
        if self.before is None or self.before.score is None or self.now.score is None:
            return None
        return self.now.score - self.before.score


@dataclass(frozen=True, slots=True)
class HealthView:
    """All that is known of one account's health.

    Attributes:
        days: recorded ones, the oldest first, and the present one as the last.
    """

    account_id: int
    account: str
    days: tuple[HealthDay, ...]

    @property
    def now(self) -> HealthDay:
        """The present one."""
        return self.days[-1]

    def on(self, day: date) -> HealthDay | None:
        """Return the latest that is known of up to a day."""
        return next((each for each in reversed(self.days) if each.day <= day), None)


@dataclass(frozen=True, slots=True)
class HealthMove:
    """What other rules would make of one account."""

    account_id: int
    account: str
    before: Health
    after: Health


@dataclass(frozen=True, slots=True)
class HealthPreview:
    """What other rules would make of the visible accounts.

    Attributes:
        accounts: how many there are.
        moves: those whose score or band would change, those that change their band first.
        counts: accounts in each band, before and after.
    """

    accounts: int
    moves: tuple[HealthMove, ...]
    counts: Mapping[HealthBand, tuple[int, int]]

    @property
    def other_score(self) -> tuple[HealthMove, ...]:
        """Those that change their score."""
        return tuple(move for move in self.moves if move.before.score != move.after.score)

    @property
    def other_band(self) -> tuple[HealthMove, ...]:
        """Those that change their band."""
        return tuple(move for move in self.moves if move.before.band is not move.after.band)
