"""What would happen if many requests were answered at once, told before it happens."""

from collections.abc import Sequence

from amtui.domain.change import Change
from amtui.domain.changes import Bulk
from amtui.domain.errors import Refused
from amtui.domain.frozen import dataclass
from amtui.domain.request_recipes import Recipe
from amtui.domain.request_records import RequestRow
from amtui.domain.wording import counted

NAMED = 4
"""So many references are named; more are counted."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A recipe held against requests.

    Attributes:
        will: those that it can be done to.
        refused: the others, by the reason.
    """

    recipe: Recipe
    will: tuple[RequestRow, ...]
    refused: tuple[tuple[str, tuple[RequestRow, ...]], ...]

    @property
    def change(self) -> Change:
        """All that can be done, as one change that is undone as one."""
        each = (self.recipe.change(row) for row in self.will)
        changes = tuple(part for one in each for part in (one.changes if isinstance(one, Bulk) else (one,)))
        return changes[0] if len(changes) == 1 else Bulk(changes=changes)

    @property
    def lines(self) -> tuple[str, ...]:
        """How many will change and how many are refused, then each reason with whom it stops."""
        everything = len(self.will) + sum(len(rows) for _, rows in self.refused)
        head = f"{counted(everything, 'request')} {self.recipe.words}: "
        parts = [f"{len(self.will):,} will {self.recipe.verb}" if self.will else "none will change"]
        if self.refused:
            parts.append(f"{everything - len(self.will):,} refused")
        return (head + ", ".join(parts) + ".", *(_reason(why, rows) for why, rows in self.refused))


def plan(recipe: Recipe, rows: Sequence[RequestRow]) -> Plan:
    """Hold a recipe against requests as they were seen; nothing is changed."""
    will: list[RequestRow] = []
    refused: dict[str, list[RequestRow]] = {}
    for row in rows:
        try:
            recipe.check(row)
        except Refused as error:
            refused.setdefault(error.message, []).append(row)
        else:
            will.append(row)
    reasons = sorted(refused.items(), key=lambda pair: -len(pair[1]))
    return Plan(recipe, tuple(will), tuple((why, tuple(those)) for why, those in reasons))


def _reason(why: str, rows: Sequence[RequestRow]) -> str:
    names = ", ".join(row.ref for row in rows[:NAMED])
    more = f" and {len(rows) - NAMED:,} more" if len(rows) > NAMED else ""
    return f"{len(rows):,} refused: {why} ({names}{more})"
