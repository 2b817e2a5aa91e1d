"""`amtui import`: exports of other systems into the database."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amtui.cli.group import Command
from amtui.cli.output import Document, put_document
from amtui.cli.progress import Bar
from amtui.cli.session import Session
from amtui.domain.errors import DoneInPart
from amtui.domain.wording import counted

if TYPE_CHECKING:
    from amtui.services.imports import ImportReport

KINDS = ("accounts", "contacts", "calls", "requests", "sync", "reviews", "kpi")


@click.command("import", cls=Command)
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--account", metavar="NAME", help="The account of rows that name none.")
@click.option(
    "--mapping", type=click.Path(path_type=Path), metavar="FILE", help="What the columns mean (TOML)."
)
@click.option("--format", metavar="NAME", help="The format, where it is not to be recognised.")
@click.option("--date-format", metavar="FORM", help="dmy, mdy, ymd, or a pattern such as %d.%m.%Y.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.pass_obj
def import_command(session: Session, /, kind: str, files: tuple[Path, ...], **how: Any) -> None:
    """Import exports of other systems; the same file twice changes nothing.

    Valid rows go in; each rejected row goes, as it came, to a file beside the input with the reason.
    A file is taken in whole or, when it is stopped, not at all.
    """
    with session.backend() as backend, Bar(shown=not session.quiet) as bar:
        from amtui.services.imports import run_import

        report = run_import(backend, kind, files, on_progress=bar.show, **how)
    for warning in report.warnings:
        session.say(f"Note: {warning}")
    put_document(session, _object(report), [_words(report)])
    if report.rejected:
        raise _in_part(report)


def _object(report: "ImportReport") -> Document:
    return {
        "kind": report.kind,
        "files": [str(path) for path in report.files],
        "mapping": None if report.mapping is None else asdict(report.mapping),
        "read": report.read,
        "imported": report.imported,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rejected": report.rejected,
        "rejects_file": None if report.rejects_file is None else str(report.rejects_file),
        "warnings": list(report.warnings),
    }


def _words(report: "ImportReport") -> str:
    numbers = (
        f"{report.imported:,} imported, {report.updated:,} updated, {report.unchanged:,} unchanged, "
        f"{report.rejected:,} rejected of {counted(report.read, 'row')}"
    )
    return f"Would be: {numbers}" if report.dry_run else numbers


def _in_part(report: "ImportReport") -> DoneInPart:
    rows = counted(report.rejected, "row was", "rows were")
    if report.dry_run:
        would = counted(report.rejected, "row")
        return DoneInPart(
            f"{would} would be rejected", next="Import without --dry-run to have them in a file."
        )
    where = ", ".join(str(path) for path in report.rejects_files)
    return DoneInPart(f"{rows} rejected", next=f"They are in {where}, with the reason." if where else "")
