"""Answers to surveys: one row is what one client answered once."""

from collections.abc import Sequence

from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.headers import ColumnUse
from amtui.data.formats.kinds.common import ACCOUNT, DATE, TIME, with_ids
from amtui.data.formats.not_understood import NotUnderstood
from amtui.data.formats.words import squash
from amtui.domain.satisfaction import CSAT, NPS

OUTPUT = ("external_id", "account", "contact", "contact_email", "at", "csat", "nps", "comment", "request")
IDENTITY = ("account", "contact", "contact_email", "at", "csat", "nps", "comment", "request")
EITHER = frozenset({"score", "rating", "answer", "bewertung", "note"})
"""Headers of scores that do not say on which scale they are, squashed."""
FIELDS = (
    FieldSpec("external_id", aliases=("id", "response id", "answer id", "submission id")),
    ACCOUNT,
    FieldSpec(
        "contact",
        aliases=(
            "respondent", "respondent name", "contact name", "name", "full name", "requester", "answered by",
        ),
        means="who answered",
    ),
    FieldSpec("contact_email", aliases=("email", "e mail", "email address", "respondent email")),
    FieldSpec(
        "at", Parser.INSTANT,
        (
            "answered at", "responded at", "response date", "submitted at", "submitted", "completed at",
            "created at", "created", "timestamp", "date time", "answered on",
        ),
        required=True, means="when it was answered",
    ),
    DATE,
    TIME,
    FieldSpec(
        "csat", Parser.COUNT,
        (
            "csat score", "csat rating", "customer satisfaction", "satisfaction", "satisfaction score",
            "satisfaction rating", "zufriedenheit", "stars", "rating", "score", "bewertung",
        ),
        span=CSAT, means="how satisfied, 1 to 5",
    ),
    FieldSpec(
        "nps", Parser.COUNT,
        (
            "nps score", "nps rating", "net promoter score", "likelihood to recommend", "how likely",
            "recommend", "weiterempfehlung",
        ),
        span=NPS, means="how likely to recommend, 0 to 10",
    ),
    FieldSpec(
        "comment", aliases=("comments", "feedback", "verbatim", "reason", "text", "kommentar"),
        means="what was said",
    ),
    FieldSpec(
        "request",
        aliases=("ticket", "ticket id", "request id", "case", "case number", "issue key", "complaint"),
        means="the request that it is about",
    ),
)  # fmt: skip


def unclear_scales(
    name: str, sample: Sequence[Sequence[str]], uses: Sequence[ColumnUse], said: set[str]
) -> tuple[str, ...]:
    """Return what to tell of scores whose header does not say on which scale they are.

    Args:
        name: of the file.
        sample: its first rows.
        uses: which column holds what.
        said: the headers that a person has spoken of.

    Raises:
        NotUnderstood: some go beyond 5, so that they may be CSAT or NPS.
    """
    spoken_of = set(map(squash, said))
    unclear = [
        use
        for use in uses
        if use.spec.name == "csat" and squash(use.header) in EITHER and squash(use.header) not in spoken_of
    ]
    for use in unclear:
        cells = {row[use.index].strip() for row in sample if use.index < len(row)}
        if cells & {"0", *map(str, range(CSAT[1] + 1, NPS[1] + 1))}:
            raise NotUnderstood(
                f"{name} has scores beyond {CSAT[0]} to {CSAT[1]} under {use.header!r}: CSAT or NPS?",
                next=f"Say whether {use.header!r} is csat or nps in a mapping (--mapping).",
            )
    return tuple(f"{use.header!r} was taken for CSAT, {CSAT[0]} to {CSAT[1]}." for use in unclear)


def finish(frame: Frame) -> None:
    """Reject rows without any score; make the id."""
    for row, (csat, nps) in enumerate(zip(frame.column("csat"), frame.column("nps"), strict=True)):
        if csat is None and nps is None:
            frame.reject(row, "it has no score")
    frame.columns["external_id"] = with_ids(frame, frame.column("external_id"), IDENTITY)


LAYOUT = Layout(Kind.SATISFACTION, "plain", FIELDS, OUTPUT, finish, primary="at", one_of=(("csat", "nps"),))
