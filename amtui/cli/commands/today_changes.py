"""`amtui today --changes`: what became of the day's list since it was looked at before today."""

from collections.abc import Iterator

from amtui.cli.output import Column, Document, put_list
from amtui.cli.session import Session
from amtui.domain.frozen import dataclass
from amtui.domain.today_difference import Difference
from amtui.domain.today_difference_words import NOTHING_REMEMBERED, told
from amtui.domain.wording import label

KEYS = ("change", "kind", "ref", "account", "what", "how", "by", "since")


@dataclass(frozen=True, slots=True)
class Changed:
    """One row of the list and what became of it."""

    change: str
    kind: str
    ref: str
    account: str
    what: str
    how: str
    by: str | None
    words: str
    since: str


COLUMNS: list[Column[Changed]] = [
    Column("CHANGE", lambda row: row.change),
    Column("KIND", lambda row: label(row.kind)),
    Column("REF", lambda row: row.ref),
    Column("ACCOUNT", lambda row: row.account),
    Column("WHAT", lambda row: row.what),
    Column("HOW", lambda row: row.words),
]


def put_changes(session: Session) -> None:
    """Print them, the worse ones first; what is gone says by whom."""
    from amtui.data.queries.today_since import today_difference

    with session.backend() as backend:
        difference = backend.read(today_difference)
    if difference.since is None:
        session.say(NOTHING_REMEMBERED)
    put_list(session, list(_rows(difference)), _object, COLUMNS, KEYS)


def _rows(difference: Difference) -> Iterator[Changed]:
    since = str(difference.since)
    named = (("worse", difference.worse), ("new", difference.new), ("better", difference.better))
    for change, rows in named:
        for row in rows:
            why = ", ".join(row.why)
            yield Changed(change, row.source, row.ref, row.account, row.what, why, None, why, since)
    for gone in difference.gone:
        row_ = gone.row
        yield Changed(
            "gone",
            row_.source,
            row_.ref,
            row_.account,
            row_.what,
            gone.how,
            gone.by or None,
            told(gone),
            since,
        )


def _object(row: Changed) -> Document:
    return {key: getattr(row, key) for key in KEYS}
