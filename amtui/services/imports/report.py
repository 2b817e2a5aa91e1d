"""What an import did, in numbers that add up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from amtui.data.formats import FileMapping
from amtui.domain.import_records import TAKEN_BACK
from amtui.domain.wording import counted

MOST_REASONS = 3
"""So many rejected rows are told with their reason; the file of rejects has them all."""
MOST_REJECTED = 1_000
"""So many are kept for scripts, which have no file of rejects after a trial."""


class Fate(StrEnum):
    """What became of a row."""

    IMPORTED = "imported"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(slots=True)
class Tally:
    """Rows by what became of them."""

    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0

    def add(self, fate: Fate, count: int = 1) -> None:
        """Count `count` more rows."""
        setattr(self, fate.value, getattr(self, fate.value) + count)

    @property
    def read(self) -> int:
        """All rows."""
        return self.imported + self.updated + self.unchanged + self.rejected

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return bool(self.imported or self.updated)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that does not go in: the file, the line that it begins in, and why."""

    file: Path
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do.

    Attributes:
        kind: what the rows were.
        files: what was read.
        mapping: what the columns were taken for, as a mapping file would say it; None for calendars.
        read: rows of the files; always the sum of the four that follow.
        reasons: why the first of the rejected rows did not go in, each with its line.
        first_rejected: the same of more rows, by the order of their lines.
        rejects_files: where the rejected rows are; none is written by a dry run.
        warnings: sentences to tell.
        dry_run: nothing was changed.
    """

    kind: str
    files: tuple[Path, ...]
    mapping: FileMapping | None
    read: int
    imported: int
    updated: int
    unchanged: int
    rejected: int
    reasons: tuple[str, ...] = ()
    first_rejected: tuple[Rejected, ...] = ()
    rejects_files: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def words(self) -> str:
        """The numbers as a sentence."""
        numbers = (
            f"{self.imported:,} imported, {self.updated:,} updated, {self.unchanged:,} unchanged, "
            f"{self.rejected:,} rejected of {counted(self.read, 'row')}"
        )
        return f"Would be: {numbers}" if self.dry_run else numbers

    @property
    def way_back(self) -> str:
        """How to take it back, as a sentence; empty where nothing was written or nothing takes it back."""
        written = (self.imported or self.updated) and not self.dry_run
        if not written or self.kind not in TAKEN_BACK:
            return ""
        return "Undo takes it back." if len(self.files) == 1 else "Undo takes it back, one file at a time."

    @property
    def rejects_file(self) -> Path | None:
        """The first file of rejected rows, or None where every row went in."""
        return next(iter(self.rejects_files), None)


def combined(reports: Sequence[ImportReport]) -> ImportReport:
    """Return one report of several; there is at least one."""
    if len(reports) == 1:
        return reports[0]
    return replace(
        reports[0],
        files=_joined(report.files for report in reports),
        read=sum(report.read for report in reports),
        imported=sum(report.imported for report in reports),
        updated=sum(report.updated for report in reports),
        unchanged=sum(report.unchanged for report in reports),
        rejected=sum(report.rejected for report in reports),
        reasons=tuple(f"{r.files[0].name}, {words}" for r in reports for words in r.reasons)[:MOST_REASONS],
        first_rejected=tuple(one for r in reports for one in r.first_rejected)[:MOST_REJECTED],
        rejects_files=_joined(report.rejects_files for report in reports),
        warnings=tuple(f"{r.files[0].name}: {words}" for r in reports for words in r.warnings),
    )


def _joined(parts: Iterable[tuple[Path, ...]]) -> tuple[Path, ...]:
    return tuple(path for part in parts for path in part)
