"""A review in words: what it is, what was written about it, and how the goals stand."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from textual.content import Content

from amtui.domain.kpi_records import KpiFigure
from amtui.domain.review_records import ReviewDetail, ReviewRow
from amtui.domain.review_usual import cadence_words
from amtui.domain.review_words import figure_words
from amtui.domain.vocabulary import ReviewKind, ReviewStatus
from amtui.domain.wording import label, relative, title
from amtui.screens import figures
from amtui.screens.hanging import hanging, sections, wrapped
from amtui.widgets.detail import Field
from amtui.widgets.text import safe

GLYPHS = {
    ReviewStatus.PLANNED: "●",
    ReviewStatus.HELD: "✓",
    ReviewStatus.MISSED: "✗",
    ReviewStatus.CANCELLED: "⊘",
}
DRAFT = "◌ A draft is waiting: press n to go on with it."


def strip(row: ReviewRow, now: datetime) -> Content:
    """Return a review in one line."""
    state = f"{GLYPHS[row.status]} {label(row.status)}"
    parts = (title(row.kind), row.account, state, relative(row.starts_at, now))
    return safe(" · ".join(parts), newlines=False)


def described(
    detail: ReviewDetail,
    zone: ZoneInfo,
    standing: Sequence[tuple[KpiFigure, bool]],
    cells: int,
    *,
    draft: bool,
) -> Content:
    """Return all of a review for a pane of so many cells.

    Args:
        detail: the review.
        zone: of the viewer.
        standing: how the goals stand now, each with whether it shows progress.
        cells: the width; 0 is any.
        draft: whether notes were typed and not saved yet.
    """
    row = detail.row
    notes = "\n".join(filter(None, (DRAFT if draft else "", row.notes or "")))
    return sections(
        (
            ("Review", hanging(_facts(detail, zone), cells)),
            ("Agenda", _text(row.agenda, cells)),
            ("Notes", _text(notes, cells)),
            ("Outcome", _text(row.outcome, cells)),
            ("New plan", _text(row.new_plan, cells)),
            ("Figures frozen when it was held", _text("\n".join(map(figure_words, detail.figures)), cells)),
            ("Goals now", _goals(row, standing, cells)),
            ("Last time", _last_time(detail.before, zone, cells)),
        )
    )


def _facts(detail: ReviewDetail, zone: ZoneInfo) -> Iterator[Field]:
    row, series = detail.row, detail.series
    starts = row.starts_at.astimezone(zone)
    there = row.starts_at.astimezone(ZoneInfo(detail.zone))
    yield Field("When", f"{starts:%a %d %b %Y %H:%M}, {row.minutes} min")
    if there.utcoffset() != starts.utcoffset():
        yield Field("There", f"{there:%a %d %b %H:%M} in {detail.zone}")
    yield Field("With", ", ".join(row.attendees) or None)
    if series is not None:
        yield Field("Comes again", f"{cadence_words(series.every_months, series.every_weeks)}")
    if detail.reason:
        yield Field("Reason", detail.reason)


def _goals(row: ReviewRow, standing: Sequence[tuple[KpiFigure, bool]], cells: int) -> Content:
    """Return how the goals stand and, before a QBR is held, what is needed to close it."""
    if row.status is not ReviewStatus.PLANNED or (not standing and row.kind is not ReviewKind.QBR):
        return Content("")
    fields = [figures.field(figure) for figure, _ in standing] or [Field("Goals", "none agreed")]
    if row.kind is ReviewKind.QBR:
        ahead = sum(progress for _, progress in standing)
        verdict = f"✓ {ahead} of {len(standing)} show progress" if ahead else "✗ no goal shows progress"
        fields.append(Field("To close it", verdict if ahead else f"{verdict}: a new plan is needed"))
    return hanging(fields, cells, label_cells=22)


def _last_time(before: ReviewRow | None, zone: ZoneInfo, cells: int) -> Content:
    """Return what came of the one before, which the client will remember."""
    if before is None:
        return Content("")
    fields = (
        Field("Held", f"{before.starts_at.astimezone(zone):%a %d %b %Y}"),
        Field("Outcome", before.outcome),
        Field("New plan", before.new_plan),
    )
    return hanging([field for field in fields if field.value], cells)


def _text(text: str | None, cells: int) -> Content:
    return safe(wrapped(text, cells - 2)) if text else Content("")
