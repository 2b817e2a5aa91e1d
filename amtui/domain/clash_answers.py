"""Two people changed one row: what each wanted, field by field, and the change that comes of the answers."""

from collections.abc import Mapping
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any

from amtui.domain.change import Change, new_op_id
from amtui.domain.changes import Bulk
from amtui.domain.errors import Conflict, FieldClash

TEXTS = frozenset({"description", "notes"})
"""Fields whose two texts can stand under one another."""
_NAMES = {"status": "to", "priority": "to", "route": "to"}
"""Where a change calls a field otherwise than the row does."""


class Side(StrEnum):
    """Whose value a field shall have."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


def may_keep_both(clash: FieldClash) -> bool:
    """Tell whether a field can hold what both wrote."""
    return clash.field in TEXTS


def answered(change: Change, conflict: Conflict, answers: Mapping[str, Side]) -> Change | None:
    """Return the change as it shall be tried again, or None where nothing of it is left.

    Args:
        change: what was refused; of several, those of one row follow the one that was.
        conflict: why, with the version that the row has by now.
        answers: whose value each clashing field shall have; fields without an answer are theirs.
    """
    if conflict.version is None:
        return None
    if isinstance(change, Bulk):
        return _one_of_many(change, conflict, answers)
    values: dict[str, Any] = {"expected_version": conflict.version, "op_id": new_op_id()}
    mine = bool(conflict.kept) or not (conflict.clashes or conflict.left)
    for clash in (*conflict.left, *conflict.clashes):
        side = answers.get(clash.field, Side.THEIRS)
        mine = mine or side is not Side.THEIRS
        values[_NAMES.get(clash.field, clash.field)] = _value(clash, side)
    if "due_on" in values:
        values["open_ended"] = values["due_on"] is None
    known = {field.name for field in fields(change)}
    return (
        replace(change, **{name: value for name, value in values.items() if name in known}) if mine else None
    )


def _one_of_many(change: Bulk, conflict: Conflict, answers: Mapping[str, Side]) -> Change | None:
    """Return several changes with the refused one as it was answered, or without all of its row."""
    refused = change.changes[conflict.part]
    again = answered(refused, conflict, answers)
    if again is not None:
        parts = (*change.changes[: conflict.part], again, *change.changes[conflict.part + 1 :])
    else:
        row = getattr(refused, "request_id", None)
        parts = tuple(
            one
            for one in change.changes
            if one is not refused and (row is None or getattr(one, "request_id", None) != row)
        )
    return replace(change, changes=parts, op_id=new_op_id()) if parts else None


def _value(clash: FieldClash, side: Side) -> object:
    if side is Side.MINE:
        return clash.mine
    both = [str(text) for text in (clash.theirs, clash.mine) if text]
    return clash.theirs if side is Side.THEIRS else "\n\n".join(both)
