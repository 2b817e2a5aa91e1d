"""What all changes of requests ask and do: the version seen, the rules of the end, the timeline told."""

from collections.abc import Mapping
from typing import Any, Protocol

from sqlalchemy import RowMapping, select

from amtui.data.models import contacts, requests
from amtui.domain.changes import Receipt, Topic
from amtui.domain.errors import Refused
from amtui.domain.request_rules import TERMINAL, contact_warning
from amtui.domain.wording import label
from amtui.services.handlers.common import seen
from amtui.services.handlers.request_clock import settled
from amtui.services.handlers.timeline import tell
from amtui.services.writing import Columns, Writing


class OfRequest(Protocol):
    """A change of one request, with the version that its author saw."""

    @property
    def request_id(self) -> int:
        """The request."""

    @property
    def expected_version(self) -> int:
        """The version seen."""


def seen_request(writing: Writing, change: OfRequest, wanted: Mapping[str, Any]) -> RowMapping:
    """Return a visible request that still has the version its author saw.

    Raises:
        NotFound: if there is none that this person may see.
        Conflict: if somebody changed it meanwhile.
    """
    what = f"request {change.request_id}"
    return seen(writing, requests, change.request_id, change.expected_version, what, wanted)


def request_named(writing: Writing, request_id: int) -> RowMapping:
    """Return a visible request, whatever its version.

    Raises:
        NotFound: if there is none that this person may see.
    """
    return writing.row(requests, request_id, f"request {request_id}")


def request_held(writing: Writing, request_id: int) -> RowMapping:
    """Return a visible request that nobody else changes until this change is over.

    For what is added to a request whatever others do to it: two who add at once are no conflict.

    Raises:
        NotFound: if there is none that this person may see.
    """
    return writing.row(requests, request_id, f"request {request_id}", held=True)


def alive(row: RowMapping) -> RowMapping:
    """Return a request that has not ended.

    Raises:
        Refused: if it has.
    """
    if row["status"] in TERMINAL:
        raise Refused(
            f"{row['ref']} is “{label(row['status'])}” and takes no more changes of this kind",
            next="A comment can still be added.",
        )
    return row


def write(
    writing: Writing, row: RowMapping, values: Mapping[str, Any], words: str, note: str | None = None
) -> Receipt:
    """Write changed columns with what follows from them, tell the timeline, and say so."""
    if all(row[name] == value for name, value in values.items()):
        return writing.receipt(f"{row['ref']} is like that already", row["id"], row["version"])
    version = writing.update(requests, row, row["version"], settled(row, values), Topic.REQUESTS)
    tell(writing, row, values, (note or "").strip() or None)
    return writing.receipt(words, row["id"], version)


def warning_of(writing: Writing, row: Columns) -> str | None:
    """Return a warning where the contact of a request may not decide, or None."""
    wanted = select(contacts.c.is_admin, contacts.c.is_approved).where(contacts.c.id == row["contact_id"])
    contact = writing.connection.execute(wanted).first()
    if contact is None:
        return None
    return contact_warning(is_admin=contact.is_admin, is_approved=contact.is_approved)
