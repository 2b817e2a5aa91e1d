"""Before and after in words: what an account manager can say to a client."""

from amtui.domain.improvement_records import BeforeAfter, Judgement, Side
from amtui.domain.kpi.definitions import Definition, Unit, definition
from amtui.domain.kpi.figures import format_value, seconds
from amtui.domain.vocabulary import ImprovementStatus
from amtui.domain.wording import count

NO_SPREAD = "only totals are imported, which tell no chance from change"
VERDICTS = {True: "clearly better", False: "clearly worse", None: "not clearly better, chance may do as much"}


def side_words(known: Definition, side: Side) -> str:
    """Return “12.3 % of 840, 2026-01-05 to 2026-02-01”."""
    return f"{format_value(known, side.value)} of {count(side.n)}, {side.first} to {side.last}"


def difference_words(comparison: BeforeAfter) -> str:
    """Return “−8.2 points (−10.9 to −5.6)”, at 95 % confidence; or why there is none."""
    interval, known = comparison.interval, definition(comparison.kpi)
    if interval is None:
        empty = next((name for name, n in _sizes(comparison) if not n), None)
        if empty:
            return f"no data {empty} the change"
        return NO_SPREAD if known.unit is Unit.NUMBER else "too few observations to compare"
    if known.unit is Unit.FRACTION:
        low, middle, high = (
            _signed(100 * end, "") for end in (interval.low, interval.difference, interval.high)
        )
        return f"{middle} points ({low} to {high})"
    low, middle, high = (_signed(end, " s") for end in (interval.low, interval.difference, interval.high))
    return f"{middle} ({low} to {high})"


def comparison_words(comparison: BeforeAfter) -> str:
    """Return the difference with its verdict, as one line of a checklist."""
    if comparison.interval is None:
        return difference_words(comparison)
    known = definition(comparison.kpi)
    way = f"{format_value(known, comparison.before.value)} → {format_value(known, comparison.after.value)}"
    return f"{way}, {difference_words(comparison)}: {VERDICTS[comparison.better]}"


def method_words(comparison: BeforeAfter) -> str:
    """Return how the interval was made: “95 %, Newcombe's hybrid score interval”."""
    return f"95 %, {comparison.interval.method}" if comparison.interval else "none"


def proof_words(judgement: Judgement) -> str:
    """Return where a proof stands, with each thing that is still missing: what a validation says."""
    if judgement.status is ImprovementStatus.VALIDATED:
        return "validated"
    missing = "; ".join(f"{check.what.lower()}: {check.words}" for check in judgement.missing)
    if judgement.status is ImprovementStatus.REGRESSED:
        return f"regressed. Not met: {missing}" if missing else "regressed"
    return f"not validated yet. Missing: {missing}"


def _sizes(comparison: BeforeAfter) -> tuple[tuple[str, int], ...]:
    return ("before", comparison.before.n), ("after", comparison.after.n)


def _signed(value: float, unit: str) -> str:
    """Return a difference with its sign: “−8.2”, “+12 s”; without one where nothing is left of it."""
    words = seconds(abs(value)) if unit else f"{abs(value):.1f}"
    if not any(digit in words for digit in "123456789"):
        return words
    return f"{'−' if value < 0 else '+'}{words}"
