"""What a field of a record is, and how a column is known to hold it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from amtui.data.formats.words import squash

if TYPE_CHECKING:
    from amtui.data.formats.batch import Batch
    from amtui.data.formats.frame import Frame


class Kind(StrEnum):
    """What the rows of a file are."""

    ACCOUNTS = "accounts"
    CONTACTS = "contacts"
    CALLS = "calls"
    REQUESTS = "requests"
    SYNC = "sync"
    REVIEWS = "reviews"
    KPI = "kpi"
    INVOICES = "invoices"
    DEALS = "deals"
    SATISFACTION = "satisfaction"


class Parser(StrEnum):
    """How the text of a cell is understood."""

    TEXT = "text"
    INSTANT = "instant"
    DATE = "date"
    CLOCK = "clock"
    DURATION = "duration"
    AMOUNT = "amount"
    COUNT = "count"
    WORD = "word"
    FLAG = "flag"


UNITS: Mapping[str, float] = {
    "ms": 0.001, "millis": 0.001, "milliseconds": 0.001, "msec": 0.001,
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
    "min": 60, "mins": 60, "minute": 60, "minutes": 60,
    "h": 3600, "hour": 3600, "hours": 3600,
}  # fmt: skip
"""Seconds in each unit that a header or a cell may name."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a kind of record.

    Attributes:
        name: the key of the column in a batch.
        parser: how its cells are understood.
        aliases: headers that mean it, the likeliest first; case, spaces and signs do not matter.
        required: a row without it is rejected, a file without it refused.
        words: for words, what each stands for; keys are squashed.
        lenient: an unknown word is left out and counted instead of rejecting the row.
        means: what it is, for messages.
        span: the least and the most of a whole number; “4/5” and “4 of 5” are understood where 5 is the most.
    """

    name: str
    parser: Parser = Parser.TEXT
    aliases: tuple[str, ...] = ()
    required: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    lenient: bool = False
    means: str = ""
    span: tuple[int, int] | None = None

    @property
    def known_as(self) -> tuple[str, ...]:
        """The squashed headers that mean this field, the likeliest first."""
        return tuple(squash(alias) for alias in (self.name, *self.aliases))


@dataclass(frozen=True, slots=True)
class Layout:
    """How files of one format hold records of one kind.

    Attributes:
        primary: the instant that may be split into a date and a time column; empty where there is none.
        one_of: groups of fields of which a file needs one.
        output: the columns of a batch, in order.
        finish: makes the output from the parsed columns, whole batches at a time.
        keeps_rest: columns that mean no field are kept as `custom`.
        positions: field names by position, for files without a header.
        utc: times that name no zone are in UTC.
        zone: the zone of times that name none, where the file says it.
        places: columns of fields whose header alone does not tell them, such as one of several alike.
        gather: turns the batches of rows into batches of records, where a record has several rows; it is
            told which column holds which field.
        footnote: the first cell of rows that only say something about the file.
        limits: row counts at which the exporter stops without saying so, and where that is.
    """

    kind: Kind
    format: str
    fields: tuple[FieldSpec, ...]
    output: tuple[str, ...]
    finish: Callable[["Frame"], None]
    primary: str = ""
    one_of: tuple[tuple[str, ...], ...] = ()
    keeps_rest: bool = False
    positions: tuple[str, ...] = ()
    utc: bool = False
    zone: str | None = None
    places: Mapping[str, int] = field(default_factory=dict)
    gather: Callable[[Iterator["Batch"], Mapping[str, int]], Iterator["Batch"]] | None = None
    footnote: re.Pattern[str] | None = None
    limits: Mapping[int, str] = field(default_factory=dict)

    def field(self, name: str) -> FieldSpec | None:
        """Return the field of that name."""
        return next((spec for spec in self.fields if spec.name == name), None)


def header_unit(header: str) -> tuple[str, float | None]:
    """Return a header without the unit that it ends with, squashed, and the seconds of that unit."""
    tokens = re.findall(r"[^\W_]+", header.casefold())
    if len(tokens) > 1 and tokens[-1] in UNITS:
        unit = UNITS[tokens.pop()]
        if tokens[-1] == "in" and len(tokens) > 1:
            tokens.pop()
        return "".join(tokens), unit
    return squash(header), None
