"""Parsers for whole columns of cells, one for each kind of field."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from amtui.data.formats.amounts import parse_decimal
from amtui.data.formats.days import is_zero
from amtui.data.formats.durations import parse_duration
from amtui.data.formats.fields import FieldSpec, Parser
from amtui.data.formats.memo import Memo
from amtui.data.formats.notes import Notes
from amtui.data.formats.stamps import DateStyle, day_of
from amtui.data.formats.words import FLAGS, known, squash
from amtui.domain.plausible import SHORT, why_not_cell
from amtui.domain.wording import shortened

_BLANK = frozenset({"-", "–", "—", "n/a", "#n/a", "na", "nan", "null", "none", "\\n"})


_PLAIN_DATES = DateStyle()
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_CUT = re.compile(r"\d(?:[.,]\d+)?E\+\d{2}")
_IDS = frozenset({"external_id", "internal_id", "linked_id", "record_id", "call_id", "uniqueid", "session"})
_NUMBERS = frozenset({"caller", "number", "phone", "from", "to", "src", "dst", "did"})
_CUT_NUMBER = "{n} {number was|numbers were} cut short by a spreadsheet, as 4.93E+11, and left out."
_NUL = "{n} {cell|cells} held NUL characters; these were taken out."


@dataclass(frozen=True, slots=True)
class Bad:
    """What a cell that cannot be read becomes, until its row is left out."""

    reason: str


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What the parsers must know of a column beside its field.

    Attributes:
        unit: seconds that a bare number counts in a column of durations.
        decimal: the column's decimal sign; None where it does not show.
        dates: how the column writes dates.
    """

    unit: float = 1.0
    decimal: str | None = None
    dates: DateStyle = _PLAIN_DATES


class Texts:
    """Text without the spaces around it; a NUL, which no database keeps, goes."""

    def __init__(self, notes: Notes, name: str) -> None:
        self._notes = notes
        self._name = name
        self.any_bad = False

    def __call__(self, cells: Sequence[str]) -> list[Any]:
        """Return the texts of a column; blank is unknown."""
        values: list[Any] = list(map(str.strip, cells))
        whole = "".join(cells)
        if "\0" in whole:
            self._notes.add(_NUL, sum("\0" in cell for cell in cells))
            values = [value.replace("\0", "").strip() for value in values]
        if max(map(len, values), default=0) > SHORT // 2:
            values = list(map(self._kept, values))
        if "E+" in whole and self._name in _IDS | _NUMBERS:
            values = list(map(self._uncut, values))
        return [value or None for value in values] if "" in values else values

    def _uncut(self, text: str | Bad) -> str | Bad:
        """A spreadsheet shows a long number as 4.93E+11, and saves it so: the number itself is lost."""
        if isinstance(text, Bad) or not _CUT.fullmatch(text):
            return text
        if self._name in _NUMBERS:
            self._notes.add(_CUT_NUMBER)
            return ""
        self.any_bad = True
        return Bad(f"{text!r} was cut short by a spreadsheet; format the column as text and export it again")

    def _kept(self, text: str) -> str | Bad:
        """Return a text that can be kept; a longer one leaves its row out rather than lose its end."""
        if why := why_not_cell(self._name, text):
            self.any_bad = True
            return Bad(why)
        return text


class Values:
    """Anything else: worked out once for each different text; blank is unknown."""

    def __init__(self, parse: Callable[[str], object]) -> None:
        self._parse = parse
        self._memo = Memo(self._make)
        self.any_bad = False

    def __call__(self, cells: Sequence[str]) -> list[Any]:
        """Return the values of a column; `Bad` where a cell cannot be read."""
        return list(map(self._memo.__getitem__, cells))

    def _make(self, cell: str) -> object:
        text = cell.strip()
        if not text or text.casefold() in _BLANK:
            return None
        try:
            return self._parse(text)
        except ValueError as error:
            self.any_bad = True
            return Bad(shortened(str(error)))


def cell_parser(spec: FieldSpec, style: CellStyle, notes: Notes) -> Texts | Values:
    """Return the parser of one column."""
    if spec.parser is Parser.TEXT:
        return Texts(notes, spec.name)
    makers: dict[Parser, Callable[[str], object]] = {
        Parser.DURATION: lambda text: parse_duration(text, style.unit, style.decimal),
        Parser.AMOUNT: lambda text: parse_decimal(text, style.decimal),
        Parser.COUNT: lambda text: _count(text, spec.span),
        Parser.DATE: lambda text: None if is_zero(text) and not spec.required else day_of(text, style.dates),
        Parser.WORD: lambda text: _word(text, spec, notes),
        Parser.FLAG: _flag,
    }
    return Values(makers[spec.parser])


def bad_rows(values: Iterable[object]) -> list[tuple[int, str]]:
    """Return number and reason of the rows that could not be read."""
    return [(row, value.reason) for row, value in enumerate(values) if isinstance(value, Bad)]


def _count(text: str, span: tuple[int, int] | None = None) -> int:
    least, most = span or (0, None)
    if most is not None and (found := re.fullmatch(rf"(.+?)\s*(?:/|of|out of|von)\s*{most}", text)):
        text = found[1]
    number = parse_decimal(text)
    if number < 0:
        raise ValueError(f"{text!r} is below zero")
    if number != int(number):
        raise ValueError(f"{text!r} is not a whole number")
    if most is not None and not least <= number <= most:
        raise ValueError(f"{text!r} is not from {least} to {most}")
    return int(number)


def _word(text: str, spec: FieldSpec, notes: Notes) -> str | None:
    found = spec.words.get(squash(text))
    if found is None and spec.lenient:
        found = spec.words.get(squash(_IN_BRACKETS.sub("", text)))
    if found is not None:
        return found
    if spec.lenient:
        name = spec.name.replace("_", " ")
        notes.add(f"The {name} {shortened(repr(text))} has no counterpart here and was left out.")
        return None
    raise ValueError(
        f"unknown {spec.name} {text!r}; it must mean one of {known(spec.words)} (words in a mapping)"
    )


def _flag(text: str) -> bool:
    found = FLAGS.get(squash(text))
    if found is None:
        raise ValueError(f"{text!r} is neither yes nor no")
    return found == "true"
