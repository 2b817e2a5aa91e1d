"""What a reading gives: good rows as columns, bad rows as they came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that cannot go in.

    Attributes:
        line: the line that it begins in.
        cells: its cells, unchanged; empty for a row that is only left out because of another.
        reason: a sentence for a person.
    """

    line: int
    cells: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file.

    Attributes:
        lines: line number of each good row.
        columns: by name, one value per good row; instants are microseconds since 1970 in UTC, durations
            whole seconds, words the values of the vocabulary, unknown is None.
        rejects: the rows that are not among them.
        position: how much of the file has been read, 0 to 1.
        made_of: all lines of a row that is made of several, by its own.
    """

    lines: Sequence[int]
    columns: Mapping[str, Sequence[Any]]
    rejects: tuple[Reject, ...]
    position: float
    made_of: Mapping[int, Sequence[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def read(self) -> int:
        """Rows of the file, good and bad."""
        return len(self.lines) + len(self.rejects)

    def frame(self) -> "pd.DataFrame":
        """Return the good rows as a data frame; whole numbers with gaps are `Int64`, the rest objects."""
        import pandas as pd

        return pd.DataFrame({"line": list(self.lines)} | {n: _series(v) for n, v in self.columns.items()})


def _series(values: Sequence[Any]) -> "pd.Series[Any]":
    import pandas as pd

    known = next((value for value in values if value is not None), None)
    whole = isinstance(known, int) and not isinstance(known, bool)
    return pd.Series(values, dtype="Int64" if whole else "object")
