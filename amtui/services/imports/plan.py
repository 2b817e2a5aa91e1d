"""What is to be imported, and how a person may change what its columns mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from amtui.data.formats import FileMapping, Kind, dump_mapping, load_mapping
from amtui.data.formats.file_mapping import check_mapping
from amtui.data.formats.vendors.registry import VENDORS
from amtui.data.formats.words import squash
from amtui.domain.import_records import FileLook
from amtui.services.own_files import own_file

if TYPE_CHECKING:
    from amtui.services.backend import Backend
    from amtui.services.imports.report import ImportReport
    from amtui.services.imports.session import Progress

READING = ("format", "zone", "date_format", "decimal", "encoding", "separator", "sheet")
"""What may be said about how a file is read, by the keys of a mapping file."""

_NOTHING_SAID: Mapping[str, Any] = {
    "kind": None, "format": None, "columns": {}, "words": {}, "defaults": {},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """One file on its way in.

    Attributes:
        account: the account of rows that name none; None where the file says it.
        mapping: what was said about the columns so far.
        save_to: where the mapping is to be kept; None where nobody said.
    """

    path: Path
    kind: Kind
    account: str | None = None
    mapping: FileMapping = field(default_factory=FileMapping)
    save_to: Path | None = None

    @property
    def mapping_file(self) -> Path:
        """Where the mapping is kept, or would be."""
        return self.save_to or self.path.with_name(f"{self.path.stem}.mapping.toml")

    @property
    def reading(self) -> dict[str, str]:
        """What was said about how the file is read."""
        return {name: said for name in READING if (said := getattr(self.mapping, name)) is not None}

    def with_field(self, header: str, name: str) -> "ImportPlan":
        """Return the plan with a column that holds a field; an empty name leaves the column out.

        The column that held the field before is left out instead.
        """
        columns = {
            column: "" if name and held == name else held
            for column, held in self.mapping.columns.items()
            if squash(column) != squash(header)
        }
        return self._with(columns={**columns, header: name})

    def with_words(self, name: str, words: Mapping[str, str]) -> "ImportPlan":
        """Return the plan with what the words of a field mean."""
        return self._with(words={**self.mapping.words, name: {**self.mapping.words.get(name, {}), **words}})

    def read_so(self, said: Mapping[str, str]) -> "ImportPlan":
        """Return the plan with how the file is read; for another format what was said of columns goes.

        Raises:
            UsageError: a zone, an encoding or a separator is not known.
        """
        values: dict[str, Any] = {name: said.get(name) or None for name in READING}
        if values["format"] != self.mapping.format:
            values |= {"columns": {}, "words": {}}
        changed = self._with(**values)
        check_mapping(changed.mapping)
        return changed

    def mapped_by(self, file: Path) -> "ImportPlan":
        """Return the plan with what a mapping file says, in place of all that was said before.

        Raises:
            NotFound: there is no such mapping file.
            UsageError: the mapping file is wrong.
        """
        mapping = load_mapping(file)
        return replace(self, kind=Kind(mapping.kind or self.kind), mapping=mapping, save_to=file)

    def for_kind(self, kind: Kind) -> "ImportPlan":
        """Return the plan for rows of another kind; what was said about the columns goes."""
        if kind is self.kind:
            return self
        return replace(self, kind=kind, mapping=replace(self.mapping, **_NOTHING_SAID))

    def for_account(self, account: str | None) -> "ImportPlan":
        """Return the plan for rows of an account; None where the file says it."""
        return replace(self, account=account)

    def _with(self, **said: Any) -> "ImportPlan":
        return replace(self, mapping=replace(self.mapping, **said))


def plan_of(
    path: Path,
    kind: str,
    *,
    account: str | None,
    mapping: Path | None,
    save_to: Path | None,
    said: Mapping[str, str],
) -> ImportPlan:
    """Return the plan that a command line asks for.

    Args:
        path: the file.
        kind: the word of its kind.
        account: of rows that name none.
        mapping: the file of a mapping.
        save_to: where the mapping is to be kept.
        said: further keys of the mapping.

    Raises:
        NotFound: there is no such mapping file.
        UsageError: the mapping file is wrong.
    """
    return ImportPlan(path, kind_of(kind), account, mapping_of(mapping, said) or FileMapping(), save_to)


def mapping_of(file: Path | None, said: Mapping[str, str]) -> FileMapping | None:
    """Return what a mapping file says with further keys of it; None where nothing is said.

    Raises:
        NotFound: there is no such mapping file.
        UsageError: the mapping file is wrong.
    """
    if file is None and not said:
        return None
    known = FileMapping() if file is None else load_mapping(file)
    return replace(known, **dict[str, Any](said))


def kind_of(word: str) -> Kind:
    """Return a kind by its word; for those who do not know files."""
    return Kind(word)


def formats_of(kind: Kind) -> tuple[str, ...]:
    """Return the names of the formats that rows of a kind may have."""
    return ("plain", *dict.fromkeys(vendor.name for vendor in VENDORS if vendor.kind is kind))


def save_mapping(plan: ImportPlan, look: FileLook, path: Path) -> str:
    """Write what the columns of a file mean to a mapping file, in place of one's own; return what was done.

    Raises:
        Refused: it cannot be written.
    """
    found = {column.header: column.field for column in look.columns if column.field and column.named}
    whole = replace(
        plan.mapping, kind=look.kind, format=look.format, columns={**found, **plan.mapping.columns}
    )
    return write_mapping(whole, path, force=True)


def write_mapping(mapping: FileMapping, path: Path, *, force: bool = False) -> str:
    """Write a mapping file; return what was done.

    Raises:
        Refused: it cannot be written, or is there and `force` is not given.
    """
    with own_file(path, force=force) as fresh:
        fresh.write_text(dump_mapping(mapping), encoding="utf-8")
    return f"The mapping is in {path}; `amtui import --mapping` takes it."


def carry_out(
    backend: "Backend",
    plan: ImportPlan,
    *,
    dry_run: bool,
    on_progress: "Progress | None" = None,
    stop: Event | None = None,
) -> "ImportReport":
    """Import the file of a plan.

    Raises:
        AmtuiError: as `run_import`.
    """
    from amtui.services.imports.run import run_import

    return run_import(
        backend, plan.kind, [plan.path], account=plan.account, mapping=plan.mapping, dry_run=dry_run,
        on_progress=on_progress, stop=stop,
    )  # fmt: skip
