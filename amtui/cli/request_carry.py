"""Carrying out a command on one request or on many: a dry run, all or nothing, or all that may."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

from amtui.cli.output import put_document, put_receipt
from amtui.cli.request_refs import Named
from amtui.cli.session import Session
from amtui.domain.change import Change, Receipt
from amtui.domain.changes import Bulk
from amtui.domain.errors import Refused
from amtui.domain.request_records import RequestRow
from amtui.domain.wording import counted

if TYPE_CHECKING:
    from amtui.services.backend import Backend

F = TypeVar("F", bound=Callable[..., Any])
Making = Callable[[RequestRow], Sequence[Change]]
Checking = Callable[[RequestRow], object]
IN_PART = 7


@dataclass(frozen=True, slots=True)
class Aim:
    """What a command is to be done to.

    Attributes:
        refs: the requests.
        dry_run: only tell what would happen.
        skip: leave out those that a rule refuses, instead of changing none.
        version: the one that all of them have to have still; None is as stdin tells it, or as it is now.
    """

    refs: tuple[Named, ...]
    dry_run: bool = False
    skip: bool = False
    version: int | None = None


@dataclass(slots=True)
class _Held:
    """Requests held against the rules: the changes of those that pass, and why the others do not."""

    changes: list[Change] = field(default_factory=list)
    will: list[RequestRow] = field(default_factory=list)
    refused: list[tuple[RequestRow, Refused]] = field(default_factory=list)


def bulk_options(function: F) -> F:
    """Give a command the options of changes to many."""
    function = click.option("--dry-run", is_flag=True, help="Only tell what would change.")(function)
    return click.option(
        "--skip", is_flag=True, help="Leave out those that a rule refuses; ends with 7 then."
    )(function)


def carry(session: Session, backend: "Backend", aim: Aim, make: Making, check: Checking) -> int:
    """Do something to requests as one group that is undone as one; return the exit code.

    Args:
        session: says how to print.
        backend: of the session.
        aim: to which requests, and how.
        make: returns the changes of a request, each expecting the version that the one before leaves.
        check: raises Refused where a rule forbids it; the services decide again when it is done.

    Raises:
        AmtuiError: of the first change that fails; then none was made.
    """
    from amtui.data.queries.requests_by_ref import requests_by_ref

    rows = backend.read(requests_by_ref, refs=[one.ref for one in aim.refs])
    held = _hold(_as_seen(rows, aim), make, check if aim.dry_run or aim.skip else None)
    if aim.dry_run:
        _tell(session, held, f"{counted(len(held.will), 'request')} would change", asked=True)
        return IN_PART if held.refused else 0
    if not held.changes:
        if held.refused:
            _tell(session, held, "none was changed")
            return IN_PART
        session.say(f"{_called(rows)} so already; nothing was changed")
        return 0
    changes = tuple(held.changes)
    receipt = backend.apply(changes[0] if len(changes) == 1 else Bulk(changes=changes))
    if len(changes) > 1 and len(held.will) == 1:
        (now,) = backend.read(requests_by_ref, refs=[held.will[0].ref])
        receipt = replace(receipt, entity_id=now.id, version=now.version)
    return _done(session, held, receipt)


def _as_seen(rows: Sequence[RequestRow], aim: Aim) -> list[RequestRow]:
    """Return the requests with the versions that the changes are to expect."""
    told = {one.ref.strip().upper(): one.version for one in aim.refs}
    seen = (aim.version if aim.version is not None else told[row.ref] for row in rows)
    return [
        row if version is None else replace(row, version=version)
        for row, version in zip(rows, seen, strict=True)
    ]


def _hold(rows: Sequence[RequestRow], make: Making, check: Checking | None) -> _Held:
    held = _Held()
    for row in rows:
        try:
            if check is not None:
                check(row)
        except Refused as error:
            held.refused.append((row, error))
            continue
        changes = make(row)
        held.changes.extend(changes)
        if changes:
            held.will.append(row)
    return held


def _done(session: Session, held: _Held, receipt: Receipt) -> int:
    if not held.refused and len(held.will) == 1:
        put_receipt(session, receipt, ref=held.will[0].ref)
    else:
        _tell(session, held, receipt.words)
    return IN_PART if held.refused else 0


def _tell(session: Session, held: _Held, words: str, *, asked: bool = False) -> None:
    """Print what is or would be done to many, and why some are left out; as data where that was asked for."""
    document = {
        "done": words,
        "refs": [row.ref for row in held.will],
        "refused": [{"ref": row.ref, "why": error.message} for row, error in held.refused],
    }
    lines = [words, *(f"{row.ref} refused: {error.message}" for row, error in held.refused)]
    if asked or session.as_json or session.as_csv:
        put_document(session, document, lines)
        return
    for line in lines:
        session.say(line)


def _called(rows: Sequence[RequestRow]) -> str:
    return f"{rows[0].ref} is" if len(rows) == 1 else f"{counted(len(rows), 'request')} are"
