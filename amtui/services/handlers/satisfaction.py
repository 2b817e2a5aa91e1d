"""What clients answered when they were asked how satisfied they are."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from amtui.data.models import requests, satisfaction_answers
from amtui.domain.change import Receipt, Topic
from amtui.domain.errors import Invalid
from amtui.domain.satisfaction import why_not
from amtui.domain.satisfaction_changes import NOBODY, NOT_ASKED, DropAnswer, EditAnswer, LinkAnswer, LogAnswer
from amtui.domain.satisfaction_words import score_words
from amtui.services.handlers.common import account_row, contact_row, seen
from amtui.services.writing import Writing

BY_HAND = "amtui"
"""The source of answers that somebody logged."""


def log(writing: Writing, change: LogAnswer) -> Receipt:
    """Record an answer of a client.

    Raises:
        Invalid: a score that there is not, a moment to come, or a request of another account.
    """
    account = account_row(writing, change.account_id)
    at = change.at or writing.now
    _checked(writing, change.csat, change.nps, at)
    if change.contact_id is not None:
        contact_row(writing, account, change.contact_id)
    values = {
        "account_id": account["id"],
        "am_id": account["am_id"],
        "contact_id": change.contact_id,
        "request_id": _request(writing, account, change.request_id),
        "user_id": writing.identity.user_id,
        "at": at,
        "csat": change.csat,
        "nps": change.nps,
        "comment": change.comment.strip() or None,
        "source": BY_HAND,
        "external_id": None,
        "import_id": None,
        "version": 1,
    }
    row_id = writing.insert(satisfaction_answers, values, Topic.INTERACTIONS)
    scores = score_words(change.csat, change.nps)
    return writing.receipt(f"Answer of {account['name']} logged: {scores}", row_id, 1)


def edit(writing: Writing, change: EditAnswer) -> Receipt:
    """Correct what was answered, when and by whom.

    Raises:
        Invalid: a score that there is not or none at all, or a moment to come.
    """
    scores = {"csat": change.csat, "nps": change.nps}
    values: dict[str, Any] = {
        name: None if score == NOT_ASKED else score for name, score in scores.items() if score is not None
    }
    if change.at is not None:
        values["at"] = change.at
    if change.comment is not None:
        values["comment"] = change.comment.strip() or None
    if change.contact_id is not None:
        values["contact_id"] = change.contact_id or None
    row = _row(writing, change.answer_id, change.expected_version, values)
    account = account_row(writing, row["account_id"])
    now = {**row, **values}
    _checked(writing, now["csat"], now["nps"], now["at"])
    if change.contact_id not in {None, NOBODY}:
        contact_row(writing, account, now["contact_id"])
    version = writing.update(satisfaction_answers, row, row["version"], values, Topic.INTERACTIONS)
    words = score_words(now["csat"], now["nps"])
    return writing.receipt(f"Answer of {account['name']} changed: {words}", row["id"], version)


def link(writing: Writing, change: LinkAnswer) -> Receipt:
    """Say which request an answer is about.

    Raises:
        Invalid: it is a request of another account.
    """
    values = {"request_id": change.request_id}
    row = _row(writing, change.answer_id, change.expected_version, values)
    account = account_row(writing, row["account_id"])
    values["request_id"] = _request(writing, account, change.request_id)
    version = writing.update(satisfaction_answers, row, row["version"], values, Topic.INTERACTIONS)
    about = "about no request" if change.request_id is None else "linked to its request"
    scores = score_words(row["csat"], row["nps"])
    return writing.receipt(f"Answer of {account['name']} is {about}: {scores}", row["id"], version)


def drop(writing: Writing, change: DropAnswer) -> Receipt:
    """Take off an answer that never was."""
    row = _row(writing, change.answer_id, change.expected_version, {})
    account = account_row(writing, row["account_id"])
    writing.delete(satisfaction_answers, row, Topic.INTERACTIONS)
    scores = score_words(row["csat"], row["nps"])
    return writing.receipt(f"Answer of {account['name']} taken off: {scores}", row["id"], None)


def _checked(writing: Writing, csat: int | None, nps: int | None, at: datetime) -> None:
    wrong = dict(why_not(csat, nps))
    if at.tzinfo is None or at > writing.now:
        wrong["at"] = "an answer was given in the past, at a moment with a time zone"
    if wrong:
        raise Invalid(wrong)


def _row(writing: Writing, answer_id: int, version: int, wanted: Mapping[str, Any]) -> RowMapping:
    return seen(writing, satisfaction_answers, answer_id, version, f"answer {answer_id}", wanted)


def _request(writing: Writing, account: RowMapping, request_id: int | None) -> int | None:
    """Return the request that an answer is about.

    Raises:
        Invalid: it is another account's.
        NotFound: there is none that this person may see.
    """
    if request_id is None:
        return None
    row = writing.row(requests, request_id, f"request {request_id}")
    if row["account_id"] != account["id"]:
        raise Invalid({"request": f"{row['ref']} is not a request of {account['name']}"})
    return request_id
