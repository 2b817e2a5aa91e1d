"""What `amtui doctor --check` says: nothing while all is well, else a line for each thing to see to."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from amtui.cli.output import Column, put_list
from amtui.cli.session import Session
from amtui.cli.text_table import clean
from amtui.domain.errors import AmtuiError

if TYPE_CHECKING:
    from amtui.services.maintenance import Finding

FOUND = 1
KEYS = ("check", "problem")
Line = tuple[str, str]
COLUMNS: list[Column[Line]] = [Column("CHECK", lambda one: one[0]), Column("PROBLEM", lambda one: one[1])]


def say_what_is_wrong(session: Session, backups: Path | None, hours: int) -> int:
    """Look at everything, print what is wrong and return the exit code.

    Args:
        session: names the database.
        backups: the copies to look at; None looks at none.
        hours: how old the latest may be.
    """
    found = [(one.what, problem) for one in _findings(session, backups, hours) for problem in one.problems]
    if session.as_json or session.as_csv:
        put_list(session, found, lambda one: dict(zip(KEYS, one, strict=True)), COLUMNS, KEYS)
    else:
        sys.stdout.writelines(f"{clean(what)}: {clean(problem)}\n" for what, problem in found)
    return FOUND if found else 0


def _findings(session: Session, backups: Path | None, hours: int) -> Iterator["Finding"]:
    from amtui.cli.warm.asking import state
    from amtui.services import scheduled_host
    from amtui.services.maintenance import Finding
    from amtui.services.paths import paths
    from amtui.services.wiring import database_url, file_of

    own, file = paths(), file_of(database_url(session.database))
    size = file.stat().st_size if file and file.exists() else 0
    folders = [own.state, *([file.parent] if file else []), *([backups] if backups else [])]
    yield scheduled_host.room(folders, size)
    yield from _database(session)
    yield scheduled_host.private(own, file, backups)
    config = session.config
    yield scheduled_host.secret(config.path, (config.db, config.reports_db))
    if backups is not None:
        yield scheduled_host.last_copy(backups, hours, session.clock.now())
    well, words, process = state()
    yield Finding("warm parent", () if well else (words,))
    yield scheduled_host.strays(listening=process)


def _database(session: Session) -> Iterator["Finding"]:
    from amtui.services import scheduled
    from amtui.services.maintenance import Finding
    from amtui.services.wiring import database_url, opened

    try:
        with opened(database_url(session.database), read_only=True) as engine:
            yield from scheduled.look(engine, session.clock.now())
            engine.dispose()
    except AmtuiError as error:
        yield Finding("database", (f"{error.message}. {error.next}".strip(),))
