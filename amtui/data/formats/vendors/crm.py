"""What the exports of customer databases have in common."""

from collections.abc import Callable
from dataclasses import replace

from amtui.data.formats.fields import FieldSpec, Layout
from amtui.data.formats.frame import Frame

DELETED = "{n} {row is|rows are} marked as deleted and {was|were} left out."


def as_named(
    plain: Layout, name: str, fields: tuple[FieldSpec, ...], finish: Callable[[Frame], None]
) -> Layout:
    """Return the plain layout of a kind for a format that has its own headers."""
    return replace(plain, format=name, fields=fields, finish=finish)


def left_deleted_out(frame: Frame) -> None:
    """Leave out the rows that the other program has deleted."""
    for row, deleted in enumerate(frame.column("deleted")):
        if deleted:
            frame.leave_out(row, DELETED)
