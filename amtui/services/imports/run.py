"""Running an import: whose rows, which file, one transaction, the record of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from threading import Event

from sqlalchemy import Connection, delete, insert, update

from amtui.data.engine import for_writing, is_sqlite
from amtui.data.faults import translated
from amtui.data.formats import FileMapping, Kind, Recognised, load_mapping, open_table, recognise
from amtui.data.formats.zendesk import Role, role_of
from amtui.data.models import imports
from amtui.domain.errors import AmtuiError, Refused, UsageError
from amtui.domain.typed_path import typed_path
from amtui.domain.wording import listed
from amtui.services.backend import Backend
from amtui.services.identity import check_still
from amtui.services.imports.books import Books
from amtui.services.imports.rejects import finish
from amtui.services.imports.report import MOST_REASONS, MOST_REJECTED, ImportReport, Rejected, combined
from amtui.services.imports.session import Progress, Session
from amtui.services.operations import tell
from amtui.services.permissions import WRITABLE

CACHE_KIB = 16_384
NAMING = frozenset({"account", "organization_id"})
"""Fields that say which account a row belongs to."""
_CALENDARS = frozenset({".ics", ".ical", ".ifb", ".icalendar"})
Work = Callable[[Session], None]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the caller wants of every file."""

    kind: Kind
    account: str | int | None
    format: str | None
    mapping: FileMapping | None
    date_format: str | None
    dry_run: bool
    on_progress: Progress | None
    stop: Event | None


def run_import(  # noqa: PLR0913 each is a flag of the command
    backend: Backend,
    kind: Kind | str,
    files: Sequence[Path | str],
    *,
    account: str | int | None = None,
    format: str | None = None,  # noqa: A002 the contract's word
    mapping: FileMapping | Path | None = None,
    date_format: str | None = None,
    dry_run: bool = False,
    on_progress: Progress | None = None,
    stop: Event | None = None,
) -> ImportReport:
    """Take files into the database, each in a transaction of its own.

    Valid rows go in, the others to a file of rejects beside the input. The tables of one Zendesk export
    are one file.

    Args:
        backend: whose identity decides what may be seen.
        kind: what the rows are.
        files: at least one.
        account: name or id of the account for rows that name none that is known.
        format: the format's name; None finds out.
        mapping: what the columns mean, or the file that says it.
        date_format: `dmy`, `mdy`, `ymd` or a strptime pattern.
        dry_run: find out what would happen and change nothing.
        on_progress: told rows done and their estimated total after every batch.
        stop: ends the import before the next batch once it is set.

    Raises:
        Refused: read-only, stopped, or a file that cannot be understood; of that file nothing went in.
        NotFound: no such file or account.
        UsageError: no such kind or format, or a mapping that does not fit.
        Unavailable: the database cannot do it.
    """
    if backend.read_only:
        raise Refused("this session is read-only", next=WRITABLE)
    chosen = load_mapping(mapping) if isinstance(mapping, Path) else mapping
    asked = _Asked(_kind(kind), account, format, chosen, date_format, dry_run, on_progress, stop)
    done: list[ImportReport] = []
    for path, related in _jobs(asked.kind, [typed_path(file) for file in files]):
        try:
            done.append(_one(backend, asked, path, related))
        except AmtuiError as error:
            if done and not dry_run:
                error.next = f"{len(done)} of the files before it went in. {error.next}".strip()
            raise
    return combined(done)


def _kind(kind: Kind | str) -> Kind:
    try:
        return Kind(kind)
    except ValueError:
        raise UsageError(f"There is no kind {kind!r}; known are {', '.join(Kind)}.") from None


def _jobs(kind: Kind, files: Sequence[Path]) -> list[tuple[Path, tuple[Path, ...]]]:
    """Return each file with the tables that belong to it."""
    if not files:
        raise UsageError("There is no file to import.")
    if kind is not Kind.REQUESTS or len(files) == 1:
        return [(path, ()) for path in files]
    roles = {path: role_of(open_table(path).first_row) for path in files}
    related = tuple(path for path in files if roles[path] not in {None, Role.TICKETS})
    alone = [path for path in files if path not in related]
    return [(path, related) for path in alone] or [(files[0], ())]


def _left_out(related: Sequence[Path]) -> list[str]:
    """Return a sentence on the tables of the export that nothing was taken from."""
    names = [path.name for path in related if role_of(open_table(path).first_row) is Role.OTHER]
    return [f"Nothing was taken from {listed(names)}: requests need none of it."] if names else []


def _one(backend: Backend, asked: _Asked, path: Path, related: Sequence[Path]) -> ImportReport:
    recognised = None if _is_calendar(asked, path) else _recognised(asked, path, related)
    found = "ics" if recognised is None else recognised.format
    with translated(), for_writing(backend.engine.connect()) as connection, connection.begin() as transaction:
        check_still(connection, backend.identity)
        _make_room(connection)
        books = Books(connection, backend.identity, asked.account)
        check_account(recognised, asked.kind, books)
        import_id = _begin(connection, backend, asked.kind, found, path, books)
        now, told = backend.clock.now(), asked.on_progress
        session = Session(connection, backend.identity, now, books, found, import_id, told, asked.stop)
        _work(asked.kind, recognised, path)(session)
        unfinished = None
        if asked.dry_run:
            transaction.rollback()
        else:
            _end(session)
            unfinished = _write_rejects(session, recognised, path)
    return _report(asked, session, recognised, (path, *related), unfinished, _left_out(related))


def _is_calendar(asked: _Asked, path: Path) -> bool:
    if asked.kind is not Kind.REVIEWS:
        return False
    return asked.format == "ics" or (asked.format is None and path.suffix.casefold() in _CALENDARS)


def _recognised(asked: _Asked, path: Path, related: Sequence[Path]) -> Recognised:
    said = asked.mapping or FileMapping()
    table = open_table(path, encoding=said.encoding, separator=said.separator, sheet=said.sheet)
    return recognise(
        table,
        asked.kind,
        format=asked.format,
        mapping=asked.mapping,
        date_format=asked.date_format,
        related=related,
    )


def check_account(recognised: Recognised | None, kind: Kind, books: Books) -> None:
    """Let a file pass that says whose its rows are, or for which somebody else did.

    Raises:
        Refused: nobody says it.
    """
    if kind is Kind.ACCOUNTS or books.fallback is not None or recognised is None:
        return
    fields = {use.spec.name for use in recognised.uses} | set(recognised.mapping.defaults)
    if not fields & (NAMING | ({"contact_email"} if kind is Kind.SATISFACTION else set())):
        raise Refused(
            f"{recognised.table.path.name} does not say which account its {kind.value} belong to",
            next="Name the account with --account.",
        )


def _work(kind: Kind, recognised: Recognised | None, path: Path) -> Work:
    """Return what takes in the file; each kind loads its own module."""
    if recognised is None:
        from amtui.services.imports.calendars import import_calendar

        return lambda session: import_calendar(session, path)
    return lambda session: _importer(kind)(session, recognised)


def _importer(kind: Kind) -> Callable[[Session, Recognised], None]:
    from amtui.services.imports import (
        accounts,
        calls,
        contacts,
        deals,
        invoices,
        own_kpis,
        requests,
        reviews,
        satisfaction,
        sync,
    )

    importers: dict[Kind, Callable[[Session, Recognised], None]] = {
        Kind.ACCOUNTS: accounts.import_accounts,
        Kind.CONTACTS: contacts.import_contacts,
        Kind.CALLS: calls.import_calls,
        Kind.REQUESTS: requests.import_requests,
        Kind.SYNC: sync.import_sync,
        Kind.REVIEWS: reviews.import_reviews,
        Kind.KPI: own_kpis.import_own_kpis,
        Kind.INVOICES: invoices.import_invoices,
        Kind.DEALS: deals.import_deals,
        Kind.SATISFACTION: satisfaction.import_satisfaction,
    }
    return importers[kind]


def _make_room(connection: Connection) -> None:
    """Let SQLite keep the pages of the indexes that every row goes into."""
    if is_sqlite(connection):
        connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KIB}")


def _begin(connection: Connection, backend: Backend, kind: Kind, found: str, path: Path, books: Books) -> int:
    with path.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    values = {
        "at": backend.clock.now(), "actor_id": backend.identity.user_id, "kind": kind.value, "format": found,
        "file_name": path.name, "sha256": digest, "account_id": books.fallback.id if books.fallback else None,
        "read": 0, "imported": 0, "updated": 0, "unchanged": 0, "rejected": 0,
    }  # fmt: skip
    (import_id,) = connection.execute(insert(imports).values(**values)).inserted_primary_key or (0,)
    return int(import_id)


def _end(session: Session) -> None:
    """Record the numbers; an import that wrote nothing leaves no trace."""
    tally, own = session.tally, imports.c.id == session.import_id
    if not tally.changed:
        session.connection.execute(delete(imports).where(own))
        return
    counts = {name: getattr(tally, name) for name in ("read", "imported", "updated", "unchanged", "rejected")}
    session.connection.execute(update(imports).where(own).values(**counts))
    tell(session.connection, f"import {session.import_id}")


def _write_rejects(session: Session, recognised: Recognised | None, path: Path) -> Path | None:
    if not session.tally.rejected:
        return None
    table = None if recognised is None else recognised.table
    return session.rejects.write(path, table, has_header=recognised is not None and recognised.has_header)


def _report(
    asked: _Asked,
    session: Session,
    recognised: Recognised | None,
    files: tuple[Path, ...],
    unfinished: Path | None,
    left_out: Sequence[str],
) -> ImportReport:
    tally, first = session.tally, session.rejects.first(MOST_REJECTED)
    return ImportReport(
        kind=asked.kind.value,
        files=files,
        mapping=None if recognised is None else recognised.mapping,
        read=tally.read,
        imported=tally.imported,
        updated=tally.updated,
        unchanged=tally.unchanged,
        rejected=tally.rejected,
        reasons=tuple(f"line {line:,}: {reason}" for line, reason in first[:MOST_REASONS]),
        first_rejected=tuple(Rejected(files[0], line, reason) for line, reason in first),
        rejects_files=() if unfinished is None else (finish(unfinished),),
        warnings=(*session.warnings, *session.notes.sentences(), *session.books.taken_over(), *left_out),
        dry_run=asked.dry_run,
    )
