"""`amtui report`: what is handed to a client or to one's manager, in a file or on stdout."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from amtui.cli.group import Group
from amtui.cli.lookups import account_id, day, user_id
from amtui.cli.out import Out, into_file
from amtui.cli.output import Document, put_document
from amtui.cli.report_source import backend_for_reports
from amtui.cli.session import Session
from amtui.domain.errors import UsageError

if TYPE_CHECKING:
    from amtui.domain.report import Report

FORMS = ("md", "html", "xlsx")


def _formats(command: Callable[..., None]) -> Callable[..., None]:
    """Add how a report is written and where to."""
    options = (
        click.option(
            "--format", "form", type=click.Choice(FORMS), help="Else by the file's name, or Markdown."
        ),
        into_file(),
    )
    for option in reversed(options):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class _Made:
    """A report with the same as an object, and what to call it."""

    name: str
    report: "Callable[[], Report]"
    document: Callable[[], Document]


@click.group("report", cls=Group)
def report_command() -> None:
    """Make reports for clients, and of a book."""


@report_command.command("qbr")
@click.argument("account")
@click.option("--from", "first", metavar="DAY", help="First local day; the last 90 complete days without.")
@click.option("--to", "last", metavar="DAY", help="Last local day, included.")
@_formats
@click.pass_obj
def qbr(
    session: Session, account: str, first: str | None, last: str | None, form: str | None, out: Out | None
) -> None:
    """Make the pack of a quarterly business review: KPIs, actions and their proof, requests, plan."""
    from amtui.cli.report_shapes import qbr_object
    from amtui.data.queries.qbr import qbr_pack
    from amtui.domain.qbr_words import report

    chosen, since, until = _form(form, out), day(first), day(last)
    with backend_for_reports(session) as backend:
        pack = backend.read(qbr_pack, account_id=account_id(backend, account), first=since, last=until)
    name = f"the QBR pack of {pack.account.name}"
    _put(session, chosen, out, _Made(name, lambda: report(pack), lambda: qbr_object(pack)))


@report_command.command("account")
@click.argument("account")
@_formats
@click.pass_obj
def account_brief(session: Session, account: str, form: str | None, out: Out | None) -> None:
    """Make the brief of an account as it stands: KPIs, open requests, reviews, health, actions, people."""
    from amtui.cli.report_shapes import brief_object
    from amtui.data.queries.account_brief import account_brief as made
    from amtui.domain.account_brief_words import brief_report

    chosen = _form(form, out)
    with backend_for_reports(session) as backend:
        brief = backend.read(made, account_id=account_id(backend, account))
    name = f"the brief of {brief.pack.account.name}"
    _put(session, chosen, out, _Made(name, lambda: brief_report(brief), lambda: brief_object(brief)))


@report_command.command("quarter")
@click.option("--period", metavar="QUARTER", help="Such as 2026Q3; the last complete quarter without.")
@click.option("--am", metavar="LOGIN", help="Whose book; your own without.")
@_formats
@click.pass_obj
def quarter(session: Session, period: str | None, am: str | None, form: str | None, out: Out | None) -> None:
    """Make the report of a book over a quarter: goals, service levels, reviews, what was agreed."""
    from amtui.cli.report_shapes import quarter_object
    from amtui.data.queries.quarter import quarter_book
    from amtui.domain.quarter import Quarter
    from amtui.domain.quarter_words import quarter_report

    chosen, asked = _form(form, out), Quarter.parse(period) if period else None
    with backend_for_reports(session) as backend:
        whose = user_id(backend, am) if am else None
        book = backend.read(quarter_book, period=asked, am_id=whose)
    name = f"the report of {book.quarter} of {book.whose}"
    _put(session, chosen, out, _Made(name, lambda: quarter_report(book), lambda: quarter_object(book)))


def _form(form: str | None, out: Out | None) -> str:
    named = form or (out.form if out else "") or "md"
    if named not in FORMS:
        raise UsageError(f"a report cannot be written as {named}", next=f"Name one of {', '.join(FORMS)}.")
    if named == "xlsx" and out is None:
        raise UsageError("a workbook goes to a file only", next="Name it with --out.")
    return named


def _put(session: Session, form: str, out: Out | None, made: _Made) -> None:
    """Write a report to the file that is named, or print it."""
    if out is not None:
        _write(out, form, made.report())
        session.say(f"Wrote {made.name} to {out}.")
        if not session.as_json:
            return
    if session.as_json or session.as_csv:
        put_document(session, made.document(), ())
    else:
        _print(form, made.report())


def _write(out: Out, form: str, report: "Report") -> None:
    from amtui.services.reports.write import write_report

    with out.writing() as fresh:
        write_report(fresh, form, report)


def _print(form: str, report: "Report") -> None:
    from amtui.services.reports.html import as_html
    from amtui.services.reports.markdown import as_markdown

    sys.stdout.write((as_html if form == "html" else as_markdown)(report))
