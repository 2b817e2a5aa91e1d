"""The record of changes as a file of one's own."""

import asyncio
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from amtui.domain.errors import Refused
from amtui.domain.office_records import AuditRow, AuditWish
from amtui.domain.typed_path import typed_path

if TYPE_CHECKING:
    from amtui.services.backend import Backend

HEADS = ("id", "at", "login", "who", "entity", "entity_id", "action", "account", "before", "after")
PAGE = 5_000


async def write_audit(backend: "Backend", wish: AuditWish, name: str) -> int:
    """Write all entries that a wish finds, readable by their owner only; return how many.

    Raises:
        UsageError: no file can be called so.
        Refused: the name is of no known kind, the file is there already, or it cannot be written.
    """
    from amtui.data.queries.audit_log import audit_rows

    path = await asyncio.to_thread(typed_path, name)
    if path.suffix not in {".csv", ".json"}:
        raise Refused(f"{name} is neither .csv nor .json", next="Name the file so.")
    rows: list[AuditRow] = []
    page = replace(wish, limit=PAGE)
    while found := await backend.ask(audit_rows, wish=page):
        rows += found
        page = replace(page, before_id=found[-1].id)
    await asyncio.to_thread(_write, path, rows)
    return len(rows)


def _write(path: Path, rows: list[AuditRow]) -> None:
    from amtui.data.formats.export import write_csv, write_json

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
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            (write_csv if path.suffix == ".csv" else write_json)(stream, HEADS, cells)
    except FileExistsError:
        raise Refused(f"{path} is there already", next="Name another file.") from None
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}", next="Name another file.") from None
