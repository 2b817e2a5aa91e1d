"""A report in no format yet: sections of sentences, tables and charts that each renderer sets its own way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import inf


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table.

    Attributes:
        words: what people read.
        value: the number behind the words; None for a text, or where there is no data.
        number_format: how a spreadsheet shows the number.
    """

    words: str
    value: float | None = None
    number_format: str = "General"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below their heads; `title` may be empty."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A line over days, against target and baseline.

    Attributes:
        points: a value for each day of the stretch; None where there is no data.
        words: says a value with its unit.
        number_format: how a spreadsheet shows a value.
        most: above which there is no room to leave, such as 1 for a share.
    """

    title: str
    points: tuple[tuple[date, float | None], ...]
    target: float | None
    baseline: float | None
    words: Callable[[float], str]
    number_format: str
    most: float = inf

    @property
    def values(self) -> tuple[float, ...]:
        """The values there are, in order of time."""
        return tuple(value for _, value in self.points if value is not None)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report; what it lacks is left out.

    Attributes:
        sheet: its name in a workbook, where its title is too long for one.
    """

    title: str
    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its title, what it is of, and its sections."""

    title: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
