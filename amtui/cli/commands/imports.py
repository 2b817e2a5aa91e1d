"""`amtui import`: exports of other systems into the database."""

from dataclasses import asdict, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from amtui.cli.group import Command
from amtui.cli.mapper import map_by_hand, may_map
from amtui.cli.out import Out, into_file
from amtui.cli.output import Document, put_document
from amtui.cli.progress import Bar
from amtui.cli.session import Session
from amtui.domain.errors import DoneInPart
from amtui.domain.import_records import KINDS
from amtui.domain.wording import counted

if TYPE_CHECKING:
    from amtui.data.formats import FileMapping
    from amtui.services.imports import ImportReport
    from amtui.services.imports.plan import ImportPlan

OF_A_TABLE = frozenset({"encoding", "sheet"})
"""Options about the file as such, whatever its rows are."""


class FormatOption(click.Option):
    """Tells the names that it takes, which are loaded only when they are asked for."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the line of the help, with the formats of each kind."""
        record = super().get_help_record(ctx)
        told = [f"{', '.join(names)} for {kind}" for kind, names in _formats().items()]
        return None if record is None else (record[0], f"{record[1]} {'; '.join(told)}.")

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the formats of the kind that is named, all where none is."""
        of_kind = _formats()
        kind = ctx.params.get("kind")
        names = of_kind.get(kind, []) if kind else dict.fromkeys(chain(*of_kind.values()))
        return [CompletionItem(name) for name in ("plain", *names) if name.startswith(incomplete)]


def _formats() -> dict[str, list[str]]:
    """Return the names of formats by the kind of their rows."""
    from amtui.data.formats.vendors.registry import VENDORS

    found: dict[str, list[str]] = {}
    for vendor in VENDORS:
        names = found.setdefault(str(vendor.kind), [])
        if vendor.name not in names:
            names.append(vendor.name)
    return found


@click.command("import", cls=Command)
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--account", metavar="NAME", help="The account of rows that name none that is known.")
@click.option(
    "--mapping", type=click.Path(path_type=Path), metavar="FILE", help="What the columns mean (TOML)."
)
@into_file("Keep what the columns mean; on a terminal, say it in the mapper first.", "--save-mapping")
@click.option(
    "--format",
    cls=FormatOption,
    metavar="NAME",
    help="The format, where it is not to be recognised: plain for all;",
)
@click.option("--date-format", metavar="FORM", help="dmy, mdy, ymd, or a pattern such as %d.%m.%Y.")
@click.option("--encoding", metavar="NAME", help="Of a text file, such as latin-1, where it is read wrongly.")
@click.option("--sheet", metavar="NAME", help="Of a workbook, where it is not the first with rows.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.pass_obj
def import_command(session: Session, /, kind: str, files: tuple[Path, ...], **how: Any) -> None:
    """Import exports of other systems; the same file twice changes nothing.

    Valid rows go in; each rejected row goes, as it came, to a file beside the input with the reason.
    A file is taken in whole or, when it is stopped, not at all. On a terminal a file that is not
    recognised opens in the mapper, where you say which column is which.

    An import of reviews is one change, which `amtui undo` takes back; no undo takes back an import of
    another kind, which --dry-run shows beforehand.
    """
    save_to: Out | None = how.pop("save_mapping")
    by_hand = may_map(session, files, dry_run=how["dry_run"])
    if save_to is not None and by_hand:
        report = map_by_hand(session, _plan(kind, files[0], save_to.path, **how))
    else:
        report = _import(session, kind, files, by_hand=by_hand, **how)
    if report is None:
        session.say("Nothing was imported.")
        return
    if save_to is not None and report.mapping is not None:
        # What the mapper saved meanwhile is replaced by what went in; before it, nothing was there.
        session.say(_kept(report.mapping, replace(save_to, force=save_to.force or by_hand)))
    for warning in report.warnings:
        session.say(f"Note: {warning}")
    for reason in () if session.as_json else _told(report):
        session.say(f"Rejected: {reason}")
    put_document(session, _object(report), [report.words])
    if report.way_back:
        session.say(report.way_back)
    if report.rejected:
        raise _in_part(report)


def _import(
    session: Session, kind: str, files: tuple[Path, ...], *, by_hand: bool, **how: Any
) -> "ImportReport | None":
    with session.backend() as backend, Bar(shown=not session.quiet) as bar:
        from amtui.services.imports import NotUnderstood, run_import
        from amtui.services.imports.plan import mapping_of

        try:
            table = {name: how[name] for name in OF_A_TABLE if how[name] is not None}
            given = {name: how[name] for name in how.keys() - OF_A_TABLE}
            given["mapping"] = mapping_of(given["mapping"], table)
            return run_import(backend, kind, files, on_progress=bar.show, **given)
        except NotUnderstood as error:
            if not by_hand:
                raise
            refused = error
    return map_by_hand(session, _plan(kind, files[0], None, **how), refused)


def _plan(kind: str, file: Path, save_to: Path | None, **how: Any) -> "ImportPlan":
    from amtui.services.imports.plan import plan_of

    said = {name: how[name] for name in ("format", "date_format", *OF_A_TABLE) if how[name] is not None}
    return plan_of(file, kind, account=how["account"], mapping=how["mapping"], save_to=save_to, said=said)


def _kept(mapping: "FileMapping", to: Out) -> str:
    from amtui.services.imports.plan import write_mapping

    return write_mapping(mapping, to.path, force=to.force)


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
        "reasons": [asdict(one) | {"file": str(one.file)} for one in report.first_rejected],
        "rejects_file": None if report.rejects_file is None else str(report.rejects_file),
        "warnings": list(report.warnings),
    }


def _told(report: "ImportReport") -> list[str]:
    """Return why rows do not go in, the first of them, and how many more there are."""
    more = report.rejected - len(report.reasons)
    return [*report.reasons, *([f"{more:,} more"] if report.reasons and more else [])]


def _in_part(report: "ImportReport") -> DoneInPart:
    rows = counted(report.rejected, "row was", "rows were")
    if report.dry_run:
        would = counted(report.rejected, "row")
        return DoneInPart(
            f"{would} would be rejected", next="Import without --dry-run to have them in a file."
        )
    where = ", ".join(str(path) for path in report.rejects_files)
    found = "It is" if report.rejected == 1 else "They are"
    return DoneInPart(f"{rows} rejected", next=f"{found} in {where}, with the reason." if where else "")
