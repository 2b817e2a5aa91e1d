"""Who is away, and who looks after their book meanwhile."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import RowMapping, select

from amtui.data.models import leaves, users
from amtui.domain.change import Receipt, Topic
from amtui.domain.clock import local_day
from amtui.domain.errors import Invalid, Refused
from amtui.domain.leave_changes import AddLeave, EditLeave, EndLeave
from amtui.domain.leave_rules import alone, alone_words, in_the_way, refuse_others, wrong_days
from amtui.domain.local_time import zone_named
from amtui.domain.people import Leave
from amtui.services.handlers.common import active_user, seen
from amtui.services.writing import Writing

L = leaves.c


def add(writing: Writing, change: AddLeave) -> Receipt:
    """Give a user's book to their cover for the days of a leave."""
    user, cover = active_user(writing, change.user_id), active_user(writing, change.cover_id)
    refuse_others(writing.identity, change.user_id)
    new = Leave(change.user_id, change.cover_id, change.first, change.last)
    _check(writing, user, cover, new)
    values = {
        "user_id": change.user_id,
        "cover_id": change.cover_id,
        "first": change.first,
        "last": change.last,
        "note": change.note.strip(),
        "version": 1,
    }
    leave_id = writing.insert(leaves, values, Topic.PEOPLE)
    words = ". ".join((_covers(user, cover, new), *_left_alone(writing, user, new)))
    return writing.receipt(words, leave_id, 1)


def edit(writing: Writing, change: EditLeave) -> Receipt:
    """Give a leave that is not over other days, another cover or another note."""
    given = {"cover_id": change.cover_id, "first": change.first, "last": change.last}
    values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    values |= {} if change.note is None else {"note": change.note.strip()}
    what = f"leave {change.leave_id}"
    row = seen(writing, leaves, change.leave_id, change.expected_version, what, values)
    refuse_others(writing.identity, row["user_id"])
    user = writing.row(users, row["user_id"], f"user {row['user_id']}")
    _refuse_over(writing, user, row)
    wanted = dict(row) | values
    words = f"The note of the leave of {user['name']} is changed"
    if any(row[name] != wanted[name] for name in given):
        cover = active_user(writing, wanted["cover_id"])
        new = Leave(row["user_id"], wanted["cover_id"], wanted["first"], wanted["last"])
        _check(writing, user, cover, new, besides=row["id"])
        words = _covers(user, cover, new)
        if new.cover_id != row["cover_id"]:
            before = writing.row(users, row["cover_id"], f"user {row['cover_id']}")
            words += f", in place of {before['name']}"
        words = ". ".join((words, *_left_alone(writing, user, new)))
    version = writing.update(leaves, row, row["version"], values, Topic.PEOPLE)
    return writing.receipt(words, row["id"], version)


def end(writing: Writing, change: EndLeave) -> Receipt:
    """Take a leave that lies ahead off the list; let one that runs end with yesterday."""
    what = f"leave {change.leave_id}"
    row = seen(writing, leaves, change.leave_id, change.expected_version, what, {})
    refuse_others(writing.identity, row["user_id"])
    user = writing.row(users, row["user_id"], f"user {row['user_id']}")
    _refuse_over(writing, user, row)
    today = _today(writing, user)
    if row["first"] >= today:
        writing.delete(leaves, row, Topic.PEOPLE)
        return writing.receipt(f"The leave of {user['name']} is called off", row["id"], None)
    yesterday = today - timedelta(days=1)
    version = writing.update(leaves, row, row["version"], {"last": yesterday}, Topic.PEOPLE)
    return writing.receipt(f"{user['name']} is back: the leave ended on {yesterday}", row["id"], version)


def _check(
    writing: Writing, user: RowMapping, cover: RowMapping, new: Leave, *, besides: int | None = None
) -> None:
    """Refuse a leave that makes no sense, or that one besides the edited is in the way of."""
    wrong = wrong_days(new.first, new.last, _today(writing, user))
    if new.user_id == new.cover_id:
        wrong["cover"] = "nobody covers themselves"
    if wrong:
        raise Invalid(wrong)
    rows = [row for row in _rows(writing) if row.id != besides]
    known = [Leave(row.user_id, row.cover_id, row.first, row.last) for row in rows]
    taken = in_the_way(known, new.user_id, new.cover_id, new.first, new.last)
    if taken is not None:
        who = user["name"] if taken.user_id == new.user_id else cover["name"]
        raise Refused(
            f"{who} is away from {taken.first} to {taken.last} already", next="Choose other days or a cover."
        )


def _covers(user: RowMapping, cover: RowMapping, new: Leave) -> str:
    return f"{cover['name']} covers the book of {user['name']} from {new.first} to {new.last}"


def _refuse_over(writing: Writing, user: RowMapping, row: RowMapping) -> None:
    if row["last"] < _today(writing, user):
        raise Refused(f"that leave of {user['name']} is over since {row['last']}")


def left_alone_by(writing: Writing, cover: RowMapping) -> Iterator[str]:
    """Yield whose books somebody who works no more was to cover from today on."""
    for leave, name in _covered_by(writing, cover):
        days = max(leave.first, _today(writing, cover)), leave.last
        yield alone_words(days, name, f"{cover['name']} works no more")


def _left_alone(writing: Writing, user: RowMapping, new: Leave) -> Iterator[str]:
    """Yield whose books the user was to cover on days of their new leave."""
    for leave, name in _covered_by(writing, user):
        if (days := alone(leave, (new,))) is not None:
            yield alone_words(days, name, f"{user['name']} is away")


def _covered_by(writing: Writing, cover: RowMapping) -> list[tuple[Leave, str]]:
    """Return the leaves that somebody covers from today on, with who is away."""
    statement = (
        select(leaves, users.c.name)
        .join(users, users.c.id == L.user_id)
        .where(L.cover_id == cover["id"], L.last >= _today(writing, cover))
        .order_by(L.first, L.id)
    )
    rows = writing.connection.execute(statement).all()
    return [(Leave(row.user_id, row.cover_id, row.first, row.last), row.name) for row in rows]


def _rows(writing: Writing) -> list[RowMapping]:
    return list(writing.connection.execute(select(leaves)).all())  # type: ignore[arg-type]


def _today(writing: Writing, user: RowMapping) -> date:
    return local_day(writing.now, zone_named(user["zone"]))
