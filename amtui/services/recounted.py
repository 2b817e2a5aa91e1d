"""Due times of many requests under other terms, worked out column by column."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from amtui.data.types import from_micros, to_micros
from amtui.domain.business_time import Calendar
from amtui.domain.sla import SlaPolicy, Target
from amtui.domain.vocabulary import Priority
from amtui.services.business_columns import add_all
from amtui.services.writing import Columns

if TYPE_CHECKING:
    from amtui.services.local_days import Whole

DUE = ("respond_by", "respond_risk_at", "due_at", "due_risk_at")
SECOND = 1_000_000
ONE = timedelta(microseconds=1)


class Terms(Protocol):
    """What due times are counted by."""

    @property
    def policy(self) -> SlaPolicy:
        """The agreed times."""

    @property
    def calendar(self) -> Calendar:
        """The business hours."""


@dataclass(frozen=True, slots=True)
class Recounted:
    """Rows whose due times change, with the new ones.

    Attributes:
        late, early: how many are breached now and were not, and the other way round.
    """

    rows: tuple[tuple[Columns, dict[str, Any]], ...]
    late: int
    early: int


def recounted(rows: Sequence[Columns], old: Terms, new: Terms, now: datetime) -> Recounted:
    """Return the due times of open requests under new terms, where the old ones gave those they have.

    Raises:
        NeverOpen: a calendar has no open hours.
    """
    was, will = _counted(rows, old), _counted(rows, new)
    found = []
    late = early = 0
    for place, row in enumerate(rows):
        values = _values(row, [column[place] for column in was], [column[place] for column in will])
        if all(row[name] == value for name, value in values.items()):
            continue
        found.append((row, values))
        before, after = _missed(row, row, now), _missed(row, values, now)
        late, early = late + (after and not before), early + (before and not after)
    return Recounted(tuple(found), late, early)


def _values(row: Columns, was: list[int], will: list[int]) -> dict[str, Any]:
    """Return the due moments of one request: those that are settled or promised as they are."""
    values = {name: row[name] for name in DUE}
    response = {} if row["first_response_at"] is not None else dict(zip(DUE[:2], will[:2], strict=True))
    resolution = dict(zip(DUE[2:], will[2:], strict=True))
    if _stands(row["respond_by"], was[0]):
        values |= {name: from_micros(micros) for name, micros in response.items()}
    if _stands(row["due_at"], was[2]):
        values |= {name: from_micros(micros) for name, micros in resolution.items()}
    return values


def _stands(moment: datetime | None, counted: int) -> bool:
    """Tell whether a due moment is what the rules gave, not one that was promised."""
    return moment is None or abs(to_micros(moment) - counted) <= SECOND


def _missed(row: Columns, due: Columns, now: datetime) -> bool:
    """Tell whether an open request is breached with some due moments."""
    respond, resolve = due["respond_by"], due["due_at"]
    answered, at = row["first_response_at"] or now, row["hold_since"] or now
    return bool((respond and answered > respond) or (resolve and at > resolve))


def _counted(rows: Sequence[Columns], terms: Terms) -> tuple[list[int], ...]:
    """Return the four due moments of each row as the terms give them, in microseconds."""
    import numpy as np

    targets = {priority: terms.policy.target(priority) for priority in Priority}

    def each(of: Callable[[Target], timedelta]) -> "Whole":
        micros = {priority: of(target) // ONE for priority, target in targets.items()}
        return np.array([micros[row["priority"]] for row in rows], dtype=np.int64)

    created = np.array([to_micros(row["created_at"]) for row in rows], dtype=np.int64)
    held = np.array([row["on_hold_seconds"] * SECOND for row in rows], dtype=np.int64)
    share = terms.policy.at_risk_share
    amounts = (
        each(lambda target: target.respond),
        each(lambda target: target.respond * share),
        each(lambda target: target.resolve) + held,
        each(lambda target: target.resolve * share) + held,
    )
    return tuple(add_all(terms.calendar, created, amount).tolist() for amount in amounts)
