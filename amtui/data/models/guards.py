"""Whose rows a table holds: what decides, on a shared server, who may see and change them."""

from enum import StrEnum

from sqlalchemy import Table


class Guard(StrEnum):
    """What decides who may see and change the rows of a table."""

    BOOK = "book"
    """The account manager in `am_id`: whoever may see that book."""
    OWN = "own"
    """The user in `user_id`, and nobody else."""
    MARK = "mark"
    """What the user in `user_id` left on a row of a book: whoever sees the book sees it, they change it."""
    SECRET = "secret"  # noqa: S105 a word, no secret
    """As `OWN`; rows come and go by administrators only."""
    KEYS = "keys"
    """The user in `user_id` may look; only administrators change."""
    SHARED = "shared"
    """Everybody may see and change."""
    OFFICE = "office"
    """Everybody may see, administrators change."""
    ABSENCE = "absence"
    """Everybody may see; the user in `user_id` and whoever may see that user's book change."""
    TEAM = "team"
    """The user in `user_id`, whom they report to, and, to look, the users listed in `invited`."""
    OPEN = "open"
    """What the database says of itself, before anybody has said who they are; administrators change."""
    AUDIT = "audit"
    """Entries of the record: added in one's own name, never changed, seen with the account."""
    DONE = "done"
    """Operations: added in one's own name, seen with the changes that they made."""
    FILED = "filed"
    """Files taken in: added in one's own name, seen with the account."""


def guarded(kind: Guard) -> dict[str, Guard]:
    """Return what a table says of its guard, for its `info`; tables with an `am_id` need not say."""
    return {"guard": kind}


def guard_of(table: Table) -> Guard | None:
    """Return what decides over the rows of a table; None where nothing was declared."""
    said: Guard | None = table.info.get("guard")
    if said is None and "am_id" in table.c:
        return Guard.BOOK
    return said
