"""The record of changes as a file of one's own."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from amtui.domain.errors import Refused
from amtui.domain.office_records import AuditRow, AuditWish
from amtui.domain.typed_path import typed_path
from amtui.services.own_files import check_free, own_file

if TYPE_CHECKING:
    from amtui.services.backend import Backend

HEADS = ("id", "at", "login", "who", "entity", "entity_id", "action", "account", "before", "after")
FORMS = (".csv", ".xlsx", ".md", ".json")
PAGE = 5_000


async def write_audit(backend: "Backend", wish: AuditWish, name: str) -> int:
    """Write all entries that a wish finds, readable by their owner only; return how many.

    Raises:
        UsageError: no file can be called so.
        Refused: the name is of no known kind, the file is there already, or it cannot be written.
    """
    return await asyncio.to_thread(keep_audit, backend, wish, name)


def keep_audit(
    backend: "Backend", wish: AuditWish, name: str, most: int | None = None, *, force: bool = False
) -> int:
    """Write as `write_audit` does, here and now; at most so many entries, and by force in place of a file.

    Raises:
        UsageError, Refused: as there.
    """
    from amtui.data.queries.audit_log import audit_rows

    path = _named(name)
    check_free(path, force=force)
    rows: list[AuditRow] = []
    page = replace(wish, limit=min(PAGE, most or PAGE))
    while (most is None or len(rows) < most) and (found := backend.read(audit_rows, wish=page)):
        rows += found
        page = replace(page, after_id=found[-1].id)
    rows = rows[:most]
    with own_file(path, force=force) as fresh:
        _write(fresh, path.suffix.casefold(), rows)
    return len(rows)


def _named(name: str) -> Path:
    path = typed_path(name)
    if path.suffix.casefold() not in FORMS:
        raise Refused(f"{name} is neither {', '.join(FORMS[:-1])} nor {FORMS[-1]}", next="Name the file so.")
    return path


def _write(path: Path, form: str, rows: Sequence[AuditRow]) -> None:
    from amtui.data.formats.export import write_table

    cells = [
        (
            r.id,
            r.at.isoformat(),
            r.login,
            r.who,
            r.entity,
            r.entity_id,
            r.action,
            r.account,
            r.before,
            r.after,
        )
        for r in rows
    ]
    write_table(path, form.removeprefix("."), HEADS, cells)
