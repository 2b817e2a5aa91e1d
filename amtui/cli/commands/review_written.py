"""`amtui review show` and `amtui review edit`: what is written down about one review."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import click

from amtui.cli.group import Command
from amtui.cli.output import Document, put_document, put_receipt
from amtui.cli.session import Session
from amtui.cli.shapes import picked, review_object
from amtui.cli.words import moment
from amtui.domain.errors import UsageError
from amtui.domain.review_changes import EditReview
from amtui.domain.review_records import ReviewDetail
from amtui.domain.review_usual import cadence_words
from amtui.domain.review_words import figure_words
from amtui.domain.wording import label

FIGURE_KEYS = (
    "kpi", "label", "unit", "statistic", "value", "n", "baseline", "target", "comparator", "progress",
    "state", "first", "last", "at",
)  # fmt: skip


@click.command("show", cls=Command)
@click.argument("review_id", type=int, metavar="ID")
@click.pass_obj
def show(session: Session, review_id: int) -> None:
    """Show a review: agenda, attendees, notes, outcome, and the KPIs frozen into it."""
    from amtui.data.queries.reviews import review_detail

    with session.backend() as backend:
        detail = backend.read(review_detail, review_id=review_id)
        zone = ZoneInfo(backend.identity.zone)
    put_document(session, _document(detail, zone), list(_lines(detail, zone)))


@click.command("edit", cls=Command)
@click.argument("review_id", type=int, metavar="ID")
@click.option("--agenda", metavar="TEXT", help="What to talk about, a point a line.")
@click.option("--attendee", "attendees", multiple=True, metavar="NAME", help="Who comes, instead of before.")
@click.option("--minutes", type=int, help="How long.")
@click.option("--notes", metavar="TEXT", help="What was said.")
@click.option("--outcome", metavar="TEXT", help="What came of it, once it is held.")
@click.option("--version", type=int, metavar="N", help="Only if it is still this version.")
@click.pass_obj
def edit(
    session: Session,
    review_id: int,
    agenda: str | None,
    attendees: tuple[str, ...],
    minutes: int | None,
    notes: str | None,
    outcome: str | None,
    version: int | None,
) -> None:
    """Change agenda, attendees, length, notes or outcome of a review."""
    from amtui.data.queries.reviews import review_detail

    if not attendees and all(value is None for value in (agenda, minutes, notes, outcome)):
        raise UsageError("there is nothing to change", next="Give --agenda, --notes or another option.")
    with session.backend() as backend:
        now = backend.read(review_detail, review_id=review_id).row.version
        change = EditReview(
            review_id=review_id,
            expected_version=now if version is None else version,
            agenda=agenda,
            attendees=attendees or None,
            minutes=minutes,
            notes=notes,
            outcome=outcome,
        )
        put_receipt(session, backend.apply(change))


def _document(detail: ReviewDetail, zone: ZoneInfo) -> Document:
    series = detail.series
    return review_object(detail.row, zone) | {
        "title": detail.title,
        "reason": detail.reason,
        "time_zone": detail.zone,
        "cadence": cadence_words(series.every_months, series.every_weeks) if series else None,
        "frozen_kpis": [picked(figure, FIGURE_KEYS, zone) for figure in detail.figures],
    }


def _lines(detail: ReviewDetail, zone: ZoneInfo) -> Iterator[str]:
    row = detail.row
    yield f"{row.called} with {row.account}, {moment(row.starts_at, zone)}, {row.minutes} min"
    yield f"Status       {label(row.status)}{f': {detail.reason}' if detail.reason else ''}"
    if detail.series:
        yield f"Series       {cadence_words(detail.series.every_months, detail.series.every_weeks)}"
    fields = (
        ("Attendees", ", ".join(row.attendees)),
        ("Agenda", row.agenda),
        ("Notes", row.notes),
        ("Outcome", row.outcome),
        ("New plan", row.new_plan),
    )
    for name, text in fields:
        for place, line in enumerate((text or "").splitlines()):
            yield f"{name if place == 0 else '':<13}{line}"
    for figure in detail.figures:
        yield f"{'Frozen':<13}{figure_words(figure)}"
