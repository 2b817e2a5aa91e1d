"""What the three lists of the import screen show: columns of the file, fields of the kind, first rows."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from amtui.domain.import_records import TAKEN_BACK, FieldState, FileColumn, FileLook, SeenRow
from amtui.domain.wording import counted
from amtui.widgets.virtual_table import Column
from amtui.widgets.virtual_table.cells import Cell

if TYPE_CHECKING:
    from amtui.services.imports.report import ImportReport

WHY_CELLS = 46
MOST_NOTES = 4
LEAST_CELLS, MOMENT_CELLS, MOST_CELLS = 6, 19, 24
_OPTION = re.compile(r"(?:say which with )?--(?:encoding|sheet|date-format)\b")
"""Where a command names an option, the screen has a key."""


def of_columns() -> tuple[Column[Any], ...]:
    """Return what is shown of a column of the file."""
    return (
        Column[FileColumn]("column", "Column", _header, least=10, most=26, priority=10),
        Column[FileColumn]("field", "Field", _held, least=13, most=18, priority=9),
        Column[FileColumn]("first", "First texts", _samples, least=12, priority=1),
    )


def of_fields() -> tuple[Column[Any], ...]:
    """Return what is shown of a field."""
    return (
        Column[FieldState]("field", "Field", lambda field: field.name, least=12, most=17, priority=10),
        Column[FieldState]("column", "From", _source, least=10, most=16, priority=9),
        Column[FieldState]("means", "What it is", lambda f: (f.means, "dim"), least=12, weight=3, priority=1),
    )


def of_rows(look: FileLook) -> tuple[Column[Any], ...]:
    """Return what is shown of the first rows."""
    bad = any(row.reason for row in look.rows)
    columns: list[Column[Any]] = [
        Column[SeenRow]("line", "Line", lambda row: str(row.line), width=5, align="right", priority=90),
    ]
    if bad:
        most = WHY_CELLS if look.readable else 0
        columns.append(Column[SeenRow]("why", "Goes in", _fate, least=18, most=most, priority=99))
    columns += [_cell(at, heading, look.rows) for at, heading in enumerate(look.headings)]
    return tuple(columns)


def _cell(at: int, heading: str, rows: Sequence[SeenRow]) -> Column[Any]:
    """Return a column that is wide enough for its texts, up to a whole moment."""
    texts = (row.cells[at] for row in rows if not row.reason and at < len(row.cells))
    longest = max(map(cell_len, texts), default=0)

    def render(row: SeenRow) -> Cell:
        return "" if row.reason or at >= len(row.cells) else row.cells[at]

    label = heading or "(blank)"
    least = min(max(longest, LEAST_CELLS), MOMENT_CELLS)
    most = max(least, min(max(longest, cell_len(label)), MOST_CELLS))
    return Column[SeenRow](str(at), label, render, least=least, most=most, priority=80 - at)


def _header(column: FileColumn) -> Cell:
    return column.header or ("(blank)", "dim")


def _held(column: FileColumn) -> Cell:
    if not column.named and not column.field:
        return ("same name again", "dim")
    return (f"● {column.field}", "good") if column.field else ("◌ left out", "dim")


def _samples(column: FileColumn) -> Cell:
    return (" · ".join(column.samples), "dim")


def _source(field: FieldState) -> Cell:
    if field.column:
        return (f"● {field.column}", "good")
    if field.default:
        return (f"● always {field.default}", "good")
    return ("▼ needed", "bad") if field.needed else ("◌ nothing", "dim")


def _fate(row: SeenRow) -> Cell:
    return (f"✗ {_here(row.reason)}", "bad") if row.reason else ("● yes", "good")


def _here(reason: str) -> str:
    """What is said in a mapping file or by an option elsewhere is said by a key here."""
    here = reason.replace("(words in a mapping)", "(press m on the column)")
    return _OPTION.sub("press e", here.replace("Say which with --encoding", "Press e and say which"))


def state(look: FileLook) -> tuple[str, str]:
    """Return in words whether the file can go in, and the style of that."""
    if look.problem:
        say = "; press e and say which" if "can be read as" in look.problem else ""
        return f"▼ not yet: {_here(look.problem)}{say}", "$text-error"
    if not look.rows:
        return "◌ the file has no rows", "$text-muted"
    good, all_ = look.readable, len(look.rows)
    glyph, style = ("●", "$text-success") if good == all_ else ("◐", "$text-warning")
    end = "" if look.kind in TAKEN_BACK else " · no undo takes them back"
    of_all = "1 row" if all_ == 1 else f"the first {all_} rows"
    rows = f"{glyph} {good} of {of_all} would go in{end}"
    bad = look.first_bad
    why = (f"  line {bad.line}: {_here(bad.reason)}",) if bad is not None else ()
    return "\n".join((rows, *why, *(f"  {_here(warning)}" for warning in look.warnings))), style


def failed(reason: str) -> str:
    """Return what to say of a file of which nothing can be shown."""
    return f"▼ {_here(reason)} Press o for another file."


def after(report: "ImportReport") -> str:
    """Return what became of the rows, and what was noticed of them."""
    rejects = f"The rejected rows are in {report.rejects_file}." if report.rejects_file else ""
    more = len(report.warnings) - MOST_NOTES
    rest = f"{counted(more, 'more note')}: see `amtui import --dry-run`." if more > 0 else ""
    parts = (f"{report.words}.", rejects, *report.warnings[:MOST_NOTES], rest, report.way_back)
    return " ".join(filter(None, parts))


def preview_title(look: FileLook) -> str:
    """Return what the list of first rows is."""
    if look.problem and not look.readable and all(not row.reason for row in look.rows):
        return "First rows"
    return "First rows, as they would go in"


def index_of(one: FileColumn | FieldState) -> int:
    """Return the id of a row of either list."""
    return one.index


def line_of(row: SeenRow) -> int:
    """Return the id of a first row."""
    return row.line


def place_of(fields: Sequence[FieldState], name: str) -> int | None:
    """Return the id of a field by its name; without one the first that is needed and still missing."""
    wanted = (field for field in fields if field.name == name)
    missing = (field for field in fields if field.needed and not field.column)
    return next((field.index for field in (*wanted, *missing)), None)
