"""What a file is: its format, its columns, its dates; refused with the reason where it cannot be known."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from amtui.data.formats.aggregates import refuse_totals
from amtui.data.formats.amounts import decimal_sign
from amtui.data.formats.defaults import parsed_defaults
from amtui.data.formats.fields import Kind, Layout, Parser
from amtui.data.formats.file_mapping import FileMapping, merged
from amtui.data.formats.headers import ColumnUse, match_columns
from amtui.data.formats.instants import InstantSource, date_only, date_styles, find_instants
from amtui.data.formats.kinds import (
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
from amtui.data.formats.not_understood import NotUnderstood
from amtui.data.formats.stamps import DateStyle
from amtui.data.formats.table import Table
from amtui.data.formats.vendors.registry import VENDORS
from amtui.domain.errors import Refused, UsageError
from amtui.domain.wording import shortened

FORMATS = ("plain", *dict.fromkeys(vendor.name for vendor in VENDORS))
_SAMPLE_ROWS = 2_000
_HEADER = 60
PLAIN = {
    module.LAYOUT.kind: module.LAYOUT
    for module in (
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
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """A table of which every column is understood or known to be left out.

    Attributes:
        uses: the columns that hold fields.
        instants: the columns that make up each instant.
        dates: how each column of plain dates writes them, by its index.
        decimals: decimal sign by index; None where the column does not show it.
        mapping: what a person said, with the columns that were found.
        defaults: values of fields that are blank or have no column, as they are stored.
        has_header: whether the first row is a header.
        warnings: what to tell before the import.
    """

    table: Table
    layout: Layout
    uses: tuple[ColumnUse, ...]
    instants: tuple[InstantSource, ...]
    dates: Mapping[int, DateStyle]
    decimals: Mapping[int, str | None]
    mapping: FileMapping
    has_header: bool
    warnings: tuple[str, ...]
    defaults: Mapping[str, object] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """What the rows are."""
        return self.layout.kind

    @property
    def format(self) -> str:
        """The name of the format, as `--format` takes it."""
        return self.layout.format

    @property
    def columns(self) -> dict[str, str]:
        """Field by header, as a mapping file would say it."""
        return _columns(self.layout, self.uses)

    @property
    def width(self) -> int:
        """Cells that every row must have."""
        return len(self.table.first_row)


def recognise(
    table: Table,
    kind: Kind | str,
    *,
    format: str | None = None,  # noqa: A002 the contract's word
    mapping: FileMapping | None = None,
    date_format: str | None = None,
    related: Sequence[Path] = (),
) -> Recognised:
    """Find out what a table holds.

    Args:
        table: the opened file.
        kind: what its rows are to be.
        format: one of `FORMATS`; None finds out.
        mapping: what a person said about the columns.
        date_format: `dmy`, `mdy`, `ymd` or a strptime pattern.
        related: further files of the same export, beside those in the same folder.

    Raises:
        Refused: fields are missing, dates ambiguous, or the rows are totals; names what to do.
        UsageError: no such kind or format, or the mapping does not fit.
    """
    wanted = _kind(kind)
    said = merged(mapping, date_format, wanted)
    layout = choose_layout(table, wanted, format or said.format, related, said.columns)
    uses = match_columns(layout, table.first_row, said)
    has_header = not layout.positions
    sample = table.sample(_SAMPLE_ROWS, header=has_header)
    if layout is calls.LAYOUT:
        refuse_totals(table.path.name, table.first_row, sample, uses)
    instants = find_instants(layout, uses, table, sample, said.date_format)
    _check_complete(table, layout, uses, instants, said)
    decimals = {use.index: said.decimal or _decimal(sample, use) for use in uses}
    days = [use.index for use in uses if use.spec.parser is Parser.DATE]
    dates = date_styles(table, sample, days, said.date_format)
    scales = _scales(layout, table, sample, uses, said)
    warnings = (*table.warnings, *_twins(table, uses), *scales, *_warnings(layout, instants, sample))
    columns = _columns(layout, uses) if has_header else {}
    whole = replace(said, kind=layout.kind.value, format=layout.format, columns=columns)
    values = parsed_defaults(layout, said)
    return Recognised(table, layout, uses, instants, dates, decimals, whole, has_header, warnings, values)


def _columns(layout: Layout, uses: Sequence[ColumnUse]) -> dict[str, str]:
    """Leave out the columns that a format finds by their place: their headers do not tell them."""
    return {use.header: use.spec.name for use in uses if use.spec.name not in layout.places}


def _kind(kind: Kind | str) -> Kind:
    try:
        return Kind(kind)
    except ValueError as error:
        raise UsageError(f"There is no kind {kind!r}; known are {', '.join(Kind)}.") from error


def choose_layout(
    table: Table, kind: Kind, name: str | None, related: Sequence[Path], mapped: Mapping[str, str]
) -> Layout:
    """Return how a table is read.

    A mapping that says columns which a format lacks speaks of another one, unless that is named.

    Raises:
        Refused: it is not of the format named.
        UsageError: there is no such format.
    """
    if name not in {None, *FORMATS}:
        raise UsageError(f"There is no format {name!r}; known are {', '.join(FORMATS)}.")
    vendors = [vendor for vendor in VENDORS if vendor.kind is kind and name in {None, vendor.name}]
    layouts = (vendor.layout_of(table, related) for vendor in vendors)
    found = next((layout for layout in layouts if layout is not None), None)
    if found is not None and name is None and not _holds(found, mapped):
        found = None
    if found is None and name is not None and mapped:
        made = (vendor.layout_for(table) for vendor in vendors)
        found = next((layout for layout in made if layout is not None), None)
    if found is None and name not in {None, "plain"}:
        raise Refused(f"{table.path.name} does not look like {name} {kind}.", next="Leave --format out.")
    return found or PLAIN[kind]


def _holds(layout: Layout, mapped: Mapping[str, str]) -> bool:
    fields = {name for name in mapped.values() if name}
    return not mapped or (not layout.positions and all(layout.field(name) for name in fields))


def _check_complete(
    table: Table,
    layout: Layout,
    uses: Sequence[ColumnUse],
    instants: Sequence[InstantSource],
    said: FileMapping,
) -> None:
    present = {use.spec.name for use in uses if use.spec.parser is not Parser.INSTANT}
    present |= {source.field for source in instants} | set(said.defaults)
    missing = [
        f"{spec.name} ({spec.means})" for spec in layout.fields if spec.required and spec.name not in present
    ]
    missing += [" or ".join(group) for group in layout.one_of if present.isdisjoint(group)]
    if missing:
        columns = ", ".join(_quoted(text) for text in table.first_row[:40])
        raise NotUnderstood(
            f"{table.path.name} has no column for {', '.join(missing)}. Its columns are: {columns}.",
            next=_way_on(table),
        )


def _quoted(header: str) -> str:
    return shortened(header.replace("\0", "").strip(), _HEADER) or "(blank)"


def _way_on(table: Table) -> str:
    others = table.other_sheets
    sheet = f"Read another sheet (--sheet), such as {_quoted(others[0])}, or say" if others else "Say"
    return (
        f"{sheet} which column is which on a terminal (--save-mapping) or in a mapping file (--mapping), "
        "or name the format (--format)."
    )


def _decimal(sample: Sequence[Sequence[str]], use: ColumnUse) -> str | None:
    if use.spec.parser not in {Parser.AMOUNT, Parser.DURATION}:
        return None
    return decimal_sign(row[use.index] for row in sample if use.index < len(row))


def _scales(
    layout: Layout,
    table: Table,
    sample: Sequence[Sequence[str]],
    uses: Sequence[ColumnUse],
    said: FileMapping,
) -> tuple[str, ...]:
    if layout is not satisfaction.LAYOUT:
        return ()
    return satisfaction.unclear_scales(table.path.name, sample, uses, set(said.columns))


def _twins(table: Table, uses: Sequence[ColumnUse]) -> list[str]:
    texts = Counter(text.strip() for text in table.first_row)
    used = Counter(use.header.strip() for use in uses)
    names = [name for name, times in used.items() if texts[name] > times]
    return [f"The file has several columns {name!r}; the first was read." for name in names]


def _warnings(
    layout: Layout, instants: Sequence[InstantSource], sample: Sequence[Sequence[str]]
) -> tuple[str, ...]:
    if not sample:
        return ("The file has a header but no rows.",)
    primary = next((source for source in instants if source.field == layout.primary), None)
    if layout.kind is Kind.CALLS and primary is not None and date_only(sample, primary):
        return ("The file gives dates without a time of day; every call is taken as made at midnight.",)
    return ()
