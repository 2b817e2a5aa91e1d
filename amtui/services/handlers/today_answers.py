"""Answering rows of the day's list: an answer holds until its day, or until the row stands worse."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, func, or_, select

from amtui.data.models import today_answers, users
from amtui.domain.change import Receipt, Topic
from amtui.domain.errors import Invalid, NotFound, Refused
from amtui.domain.people import UNASSIGNED
from amtui.domain.today_answer import AnswerKind
from amtui.domain.today_changes import DeclineRow, DelegateRow, SnoozeRow, WakeRow
from amtui.domain.today_row import RowAsked
from amtui.domain.vocabulary import Source
from amtui.services.handlers.common import account_row, said
from amtui.services.handlers.delegates import NOT_SEEN, sees_book
from amtui.services.writing import Writing

A = today_answers.c


def snooze(writing: Writing, change: SnoozeRow) -> Receipt:
    """Put a row aside until a day."""
    values = {"kind": AnswerKind.SNOOZED, "until": change.until, "note": change.note.strip()}
    return _put(writing, change.row, values, f"is put aside until {change.until}, or until it stands worse")


def delegate(writing: Writing, change: DelegateRow) -> Receipt:
    """Give a row to somebody; whoever may see the book finds it in their own list."""
    name = said(change.to, "to")
    found = _user(writing, name)
    given = name if found is None else str(found["name"])
    values = {
        "kind": AnswerKind.DELEGATED,
        "until": change.follow_up,
        "note": change.note.strip(),
        "given_to": given,
        "given_to_id": None if found is None else found["id"],
    }
    seen = found is not None and _sees(writing, found, change.row)
    where = "who has it in their own list" if seen else NOT_SEEN
    return _put(writing, change.row, values, f"is given to {given}, {where}; follow up on {change.follow_up}")


def decline(writing: Writing, change: DeclineRow) -> Receipt:
    """Decline a row, with the reply."""
    values = {"kind": AnswerKind.DECLINED, "until": change.until, "note": said(change.reply, "reply")}
    words = f"is declined; if it still stands on {change.until} it comes back"
    return _put(writing, change.row, values, words)


def wake(writing: Writing, change: WakeRow) -> Receipt:
    """Take a row up again.

    Raises:
        NotFound: nothing was answered to it.
    """
    row = _answer(writing, change.row)
    if row is None:
        raise NotFound(f"nothing was answered to “{change.row.what}”")
    _check_version(writing, change.row, row)
    writing.delete(today_answers, row, Topic.TODAY)
    return writing.receipt(f"“{change.row.what}” is taken up again", row["id"], None)


def _put(writing: Writing, asked: RowAsked, values: Mapping[str, Any], words: str) -> Receipt:
    _check(writing, asked, values["until"])
    account = None if asked.account_id is None else account_row(writing, asked.account_id)
    values = {
        "given_to": "",
        "given_to_id": None,
        "what": asked.what,
        "by_id": writing.identity.user_id,
        "gravity": ",".join(map(str, asked.gravity)),
        **values,
    }
    row = _answer(writing, asked)
    told = f"“{asked.what}” {words}"
    if row is not None:
        _check_version(writing, asked, row)
        version = writing.update(today_answers, row, row["version"], values, Topic.TODAY, touch=True)
        return writing.receipt(told, row["id"], version)
    _check_version(writing, asked, None)
    new = {
        "account_id": None if account is None else account["id"],
        "am_id": writing.identity.user_id if account is None else account["am_id"],
        "source": asked.source.value,
        "ref": asked.ref,
        "created_at": writing.now,
        "updated_at": writing.now,
        "version": 1,
    }
    return writing.receipt(told, writing.insert(today_answers, {**new, **values}, Topic.TODAY), 1)


def _check(writing: Writing, asked: RowAsked, until: date) -> None:
    """Refuse what is no answer to such a row.

    Raises:
        Refused: a request has answers of its own.
        Invalid: the day has come already.
    """
    if asked.source is Source.REQUEST:
        raise Refused(
            f"{asked.ref} is a request, which is answered as such",
            next=f"Use `amtui request snooze {asked.ref}`, `amtui request set` or `amtui request comment`.",
        )
    if until <= writing.reading.today:
        raise Invalid({"until": "must be a day ahead"})


def _answer(writing: Writing, asked: RowAsked) -> RowMapping | None:
    """Return the answer that a row has already."""
    wanted = select(today_answers).where(
        A.source == asked.source.value, A.ref == asked.ref, writing.reading.visible(today_answers)
    )
    return writing.connection.execute(wanted).mappings().first()


def _check_version(writing: Writing, asked: RowAsked, row: RowMapping | None) -> None:
    """Refuse an answer whose author had not seen the one that is there.

    Raises:
        Conflict: somebody answered meanwhile, or took their answer back.
    """
    if (0 if row is None else row["version"]) != asked.version:
        row_id = 0 if row is None else row["id"]
        raise writing.conflict(today_answers, row_id, asked.version)


def _user(writing: Writing, text: str) -> RowMapping | None:
    """Return the active user of a login or a whole name; None where it is nobody of the house."""
    plain = text.strip().casefold()
    called = or_(func.lower(users.c.login) == plain, func.lower(users.c.name) == plain)
    wanted = select(users).where(called, users.c.active, users.c.id != UNASSIGNED).order_by(users.c.id)
    return writing.connection.execute(wanted).mappings().first()


def _sees(writing: Writing, user: RowMapping, asked: RowAsked) -> bool:
    """Tell whether somebody may see the account of a row."""
    if asked.account_id is None:
        return False
    return sees_book(writing, user, account_row(writing, asked.account_id)["am_id"])
