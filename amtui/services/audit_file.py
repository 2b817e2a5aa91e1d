"""The record of changes as a file of one's own."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from amtui.domain.errors import Refused
from amtui.domain.office_records import AuditRow, AuditWish
from amtui.domain.typed_path import typed_path

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


def keep_audit(backend: "Backend", wish: AuditWish, name: str, most: int | None = None) -> int:
    """Write as `write_audit` does, here and now; at most so many entries.

    Raises:
        UsageError, Refused: as there.
    """
    from amtui.data.queries.audit_log import audit_rows

    path = _named(name)
    rows: list[AuditRow] = []
    page = replace(wish, limit=min(PAGE, most or PAGE))
    while (most is None or len(rows) < most) and (found := backend.read(audit_rows, wish=page)):
        rows += found
        page = replace(page, after_id=found[-1].id)
    rows = rows[:most]
    _write(path, rows)
    return len(rows)


def _named(name: str) -> Path:
    path = typed_path(name)
    if path.suffix.casefold() not in FORMS:
        raise Refused(f"{name} is neither {', '.join(FORMS[:-1])} nor {FORMS[-1]}", next="Name the file so.")
    return path


def _write(path: Path, rows: Sequence[AuditRow]) -> None:
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
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            _fill(descriptor, path, cells)
        except OSError:
            path.unlink(missing_ok=True)
            raise
    except FileExistsError:
        raise Refused(f"{path} is there already", next="Name another file.") from None
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}", next="Name another file.") from None


def _fill(descriptor: int, path: Path, cells: Sequence[Sequence[object]]) -> None:
    from amtui.data.formats.export import write_csv, write_json, write_markdown, write_xlsx

    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
        form = path.suffix.casefold()
        if form == ".xlsx":
            write_xlsx(path, HEADS, cells)
        else:
            writers = {".csv": write_csv, ".md": write_markdown, ".json": write_json}
            writers[form](stream, HEADS, cells)
