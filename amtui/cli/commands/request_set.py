"""Setting fields of requests and adding to their timelines."""

from typing import Any

import click

from amtui.cli.completing import words_of
from amtui.cli.group import Command
from amtui.cli.lookups import NOBODY, WHO, contact_id, user
from amtui.cli.request_carry import Aim, bulk_options, carry
from amtui.cli.request_parts import Wanted, check, parts
from amtui.cli.request_refs import REFS, Named
from amtui.cli.session import Session
from amtui.domain.change import Change
from amtui.domain.changes import AddComment
from amtui.domain.request_changes import ClientReplied
from amtui.domain.request_records import RequestRow

FIELDS = (
    ("--status", "STATUS", "Where it stands now."),
    ("--reason", "TEXT", "Why; some moves and every priority need one."),
    ("--priority", "P", "P1 to P4."),
    ("--owner", "LOGIN", "Who works on it."),
    ("--route", "ROUTE", "Who does the work."),
    ("--ticket", "ID", "The ticket of the team that does it; none is without."),
    ("--outside", "NAME", "Who owns it at that team; none is nobody."),
    ("--type", "TYPE", "What is asked for, as ivr_change."),
    ("--impact", "LEVEL", "How much depends on it: low, medium or high."),
    ("--urgency", "LEVEL", "How soon it matters: low, medium or high."),
    ("--contact", "WHO", f"On behalf of whom, a contact of the account: {WHO}; none is nobody."),
    ("--subject", "TEXT", "What is asked, in one line."),
    ("--description", "TEXT", "What is asked, in full."),
)


@click.command("set", cls=Command)
@REFS
@bulk_options
@click.option("--version", type=int, metavar="N", help="Only if it is still this version.")
@click.option("--reply", metavar="TEXT", help="What the client is told with it; undone along with it.")
@click.pass_obj
def set_command(
    session: Session,
    /,
    refs: tuple[Named, ...],
    *,
    version: int | None,
    reply: str | None,
    dry_run: bool,
    skip: bool,
    **given: Any,
) -> int:
    """Change a request, or many: several fields at once are changed together or not at all.

    REF is a reference, several with commas, or - for a list on stdin as `amtui requests` prints it; a list
    with versions (--json, --csv) changes nothing that somebody has changed since it was printed.
    """
    from amtui.data.queries.requests import request_detail

    with session.backend() as backend:
        owner = user(backend, given.pop("owner")) if given["owner"] else given.pop("owner")
        wanted = Wanted(owner=owner, versioned=version is not None, **given)

        def make(row: RequestRow) -> tuple[Change, ...]:
            detail = backend.read(request_detail, ref=row.ref) if wanted.texts else None
            named = wanted.contact if wanted.contact != NOBODY else None
            changes = parts(row, wanted, detail, contact_id(backend, row.account_id, named))
            told = (AddComment(request_id=row.id, text=reply, shared=True),) if reply else ()
            return (*changes, *told)

        aim = Aim(refs, dry_run, skip, version)
        return carry(session, backend, aim, make, lambda row: check(row, wanted))


for _option, _metavar, _words in reversed(FIELDS):
    _offered = words_of(_metavar)
    set_command.params.insert(
        1, click.Option([_option], metavar=_metavar, help=_words, shell_complete=_offered)
    )


@click.command("comment", cls=Command)
@REFS
@click.argument("text")
@click.option("--shared", is_flag=True, help="The client sees it: an answer, which stops the response clock.")
@click.option("--client", is_flag=True, help="The client said it: wakes what waits for them.")
@bulk_options
@click.pass_obj
def comment_command(
    session: Session,
    refs: tuple[Named, ...],
    text: str,
    *,
    shared: bool,
    client: bool,
    dry_run: bool,
    skip: bool,
) -> int:
    """Add to the timeline of a request, or of many as `set` takes them."""
    if shared and client:
        raise click.UsageError("A comment is either --shared with the client or said by the --client.")

    def make(row: RequestRow) -> tuple[Change]:
        if client:
            return (ClientReplied(request_id=row.id, text=text),)
        return (AddComment(request_id=row.id, text=text, shared=shared),)

    with session.backend() as backend:
        return carry(session, backend, Aim(refs, dry_run, skip), make, lambda _row: None)
