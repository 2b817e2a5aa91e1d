"""What is written down about a review: agenda, attendees, notes and, once it is held, its outcome."""

from typing import Any

from sqlalchemy import RowMapping

from amtui.data.models import reviews
from amtui.domain.change import Receipt, Topic
from amtui.domain.errors import Invalid, Refused
from amtui.domain.review_changes import EditReview
from amtui.domain.review_usual import LONGEST_MINUTES
from amtui.domain.vocabulary import ReviewStatus
from amtui.domain.wording import label, title
from amtui.services.handlers.common import said, seen
from amtui.services.writing import Writing


def edit(writing: Writing, change: EditReview) -> Receipt:
    """Change agenda, attendees, length, notes or outcome of a review.

    Raises:
        Refused: if the invitation of one that is over is to change, or the outcome of one not held.
    """
    what = f"appointment {change.review_id}"
    values = _invitation(change) | _written(change)
    row = seen(writing, reviews, change.review_id, change.expected_version, what, values)
    _allow(row, change)
    if "minutes" in values and values["minutes"] != row["minutes"]:
        values["sequence"] = row["sequence"] + 1
    version = writing.update(reviews, row, row["version"], values, Topic.REVIEWS)
    called = row["title"] or title(row["kind"])
    fields = [name for name in values if name != "sequence" and values[name] != row[name]]
    words = f"{called}: {', '.join(fields)} saved" if fields else f"{called} is so already"
    return writing.receipt(words, row["id"], version)


def _invitation(change: EditReview) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if change.agenda is not None:
        values["agenda"] = change.agenda.strip()
    if change.attendees is not None:
        values["attendees"] = [name.strip() for name in change.attendees if name.strip()]
    if change.minutes is not None:
        if not 1 <= change.minutes <= LONGEST_MINUTES:
            raise Invalid({"minutes": f"an appointment lasts 1 to {LONGEST_MINUTES} minutes"})
        values["minutes"] = change.minutes
    return values


def _written(change: EditReview) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if change.notes is not None:
        values["notes"] = change.notes.strip() or None
    if change.outcome is not None:
        values["outcome"] = said(change.outcome, "outcome", "say what came of it")
    return values


def _allow(row: RowMapping, change: EditReview) -> None:
    called = f"{row['title'] or title(row['kind'])} is {label(row['status'])}"
    if _invitation(change) and row["status"] is not ReviewStatus.PLANNED:
        raise Refused(f"{called}: its invitation no longer changes", next="Write it into the notes.")
    if change.outcome is not None and row["status"] is not ReviewStatus.HELD:
        raise Refused(f"{called}: only a held review has an outcome", next="Close it as held.")
