"""Why a row of the Today list stands exactly where it stands: its quadrant, and the rows beside it."""

from collections.abc import Sequence
from datetime import tzinfo

from amtui.domain.exchange import NO_RATES, Rates
from amtui.domain.frozen import dataclass
from amtui.domain.money import format_money, money
from amtui.domain.money_record import Money
from amtui.domain.today_records import TodayRow
from amtui.domain.triage import RENEWAL_DAYS
from amtui.domain.wording import listed

QUADRANTS = {
    (True, True): "urgent and important",
    (True, False): "urgent",
    (False, True): "important",
    (False, False): "neither urgent nor important",
}
"""In their order."""
ORDER = (
    "First urgent and important, then urgent, then important, then neither; within these the earliest due, \
then the most value at risk."
)
PLAIN = (
    "Amounts of several currencies are compared as plain numbers: an administrator can set exchange_rates."
)
URGENT = "Urgent: due within two business days, at risk or breached, or P1 or P2."
IMPORTANT = (
    "Important: top-tier account, health red, renewal within {days} days, tied to a goal, or marked so."
)


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """The place of a row in words.

    Attributes:
        place: its rank and quadrant.
        reasons: what these follow from.
        above: why the row above comes first; empty for the first row.
        below: why the row below comes later; empty for the last one.
        rules: the order itself.
    """

    place: str
    reasons: tuple[str, ...]
    above: str
    below: str
    rules: tuple[str, ...]


def told_place(
    rows: Sequence[TodayRow],
    row: TodayRow,
    zone: tzinfo,
    renewal_days: int = RENEWAL_DAYS,
    rates: Rates = NO_RATES,
) -> PlaceTold:
    """Return why a row stands where it stands among all rows, which are in their order."""
    at = next(place for place, each in enumerate(rows) if each.rank == row.rank)
    above = rows[at - 1] if at else None
    below = rows[at + 1] if at + 1 < len(rows) else None
    quadrant = QUADRANTS[row.urgent, row.important]
    return PlaceTold(
        place=f"Number {row.rank} of {len(rows)}: {quadrant}",
        reasons=row.why,
        above="" if above is None else f"{_named(above)} comes first: {_difference(above, row, zone, rates)}",
        below="" if below is None else f"{_named(below)} comes later: {_difference(row, below, zone, rates)}",
        rules=(ORDER, *_of_currencies(rows, rates), URGENT, IMPORTANT.format(days=renewal_days)),
    )


def _of_currencies(rows: Sequence[TodayRow], rates: Rates) -> tuple[str, ...]:
    """Return how amounts of several currencies are compared; nothing where there is one currency only."""
    if len({row.value_at_risk.currency for row in rows if row.value_at_risk is not None}) < 2:
        return ()
    return (f"Amounts are compared in {rates.to} {_at(rates)}." if rates.to else PLAIN,)


def _at(rates: Rates) -> str:
    return f"at the rates of {rates.as_of}" if rates.as_of else "at the rates that are set"


def _named(row: TodayRow) -> str:
    return f"#{row.rank} {row.what}, {row.account},"


def _difference(first: TodayRow, second: TodayRow, zone: tzinfo, rates: Rates) -> str:
    """Word what puts one row before another."""
    ones = QUADRANTS[first.urgent, first.important], QUADRANTS[second.urgent, second.important]
    if ones[0] != ones[1]:
        return f"{ones[0]} goes before {ones[1]}"
    if first.due_at != second.due_at:
        return f"{_due(first, zone)} goes before {_due(second, zone)}"
    one, other = first.value_at_risk, second.value_at_risk
    if rates.weight(one) != rates.weight(other):
        return f"{_value(one)} at risk goes before {_value(other)}{_converted(one, other, rates)}"
    return "the same in everything that counts, so by kind and reference"


def _due(row: TodayRow, zone: tzinfo) -> str:
    if row.due_at is None:
        return "no deadline"
    return f"due {row.due_at.astimezone(zone):%a %Y-%m-%d %H:%M}"


def _value(value: Money | None) -> str:
    return "nothing" if value is None else format_money(value)


def _converted(one: Money | None, other: Money | None, rates: Rates) -> str:
    """Return how two amounts of different currencies were compared; nothing of the same currency."""
    if one is None or other is None or one.currency == other.currency:
        return ""
    if not rates.to:
        return f"; no rate between {one.currency} and {other.currency} is set"
    if lack := rates.lack(one) or rates.lack(other):
        return f"; {lack}, so its plain number counts"
    told = [
        format_money(money(rates.weight(each), rates.to))
        for each in (one, other)
        if each.currency in rates.of
    ]
    verb = "which is" if len(told) == 1 else "which are"
    return f", {verb} {listed(told)} {_at(rates)}"
