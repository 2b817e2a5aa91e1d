"""Files of every format at random: cells that are right, nearly right, and hostile."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from amtui.data.formats.fields import FieldSpec, Layout, Parser
from amtui.data.formats.recognise import PLAIN
from amtui.data.formats.vendors.registry import VENDORS

NASTY = (
    "", " ", "-", "n/a", "\0", "\x1b[2J", "=1+1", "+49 30 1", "'", "\u202egnp", "\ufeff", "٣", "½", "∞",
    "NaN", "1e400", "-1", "1,5", "1.234.567,89", "99999999999999999999", "0x10", "TRUE", "Total", "💥" * 3,
    "a" * 300, "[/nope]", "\ud7ff", "null", "{}", '{"a": [1', "12:60", "24:00", "0.5", "45351.375",
)  # fmt: skip
TIMES = (
    "2026-02-03 09:00", "2026-02-03T09:00:00Z", "2026-02-03T09:00:00+05:30", "03.02.2026 9:00:01 PM",
    "02/13/2026 09:00", "2026-02-30 09:00", "0001-01-01", "9999-12-31 23:59:59", "1738573200", "45351.5",
    "2026-03-29 02:30", "2026-10-25 02:30", "Tue, 03 Feb 2026 09:00:00 +0000", "2026-13-01", "10000-01-01",
    "1738573200000", "99999999999999", "03/Feb/26 9:00 AM", "2026-02-03 09:00:00.123456789", "00:00", "1969",
)  # fmt: skip
STYLES = {
    "iso": ("2026-02-03 09:00", "2026-02-03 09:00:05", "2026-02-04 23:59", "2026-03-29 02:30"),
    "zoned": ("2026-02-03T09:00:00Z", "2026-02-03T09:00:00+05:30", "2026-10-25T02:30:00+01:00"),
    "german": ("03.02.2026 09:00", "04.02.2026 10:15", "29.02.2024 00:00"),
    "american": ("02/13/2026 9:00 AM", "2/3/2026 12:30 PM", "12/31/2025 11:59 PM"),
    "named": ("3 Feb 2026 09:00", "03/Feb/26 9:00 AM", "4-Mar-2026 10:00"),
    "days": ("46056.375", "46057.5", "46058.0625"),
}
"""Times as one column writes them."""
SOUND_TEXTS = {
    "currency": ("EUR", "usd", ""), "zone": ("UTC", "Europe/Berlin", ""), "account": ("Northwind", ""),
    "am": ("Anna Ames", "bert", ""), "name": ("Northwind", "Globex", "Initech"), "kpi": ("wrong_transfers",),
    "parent": ("", "Northwind"),
}  # fmt: skip
SPANS = ("0", "12", "1:15", "01:02:03", "1.02:03:04", "PT5M", "5 min", "1h 2m", "0.000138888888889", "-3",
         "1e9", "999999:59:59", "12,5", "abc")  # fmt: skip
NUMBERS = ("0", "1", "3", "12.50", "1,200.00 EUR", "1.200,00", "(5)", "-2", "1e3", "2.5")
MOST_ROWS = 12


@dataclass(frozen=True, repr=False)
class Fuzzed:
    """A file, and as what it is to be read."""

    layout: Layout
    columns: dict[str, str]
    rows: tuple[tuple[str, ...], ...]
    separator: str

    def __repr__(self) -> str:
        return f"{self.layout.format} {self.layout.kind}: {list(self.columns.values())} {self.rows}"

    def write(self, path: Path) -> Path:
        """Write the file; cells are quoted where they have to be."""
        lines = [self.separator.join(map(self._cell, row)) for row in (tuple(self.columns), *self.rows)]
        path.write_bytes(("\r\n".join(lines) + "\r\n").encode("utf-8", "surrogatepass"))
        return path

    def _cell(self, text: str) -> str:
        quoted = text.replace('"', '""')
        plain = text == quoted and text.strip() == text and not set(text) & set(',;\t"\r\n')
        return text if plain and text else f'"{quoted}"'


def layouts() -> tuple[Layout, ...]:
    """Return how every format reads its rows, as far as columns can be told to it."""
    named = [vendor.layout for vendor in VENDORS if vendor.layout is not None]
    return (*PLAIN.values(), *named)


def sound(spec: FieldSpec, style: str) -> st.SearchStrategy[str]:
    """Return cells of a field that can be read, days and times in one style."""
    if spec.name in SOUND_TEXTS:
        return st.sampled_from(SOUND_TEXTS[spec.name])
    own: dict[Parser, tuple[str, ...]] = {
        Parser.INSTANT: STYLES[style], Parser.DATE: STYLES[style],
        Parser.CLOCK: ("9:00", "23:59:59", "12:00 AM"),
        Parser.DURATION: ("0", "12", "1:15", "01:02:03", "PT5M", "5 min", ""),
        Parser.AMOUNT: ("0", "12.50", "3"),
        Parser.COUNT: ("0", "1", "3", "40"), Parser.FLAG: ("yes", "no", "1", ""),
        Parser.WORD: tuple(spec.words)[:12] or ("x",),
        Parser.TEXT: ("1", "2", "3", "Northwind", "a@b.example", "Jana", "x,y", 'say "no"', "two\nlines"),
    }  # fmt: skip
    return st.sampled_from(own[spec.parser])


def odd(spec: FieldSpec) -> st.SearchStrategy[str]:
    """Return cells that are nearly of the field's kind, hostile, or anything."""
    nearly: dict[Parser, tuple[str, ...]] = {
        Parser.INSTANT: TIMES, Parser.DATE: TIMES, Parser.CLOCK: ("25:00", "9", "noon"),
        Parser.DURATION: SPANS, Parser.AMOUNT: NUMBERS, Parser.COUNT: NUMBERS, Parser.FLAG: ("maybe",),
    }  # fmt: skip
    return st.one_of(
        st.sampled_from(nearly.get(spec.parser, NASTY)), st.sampled_from(NASTY), st.text(max_size=8)
    )


@st.composite
def files(draw: st.DrawFn, every: tuple[Layout, ...]) -> Fuzzed:
    """A file of some format with some of its columns in any order; of its rows half have something odd."""
    layout = draw(st.sampled_from(every))
    fields = draw(st.permutations(layout.fields))
    needed = {name for group in layout.one_of for name in group[:1]} | {layout.primary}
    wanted = [spec for spec in fields if spec.required or spec.name in needed or draw(st.integers(0, 3))]
    columns = {f"column {at} {spec.name}": spec.name for at, spec in enumerate(wanted)}
    styles = {spec.name: draw(st.sampled_from(sorted(STYLES))) for spec in wanted}
    rows = []
    for _ in range(draw(st.integers(0, MOST_ROWS))):
        row = [draw(sound(spec, styles[spec.name])) for spec in wanted]
        for place in draw(st.just([]) | st.lists(st.integers(0, len(wanted) - 1), max_size=2)):
            row[place] = draw(odd(wanted[place]))
        cut = draw(st.integers(0, 40))
        rows.append(tuple(row[:-1] if cut == 0 else [*row, "more"] if cut == 1 else row))
    return Fuzzed(layout, columns, tuple(rows), draw(st.sampled_from([",", ";", "\t"])))


def spoilt(raw: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    """Return bytes of which some were replaced."""
    for at, length, other in cuts:
        start = at % (len(raw) + 1)
        raw = raw[:start] + other + raw[start + length :]
    return raw


def sheets(fuzzed: Fuzzed) -> Iterator[list[Any]]:
    """Yield the rows of a file as a workbook would hold them: numbers as numbers."""
    for row in (tuple(fuzzed.columns), *fuzzed.rows):
        yield [_number(cell) for cell in row]


def _number(cell: str) -> Any:
    try:
        value = float(cell)
    except ValueError:
        return cell
    return value if abs(value) < 1e15 else cell
