"""Reviews and what was frozen into them, in words."""

from collections.abc import Iterator
from datetime import tzinfo

from amtui.domain.review_records import FrozenFigure, ReviewDetail
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


def as_markdown(detail: ReviewDetail, zone: tzinfo) -> str:
    """Return a review as Markdown: agenda and people before it, outcome and figures after it."""
    return "\n".join(_markdown(detail, zone)) + "\n"


def _markdown(detail: ReviewDetail, zone: tzinfo) -> Iterator[str]:
    row = detail.row
    starts = row.starts_at.astimezone(zone)
    yield f"# {title(row.kind)}: {row.account}"
    yield ""
    yield f"{starts:%A %Y-%m-%d %H:%M} {starts.tzname()}, {row.minutes} minutes, {label(row.status)}"
    if row.attendees:
        yield f"\nWith {', '.join(row.attendees)}"
    yield from _section("Agenda", [f"- {point}" for point in row.agenda.splitlines() if point.strip()])
    yield from _section("Notes", (row.notes or "").splitlines())
    yield from _section("Outcome", (row.outcome or "").splitlines())
    yield from _section("New plan", (row.new_plan or "").splitlines())
    yield from _section("Figures at that moment", [f"- {figure_words(one)}" for one in detail.figures])


def _section(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"\n## {heading}\n"
        yield from lines
