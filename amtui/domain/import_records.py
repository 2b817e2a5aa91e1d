"""A file as it is seen before it is imported: its columns, what they are taken for, its first rows."""

from dataclasses import dataclass

KINDS = (
    "accounts", "contacts", "calls", "requests", "sync", "reviews", "kpi", "invoices", "deals",
    "satisfaction",
)  # fmt: skip
"""What the rows of a file can be, the usual ones first."""


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column of a file.

    Attributes:
        index: its place, from 0.
        header: as the file writes it.
        samples: its first texts that are not blank.
        field: the field that it holds; empty where it is left out.
        named: whether a mapping can name it: the first of several alike can, the others cannot.
    """

    index: int
    header: str
    samples: tuple[str, ...]
    field: str
    named: bool = True


@dataclass(frozen=True, slots=True)
class FieldState:
    """One field that rows of the kind may have.

    Attributes:
        index: its place, from 0.
        name: as a mapping says it.
        means: what it is, in words; may be empty.
        needed: whether the file cannot go in without it.
        column: the header of the column that holds it; empty where none does.
        default: what rows have that do not say it; empty for nothing.
        words: what a word of it may mean; empty unless it is a field of words.
    """

    index: int
    name: str
    means: str
    needed: bool
    column: str = ""
    default: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One of the first rows.

    Attributes:
        line: the line that it begins in.
        cells: one text for each heading of the look; the file's own cells where `reason` says something.
        reason: why it would not go in; empty where it would.
    """

    line: int
    cells: tuple[str, ...]
    reason: str = ""


TAKEN_BACK = frozenset({"reviews"})
"""The kinds whose imports can be undone; the others bring too many rows to keep each as it was."""


@dataclass(frozen=True, slots=True)
class FileLook:
    """What is known of a file.

    Attributes:
        name: the file's own name.
        kind: what its rows are to be.
        format: the name of the format.
        columns: all of the file, in order.
        fields: all of the kind, in the order of its layout.
        headings: what the cells of `rows` are.
        rows: the first rows, as they would go in; as the file has them where it cannot be read yet.
        account: the account of rows that name none; empty where the file says it.
        problem: why the file cannot be read yet; empty where it can.
        warnings: sentences to tell before the import.
    """

    name: str
    kind: str
    format: str
    columns: tuple[FileColumn, ...]
    fields: tuple[FieldState, ...]
    headings: tuple[str, ...]
    rows: tuple[SeenRow, ...]
    account: str = ""
    problem: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def first_bad(self) -> SeenRow | None:
        """The first row that would not go in."""
        return next((row for row in self.rows if row.reason), None)

    @property
    def readable(self) -> int:
        """How many of the first rows would go in."""
        return 0 if self.problem else sum(not row.reason for row in self.rows)
