"""What was frozen into a review, in words."""

from amtui.domain.review_records import FrozenFigure
from amtui.domain.vocabulary import Unit
from amtui.domain.wording import NO_DATA, duration, label, rate, title


def figure_words(figure: FrozenFigure) -> str:
    """Return a frozen figure: “Missed-call rate 8.0 %, target <= 5.0 %, baseline 15.0 % · on track”."""
    parts = [f"{title(figure.label)} {measure(figure.value, figure.unit)}"]
    if figure.target is not None:
        parts.append(f"target {figure.comparator or ''} {measure(figure.target, figure.unit)}".strip())
    if figure.baseline is not None:
        parts.append(f"baseline {measure(figure.baseline, figure.unit)}")
    words = ", ".join(parts)
    return f"{words} · {label(figure.state)}" if figure.state else words


def measure(value: float | None, unit: str | None) -> str:
    """Return a value in its unit; a plain number where the unit is not known."""
    if value is None:
        return NO_DATA
    if unit == Unit.FRACTION:
        return rate(value)
    return duration(value) if unit in {Unit.SECONDS, Unit.BUSINESS_SECONDS} else f"{value:g}"
