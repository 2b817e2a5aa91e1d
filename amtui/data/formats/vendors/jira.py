"""Jira's export of issues as CSV: columns of the same name for repeated values, dates in two styles."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from amtui.data.formats import words
from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.requests import OUTPUT
from amtui.data.formats.kinds.requests import finish as finish_requests
from amtui.data.formats.stamps import DateStyle, parse_stamp
from amtui.data.formats.table import Table
from amtui.data.formats.vendors.vendor import Vendor, has_one_of_each
from amtui.data.formats.words import squash
from amtui.data.formats.zendesk.story import Comment
from amtui.data.formats.zones import one_to_utc
from amtui.domain.vocabulary import RequestStatus

BY_ANOTHER = (
    "{n} first {answer is|answers are} the first comment by somebody else than the reporter; Jira's export "
    "does not tell internal comments from those that the client sees."
)
UNPLACED = "{n} {comment begins|comments begin} with no date that can be read for sure; left out."
_COMMENT = "comment_"
_STYLE = DateStyle()
_SIGNATURE = (
    ("issuekey", "vorgangsschlüssel"), ("issueid", "vorgangsid"), ("summary", "zusammenfassung"), ("status",),
    ("created", "erstellt"),
)  # fmt: skip
"""Each as Jira writes it in English and in German."""

STATUSES = words.REQUEST_STATUSES | {
    "todo": RequestStatus.NEW.value, "open": RequestStatus.NEW.value,
    "waitingforsupport": RequestStatus.IN_PROGRESS.value,
    "waitingforapproval": RequestStatus.WAITING_INTERNAL.value,
}  # fmt: skip
TYPES = words.TYPES | {f"system{word}": kind for word, kind in words.TYPES.items()}
"""The service desk's own types are called “[System] Incident”."""

FIELDS = (
    FieldSpec(
        "external_id", aliases=("issue key", "vorgangsschlüssel"), required=True, means="the issue's key"
    ),
    FieldSpec(
        "account",
        aliases=(
            "custom field organizations",
            "custom field organization",
            "custom field customer",
            "organizations",
            "organization",
        ),
        means="whose it is",
    ),
    FieldSpec("contact", aliases=("reporter", "autor")),
    FieldSpec("reporter_id"),
    FieldSpec("type", Parser.WORD, ("custom field request type",), words=TYPES, lenient=True),
    FieldSpec("issue_type", Parser.WORD, ("vorgangstyp",), words=TYPES, lenient=True),
    FieldSpec("subject", aliases=("summary", "zusammenfassung")),
    FieldSpec("description", aliases=("beschreibung",)),
    FieldSpec("priority", Parser.WORD, ("priorität",), words=words.PRIORITIES, lenient=True),
    FieldSpec("status", Parser.WORD, words=STATUSES, required=True, means="its status"),
    FieldSpec(
        "created_at", Parser.INSTANT, ("created", "erstellt"), required=True, means="when it was asked for"
    ),
    FieldSpec("resolved_at", Parser.INSTANT, ("resolved", "erledigt")),
    FieldSpec("due_at", Parser.INSTANT, ("due date", "fälligkeitsdatum")),
    FieldSpec("updated_at", Parser.INSTANT, ("updated", "aktualisiert")),
    FieldSpec("owner", aliases=("assignee", "zugewiesene person", "bearbeiter")),
)


def layout_of(table: Table, _related: Sequence[Path]) -> Layout | None:
    """Return the layout of an export with a field for each of its comment columns; None if it is none."""
    if not has_one_of_each(table.first_row, _SIGNATURE):
        return None
    at = [index for index, text in enumerate(table.first_row) if squash(text) == "comment"]
    places = {f"{_COMMENT}{number}": index for number, index in enumerate(at)}
    fields = (*FIELDS, *map(FieldSpec, places))
    return Layout(Kind.REQUESTS, "jira", fields, OUTPUT, finish, primary="created_at", places=places)


def finish(frame: Frame) -> None:
    """Take the comments apart; the first one by another person than the reporter is the answer."""
    columns = frame.columns
    columns["external_ticket"] = frame.column("external_id")
    kinds = zip(frame.column("type"), frame.column("issue_type"), strict=True)
    columns["type"] = [asked or filed for asked, filed in kinds]
    names = [name for name in columns if name.startswith(_COMMENT)]
    cells = zip(*(columns[name] for name in names), strict=True) if names else [()] * frame.size
    reporters = [
        {text.casefold() for text in pair if text}
        for pair in zip(frame.column("contact"), frame.column("reporter_id"), strict=True)
    ]
    comments = [
        tuple(_comments(row, texts, reporter, frame))
        for row, (texts, reporter) in enumerate(zip(cells, reporters, strict=True))
    ]
    columns["comments"] = comments
    columns["first_response_at"] = [
        next((one.at for one in sorted(some, key=_at) if one.by_staff), None) for some in comments
    ]
    frame.notes.add(BY_ANOTHER, sum(at is not None for at in columns["first_response_at"]))
    finish_requests(frame)


def _at(comment: Comment) -> int:
    return comment.at


def _comments(row: int, texts: Sequence[str | None], reporter: set[str], frame: Frame) -> Iterator[Comment]:
    """A comment is `date;author;text`; one whose date can be read in two ways cannot be placed."""
    zone = frame.zone_of(frame.column("account")[row])
    for text in filter(None, texts):
        date, author, body = (*text.split(";", maxsplit=2), "", "")[:3]
        try:
            micros, is_utc = parse_stamp(date, _STYLE)
        except ValueError:
            frame.notes.add(UNPLACED)
            continue
        yield Comment(
            micros if is_utc else one_to_utc(micros, zone),
            author.strip(),
            body,
            public=False,
            by_staff=author.strip().casefold() not in reporter,
        )


TICKETS = Vendor("jira", Kind.REQUESTS, layout_of)
