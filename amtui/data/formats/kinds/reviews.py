"""Reviews: one row is one appointment with a client."""

from amtui.data.formats import words
from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.common import ACCOUNT, DATE, MICROS, TIME, filled, with_ids
from amtui.data.formats.words import squash
from amtui.domain.vocabulary import ReviewKind, ReviewStatus

OUTPUT = (
    "external_id", "account", "kind", "starts_at", "minutes", "status", "agenda", "attendees", "outcome",
    "uid",
)  # fmt: skip
IDENTITY = ("account", "kind", "starts_at", "agenda")
USUAL_MINUTES = 45
NO_LENGTH = "{n} {appointment says|appointments say} no length; 45 minutes were taken."
_CLUES = (
    ("qbr", ReviewKind.QBR), ("quarterly", ReviewKind.QBR), ("businessreview", ReviewKind.QBR),
    ("kickoff", ReviewKind.KICKOFF), ("onboarding", ReviewKind.KICKOFF), ("training", ReviewKind.TRAINING),
    ("workshop", ReviewKind.TRAINING), ("standup", ReviewKind.STAND_UP), ("checkin", ReviewKind.CHECK_IN),
    ("monthly", ReviewKind.CHECK_IN),
)  # fmt: skip

FIELDS = (
    FieldSpec("external_id", aliases=("id", "uid", "event id", "meeting id")),
    ACCOUNT,
    FieldSpec("kind", Parser.WORD, ("type", "review type", "meeting type"), words=words.REVIEW_KINDS),
    FieldSpec(
        "starts_at", Parser.INSTANT,
        (
            "start", "starts", "start time", "when", "at", "scheduled at", "planned at", "meeting start",
            "beginn",
        ),
        required=True, means="when it begins",
    ),
    DATE,
    TIME,
    FieldSpec("ends_at", Parser.INSTANT, ("end", "ends", "end time", "meeting end", "ende")),
    FieldSpec("minutes", Parser.COUNT, ("duration minutes", "duration", "length", "dauer")),
    FieldSpec("status", Parser.WORD, ("state",), words=words.REVIEW_STATUSES),
    FieldSpec("agenda", aliases=("subject", "title", "summary", "description", "betreff")),
    FieldSpec("attendees", aliases=("participants", "invitees", "teilnehmer")),
    FieldSpec("outcome", aliases=("result", "notes", "minutes of meeting")),
)  # fmt: skip


def finish(frame: Frame) -> None:
    """Work out length, kind and attendees."""
    columns = frame.columns
    columns["minutes"] = _minutes(frame)
    agenda = filled(frame.column("agenda"), "")
    columns["agenda"] = agenda
    columns["kind"] = [k or kind_of(text) for k, text in zip(frame.column("kind"), agenda, strict=True)]
    columns["status"] = filled(frame.column("status"), ReviewStatus.PLANNED.value)
    columns["attendees"] = [
        tuple(part.strip() for part in (text or "").replace(",", ";").split(";") if part.strip())
        for text in frame.column("attendees")
    ]
    columns["external_id"] = with_ids(frame, frame.column("external_id"), IDENTITY)
    columns["uid"] = columns["external_id"]


def _minutes(frame: Frame) -> list[int]:
    lengths: list[int] = []
    times = zip(frame.column("minutes"), frame.column("starts_at"), frame.column("ends_at"), strict=True)
    for row, (minutes, begins, ends) in enumerate(times):
        if ends is not None and begins is not None and ends < begins:
            frame.reject(row, "it ends before it begins")
        span = None if ends is None or begins is None else round((ends - begins) / MICROS / 60)
        length = span if minutes is None else minutes
        if length is None:
            frame.notes.add(NO_LENGTH)
        lengths.append(USUAL_MINUTES if length is None else length)
    return lengths


def kind_of(title: str) -> str:
    """Return the kind of review that the words of a title name; `ad_hoc` when they name none."""
    squashed = squash(title)
    return next((kind.value for clue, kind in _CLUES if clue in squashed), ReviewKind.AD_HOC.value)


LAYOUT = Layout(Kind.REVIEWS, "plain", FIELDS, OUTPUT, finish, primary="starts_at")
