"""Whether a row is still as a change left it, though it may have been changed and changed back since."""

from sqlalchemy import RowMapping, select

from amtui.data.models import audit, operations
from amtui.services.handlers.recount import FOLLOWS
from amtui.services.writing import Writing


def version_undisturbed(writing: Writing, entry: RowMapping) -> int | None:
    """Return the version that a row has if nobody has built on a change of it.

    Later changes that were taken back do not count: each undo and redo cancels out with what it
    undoes, the latest first, and nothing may be left. Nor do due times that followed from other rules.

    Args:
        writing: the transaction.
        entry: the audit row of the change.

    Returns:
        The version that the last of these changes left; None if one of them stands.
    """
    wanted = select(audit.c.group, audit.c.version_after, audit.c.action).where(
        audit.c.entity == entry["entity"],
        audit.c.entity_id == entry["entity_id"],
        audit.c.id > entry["id"],
        audit.c.group.not_in((entry["group"], writing.group)),
    )
    later = writing.connection.execute(wanted.order_by(audit.c.id)).all()
    if not later:
        return int(entry["version_after"])
    groups = list(dict.fromkeys(row.group for row in later if row.action != FOLLOWS))
    return later[-1].version_after if _cancel_out(writing, groups) else None


def _cancel_out(writing: Writing, groups: list[str]) -> bool:
    """Tell whether the groups, in the order they were done, leave nothing together."""
    wanted = select(operations.c.op_id, operations.c.undoes).where(operations.c.op_id.in_(groups))
    undoes = {row.op_id: row.undoes for row in writing.connection.execute(wanted)}
    standing = set(groups)
    for group in reversed(groups):
        if group in standing and undoes.get(group) in standing:
            standing -= {group, undoes[group]}
    return not standing
