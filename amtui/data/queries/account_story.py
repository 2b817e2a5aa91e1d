"""All that happened with one account, in one order: contacts, answers, requests, reviews and changes."""

from collections.abc import Iterator

from sqlalchemy import select

from amtui.data.models import contacts, requests, reviews
from amtui.data.queries.history import LIMIT, account_history
from amtui.data.queries.interactions import interactions
from amtui.data.queries.satisfaction import answers
from amtui.data.reading import Reading
from amtui.domain.happenings import Happening
from amtui.domain.history_records import HistoryEntry
from amtui.domain.interaction_words import said_of
from amtui.domain.satisfaction_words import score_words
from amtui.domain.vocabulary import ReviewStatus
from amtui.domain.wording import label, title

TOLD = {("interactions", "insert"), ("requests", "insert"), ("satisfaction_answers", "insert")}
"""Changes that are told as what happened, not once more as a change."""


def account_story(
    reading: Reading, *, account_id: int, limit: int = LIMIT
) -> tuple[Happening | HistoryEntry, ...]:
    """Return the latest that happened with an account, the youngest first.

    Contacts, answers to surveys, requests as they were asked and resolved, reviews that were held, missed
    or cancelled, and what was changed of any of it.
    """
    changed = account_history(reading, account_id=account_id, limit=limit)
    found: list[Happening | HistoryEntry] = [
        entry for entry in changed if (entry.entity, entry.action) not in TOLD
    ]
    found += _contacts(reading, account_id, limit)
    found += _answers(reading, account_id, limit)
    found += _requests(reading, account_id, limit)
    found += _reviews(reading, account_id, limit)
    return tuple(sorted(found, key=lambda one: one.at, reverse=True)[:limit])


def _contacts(reading: Reading, account_id: int, limit: int) -> Iterator[Happening]:
    for row in interactions(reading, account_id=account_id, limit=limit):
        said = said_of(row.channel, row.direction, completed=row.completed)
        what = f"{said} · {row.contact}" if row.contact else said
        yield Happening(row.at, row.who or "", what, "" if row.summary == said else row.summary)


def _answers(reading: Reading, account_id: int, limit: int) -> Iterator[Happening]:
    for row in answers(reading, account_id=account_id, limit=limit):
        about = f" · {row.request}" if row.request else ""
        yield Happening(
            row.at, row.contact or "", f"{score_words(row.csat, row.nps)}{about}", row.comment or ""
        )


def _requests(reading: Reading, account_id: int, limit: int) -> Iterator[Happening]:
    r = requests.c
    statement = (
        select(r.ref, r.subject, r.priority, r.created_at, r.resolved_at, contacts.c.name.label("asker"))
        .join_from(requests, contacts, contacts.c.id == r.contact_id, isouter=True)
        .where(r.account_id == account_id, reading.visible(requests))
        .order_by(r.created_at.desc(), r.id.desc())
        .limit(limit)
    )
    for row in reading.rows(statement):
        yield Happening(row.created_at, row.asker or "", f"{row.ref} {row.priority} asked", row.subject)
        if row.resolved_at is not None:
            yield Happening(row.resolved_at, "", f"{row.ref} resolved", row.subject)


def _reviews(reading: Reading, account_id: int, limit: int) -> Iterator[Happening]:
    c = reviews.c
    statement = (
        select(c.kind, c.title, c.starts_at, c.status, c.outcome, c.reason)
        .where(c.account_id == account_id, c.status != ReviewStatus.PLANNED, reading.visible(reviews))
        .where(c.starts_at <= reading.now)
        .order_by(c.starts_at.desc(), c.id.desc())
        .limit(limit)
    )
    for row in reading.rows(statement):
        what = f"{row.title or title(row.kind)} {label(row.status)}"
        yield Happening(row.starts_at, "", what, row.outcome or row.reason or "")
