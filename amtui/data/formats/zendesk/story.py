"""What became of one ticket: its status over time, its pauses, its first answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from amtui.data.formats.moves import Move
from amtui.data.formats.notes import Notes
from amtui.data.formats.words import FLAGS, REQUEST_STATUSES, squash
from amtui.data.formats.zendesk.tables import Row, instant

EARLY_STATUS = (
    "{n} {ticket has|tickets have} a status from before the creation; it was moved to the creation."
)
EARLY_COMMENT = (
    "{n} {comment is older than its ticket|comments are older than their tickets}; moved to the creation."
)
UNKNOWN_AUTHOR = (
    "{n} {comment is|comments are} by people that the users table does not list, and no answer by an agent."
)
_STAFF = frozenset({"agent", "admin"})


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: when, by whom, in which words, and whether the client sees it."""

    at: int
    author: str
    body: str
    public: bool
    by_staff: bool


def status_changes(rows: Sequence[Row], created: int, notes: Notes) -> tuple[Move, ...]:
    """Return the changes of status in order, without repetitions; none is before the creation."""
    read = [
        (instant(row["updated"]), row.get("value", "")) for row in rows if row.get("field_name") == "status"
    ]
    known = sorted((at, REQUEST_STATUSES.get(squash(word), "")) for at, word in read if at is not None)
    notes.add(EARLY_STATUS, int(bool(known) and known[0][0] < created))
    changes: list[Move] = []
    for at, status in known:
        if status and (not changes or changes[-1][1] != status):
            changes.append((max(at, created), status))
    return tuple(changes)


def read_comments(
    rows: Sequence[Row], users: Mapping[str, Row], created: int, notes: Notes
) -> tuple[Comment, ...]:
    """Return the comments in order; none is before the creation."""
    found: list[Comment] = []
    for row in rows:
        at = instant(row["created"])
        if at is None:
            continue
        author = users.get(row["user_id"].strip())
        notes.add(EARLY_COMMENT, int(at < created))
        notes.add(UNKNOWN_AUTHOR, int(author is None))
        name = author.get("name", "") if author is not None else ""
        staff = author is not None and author.get("role", "").strip().casefold() in _STAFF
        public = FLAGS.get(squash(row["public"])) == "true"
        found.append(Comment(max(at, created), name, row.get("body", ""), public, staff))
    return tuple(sorted(found, key=lambda comment: comment.at))


def first_answer(comments: Sequence[Comment]) -> int | None:
    """Return when an agent first wrote something that the client sees."""
    return next((comment.at for comment in comments if comment.public and comment.by_staff), None)
