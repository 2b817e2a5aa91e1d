"""`amtui export`: a list with the rows that the same filter shows, to a file or to stdout."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from amtui.cli import output
from amtui.cli.group import Command
from amtui.cli.listing import Asked, asked
from amtui.cli.out import Out, into_file
from amtui.cli.report_source import backend_for_reports
from amtui.cli.session import Session
from amtui.cli.shapes import (
    ACCOUNT_KEYS,
    REQUEST_KEYS,
    REVIEW_KEYS,
    TODAY_KEYS,
    account_object,
    request_object,
    review_object,
    today_object,
)
from amtui.domain.errors import UsageError
from amtui.domain.filters import ACCOUNTS, REQUESTS, REVIEWS, TODAY, Grammar
from amtui.domain.wording import counted

if TYPE_CHECKING:
    from amtui.services.backend import Backend

List = tuple[
    Grammar, Callable[["Backend", Asked], Sequence[Any]], Callable[[Any, ZoneInfo], Any], Sequence[str]
]
FORMS = ("csv", "json", "xlsx")


@click.command("export", cls=Command)
@click.argument("what", metavar="LIST", type=click.Choice(("portfolio", "requests", "reviews", "today")))
@click.option("--filter", "text", metavar="TEXT", help="Filter as under / on the screens.")
@click.option("--sort", metavar="COLUMN", help="Column to sort by; -COLUMN for downwards.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many rows.")
@click.option("--format", "form", type=click.Choice(FORMS), help="Else by the file's name, or CSV.")
@into_file()
@click.pass_obj
def export_command(
    session: Session, /, what: str, text: str | None, form: str | None, out: Out | None, **how: Any
) -> None:
    """Write a list with the rows that the same filter shows on the screen."""
    chosen = _form(session, form, out)
    grammar, read, shape, keys = _lists()[what]
    with backend_for_reports(session) as backend:
        rows = read(backend, asked(grammar, text, how["sort"], how["limit"]))
        zone = ZoneInfo(backend.identity.zone)
    documents = [shape(row, zone) for row in rows]
    if out is None:
        output.put_json(documents) if chosen == "json" else output.put_csv(documents, keys)
        return
    with out.writing() as fresh:
        _write(fresh, chosen, documents, keys)
    session.say(f"Wrote {counted(len(documents), 'row')} to {out}.")


def _form(session: Session, form: str | None, out: Out | None) -> str:
    named = form or (out.form if out else "") or ("json" if session.as_json else "csv")
    if named not in FORMS:
        raise UsageError(f"a list cannot be written as {named}", next=f"Name one of {', '.join(FORMS)}.")
    if named == "xlsx" and out is None:
        raise UsageError("a workbook goes to a file only", next="Name it with --out.")
    return named


def _write(path: Path, form: str, documents: Sequence[output.Document], keys: Sequence[str]) -> None:
    from amtui.data.formats.export import write_table

    if form == "json":
        write_table(path, form, keys, ([document[key] for key in keys] for document in documents))
    else:
        write_table(path, form, *output.flat_table(documents, keys))


def _lists() -> dict[str, List]:
    from amtui.cli.commands.portfolio import read_accounts
    from amtui.cli.commands.requests import read_requests
    from amtui.cli.commands.reviews import read_reviews
    from amtui.cli.commands.today import read_today

    return {
        "portfolio": (ACCOUNTS, read_accounts, account_object, ACCOUNT_KEYS),
        "requests": (REQUESTS, read_requests, request_object, REQUEST_KEYS),
        "reviews": (REVIEWS, read_reviews, review_object, REVIEW_KEYS),
        "today": (TODAY, read_today, today_object, TODAY_KEYS),
    }
