"""Result files of bulk jobs: they name no time and no integration, so the file and the format must."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from amtui.data.formats.fields import FieldSpec, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.common import ACCOUNT, MICROS, with_ids
from amtui.data.formats.kinds.sync import finish as finish_sync
from amtui.data.formats.repeats import content_ids
from amtui.data.formats.table import Table
from amtui.data.formats.words import squash

FILE_TIME = (
    "The file does not say when the job ran; the time of the file was taken. A mapping can say it, "
    'as at = "2026-03-04T18:00+01:00" under [defaults].'
)
COMMON = (
    ACCOUNT,
    FieldSpec("integration", aliases=("integration name",)),
    FieldSpec("at", Parser.INSTANT, ("attempted at", "job completed", "completed at")),
)
OWN = "own_"
"""Prefix of the fields that hold the columns of the record itself."""

_KEYS = ("id", "externalid", "externalkey")
_OWN_ENDINGS = ("id", "key", "number")


def with_own_columns(layout: Layout, table: Table, not_own: Sequence[str]) -> Layout:
    """Return the layout with a field for each column of the record itself, and with the file's time.

    Args:
        layout: the format's.
        table: the file.
        not_own: squashed headers of the columns that the job has added.
    """
    indexes = [index for index, text in enumerate(table.first_row) if squash(text) not in not_own]
    places = {f"{OWN}{index}": index for index in indexes}
    key = _key_of(table.first_row, indexes)
    finish = layout.finish
    return replace(
        layout,
        fields=(*layout.fields, *map(FieldSpec, places)),
        places=places,
        finish=lambda frame: _finish(frame, finish, table.path, key),
    )


def _key_of(header: Sequence[str], indexes: Sequence[int]) -> str | None:
    """Return the field that tells the record in any job: an id of the client's, as `Order_Id__c`, or `Id`."""
    custom = [index for index in indexes if header[index].endswith("__c") and "." not in header[index]]
    own = [at for at in custom if squash(header[at]).removesuffix("c").endswith(_OWN_ENDINGS)]
    found = [*own, *(index for index in indexes if squash(header[index]) in _KEYS)]
    return f"{OWN}{found[0]}" if found else None


def _finish(frame: Frame, finish: Callable[[Frame], None], path: Path, key: str | None) -> None:
    columns = frame.columns
    written = round(path.stat().st_mtime) * MICROS
    moments = frame.column("at")
    if None in moments:
        frame.notes.add(FILE_TIME)
        columns["at"] = [written if at is None else at for at in moments]
    finish(frame)
    own = [name for name in columns if name.startswith(OWN)]
    alike = content_ids([frame.column(name) for name in own], frame.repeats) if own else ()
    candidates = (frame.column(key or ""), frame.column("record_id"), alike or frame.column(""))
    columns["record_id"] = [mine or theirs or same for mine, theirs, same in zip(*candidates, strict=True)]
    identity = ("record_id", "outcome", "error", *own)
    columns["external_id"] = with_ids(frame, [None] * frame.size, identity)
    finish_sync(frame)
