"""From a recognised file to batches: parse column by column, leave out what cannot be read, say why."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from amtui.data.formats.batch import Batch, Reject
from amtui.data.formats.cells import CellStyle, Texts, Values, bad_rows, cell_parser
from amtui.data.formats.chunk import Chunk
from amtui.data.formats.collector import collector_paused
from amtui.data.formats.days import is_zero
from amtui.data.formats.fields import Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.headers import ColumnUse
from amtui.data.formats.instants import InstantSource
from amtui.data.formats.limits import limit_warning
from amtui.data.formats.no_rows import is_filling, without_headers
from amtui.data.formats.notes import Notes
from amtui.data.formats.recognise import Recognised
from amtui.data.formats.repeats import Repeats
from amtui.data.formats.stamps import NO_TIME, DateStyle, Stamps
from amtui.data.formats.sums import LEFT_OUT, holds_sums
from amtui.data.formats.table import CHUNK_ROWS
from amtui.data.formats.words import squash
from amtui.data.formats.zones import REPEATED, SKIPPED, to_utc
from amtui.domain.wording import shortened

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_UTC = ZoneInfo("UTC")
_HOURS = frozenset({"hour", "hourofday", "stunde"})


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the reading needs beside the file.

    Attributes:
        zone_of: the zone of an account by its name (None where the file names none), for times without one.
        batch_rows: rows of the file in one batch.
    """

    zone_of: Callable[[str | None], ZoneInfo] = field(default=lambda _account: _UTC)
    batch_rows: int = CHUNK_ROWS


@dataclass(frozen=True, slots=True)
class _Source:
    """An instant of the file with its parser."""

    place: InstantSource
    stamps: Stamps


class Reading:
    """One pass over a file; iterate over it for its batches, then ask for what it noticed.

    Attributes:
        recognised: the file.
        rows: records and rejected rows given so far.
    """

    def __init__(self, recognised: Recognised, options: ReadOptions) -> None:
        self.recognised = recognised
        self.rows = 0
        self._file_rows = 0
        self._options = options
        self._notes = Notes()
        self._repeats = Repeats()
        own_zone = recognised.mapping.zone or recognised.layout.zone
        self._zone_of = _zone_chooser("UTC" if recognised.layout.utc else own_zone, options.zone_of)
        self._parsers = self._make_parsers()
        self._sources = [
            _Source(place, Stamps(place.style, of_hours=_names_hours(recognised, place)))
            for place in recognised.instants
        ]
        self._headers = _headers(recognised)

    def __iter__(self) -> Iterator[Batch]:
        gather, batches = self.recognised.layout.gather, self._batches()
        places = {use.spec.name: use.index for use in self.recognised.uses}
        for batch in batches if gather is None else gather(batches, places):
            self.rows += batch.read
            yield batch

    def _batches(self) -> Iterator[Batch]:
        for chunk in self.recognised.table.chunks(
            self._options.batch_rows, header=self.recognised.has_header
        ):
            self._file_rows += len(chunk.lines)
            with collector_paused():
                batch = self._batch(chunk)
            yield batch

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to tell after the import, in sentences."""
        limit = limit_warning(self._file_rows, self.recognised.layout.limits)
        return (*self.recognised.warnings, *self._notes.sentences(), *([limit] if limit else []))

    def _make_parsers(self) -> list[tuple[ColumnUse, Texts | Values]]:
        known = self.recognised
        styles = [
            CellStyle(use.unit, known.decimals[use.index], known.dates.get(use.index, DateStyle()))
            for use in known.uses
        ]
        return [
            (use, cell_parser(use.spec, style, self._notes))
            for use, style in zip(known.uses, styles, strict=True)
            if use.spec.parser not in {Parser.INSTANT, Parser.CLOCK}
        ]

    def _batch(self, chunk: Chunk) -> Batch:
        known = self.recognised
        chunk = _without_footnotes(chunk, known.layout)
        if known.has_header:
            chunk = without_headers(chunk, known.table.first_row, self._notes)
        chunk, rejects = _of_right_width(chunk, known.width)
        rejects = [reject for reject in rejects if not self._is_none(reject.cells)]
        if not chunk.lines:
            return Batch((), {}, tuple(rejects), chunk.position)
        frame = self._parsed(chunk.columns or list(zip(*chunk.rows, strict=True)))
        known.layout.finish(frame)
        self._check_required(frame)
        rejects += self._rejects(frame, chunk)
        columns = {name: frame.column(name) for name in known.layout.output}
        lines, columns = _without(frame.bad.keys() | frame.left_out, chunk.lines, columns)
        return Batch(lines, columns, tuple(rejects), chunk.position)

    def _rejects(self, frame: Frame, chunk: Chunk) -> Iterator[Reject]:
        for row, reason in sorted(frame.bad.items()):
            cells = chunk.rows[row]
            if row not in frame.left_out and not self._is_none(cells):
                yield Reject(chunk.lines[row], tuple(cells), reason)

    def _is_none(self, cells: Sequence[str]) -> bool:
        """Tell whether a row that cannot be read is none at all; count those of sums."""
        if is_filling(cells):
            return True
        if holds_sums(cells):
            self._notes.add(LEFT_OUT)
            return True
        return False

    def _parsed(self, cells: Sequence[Sequence[str]]) -> Frame:
        size = len(cells[0])
        clocks = frozenset(source.place.field for source in self._sources if source.place.clock_only)
        frame = Frame(size, {}, {}, self._notes, self._repeats, self._zone_of, clocks, self._headers)
        for use, parse in self._parsers:
            values = parse(cells[use.index])
            if parse.any_bad:
                for row, reason in bad_rows(values):
                    frame.reject(row, f"{use.header}: {reason}")
                    values[row] = None
            frame.columns[use.spec.name] = values
        self._fill_defaults(frame)
        for source in self._sources:
            frame.columns[source.place.field] = self._instants(frame, source, cells)
        self._fill_defaults(frame)
        if self.recognised.layout.keeps_rest:
            frame.columns["custom"] = self._rest(cells)
        return frame

    def _fill_defaults(self, frame: Frame) -> None:
        for name, value in self.recognised.defaults.items():
            frame.columns[name] = [value if v is None else v for v in frame.column(name)]

    def _instants(
        self, frame: Frame, source: _Source, cells: Sequence[Sequence[str]]
    ) -> Sequence[int | None]:
        import numpy as np

        place = source.place
        texts = cells[place.day]
        if place.clock is None:
            whole, zoned = source.stamps.column(texts)
        else:
            whole = source.stamps.join(texts, cells[place.clock])
            zoned = np.zeros(len(whole), dtype=np.bool_)
        lost = whole >= NO_TIME
        if lost.any():
            whole[lost] = 0
        instants: list[int | None] = self._in_utc(frame, whole, zoned).tolist()
        for row in np.flatnonzero(lost).tolist():
            instants[row] = None
            if not (self._may_be_blank(place) and is_zero(cells[place.day][row])):
                _explain_lost(frame, row, source, cells)
        if place.clock_only:
            blank = [row for row, text in enumerate(cells[place.clock or 0]) if not text.strip()]
            for row in blank:
                instants[row] = None
        return instants

    def _may_be_blank(self, place: InstantSource) -> bool:
        layout = self.recognised.layout
        spec = layout.field(place.field)
        return place.field != layout.primary and (spec is None or not spec.required)

    def _in_utc(
        self, frame: Frame, whole: "NDArray[np.int64]", zoned: "NDArray[np.bool_]"
    ) -> "NDArray[np.int64]":
        import numpy as np

        if zoned.all():
            return whole
        accounts = frame.columns.get("account", [None] * frame.size)
        zones = {account: self._zone_of(account) for account in set(accounts)}
        for zone in set(zones.values()):
            here = ~zoned
            if len(set(zones.values())) > 1:
                here &= np.array([zones[account] is zone for account in accounts])
            whole[here], skipped, repeated = to_utc(whole[here], zone)
            frame.notes.add(SKIPPED, skipped)
            frame.notes.add(REPEATED, repeated)
        return whole

    def _rest(self, cells: Sequence[Sequence[str]]) -> list[dict[str, str]]:
        header = self.recognised.table.first_row
        used = {use.index for use in self.recognised.uses}
        rest = [index for index in range(len(header)) if index not in used and header[index].strip()]
        columns = [(header[index].strip(), cells[index]) for index in rest]
        return [
            {name: texts[row].strip() for name, texts in columns if texts[row].strip()}
            for row in range(len(cells[0]))
        ]

    def _check_required(self, frame: Frame) -> None:
        for spec in self.recognised.layout.fields:
            values = frame.column(spec.name)
            if spec.required and None in values:
                for row in [row for row, value in enumerate(values) if value is None]:
                    frame.reject(row, f"{frame.header(spec.name)} is blank")


def read(recognised: Recognised, options: ReadOptions | None = None) -> Reading:
    """Return a reading of the file; nothing is read before it is iterated over.

    Iterating raises `Refused` when the file turns out to be broken in its middle.
    """
    return Reading(recognised, options or ReadOptions())


def _names_hours(recognised: Recognised, place: InstantSource) -> bool:
    """Tell whether the column beside the dates holds hours, where a bare 9 is nine o'clock."""
    return place.clock is not None and squash(recognised.table.first_row[place.clock]) in _HOURS


def _headers(recognised: Recognised) -> dict[str, str]:
    """Return what each field is called in the file; an instant of two columns has both names.

    Where the file has no header the exporter's word for the column stands for it.
    """
    by_index = {use.index: _written(use, recognised.layout) for use in recognised.uses}
    headers = {use.spec.name: by_index[use.index] for use in recognised.uses}
    for place in recognised.instants:
        parts = (place.day, *(() if place.clock is None else (place.clock,)))
        headers[place.field] = " and ".join(by_index[part] for part in parts)
    return headers


def _written(use: ColumnUse, layout: Layout) -> str:
    if layout.positions and use.spec.aliases:
        return use.spec.aliases[0]
    return use.header.strip() or use.spec.name


def _zone_chooser(
    named: str | None, zone_of: Callable[[str | None], ZoneInfo]
) -> Callable[[str | None], ZoneInfo]:
    if named is None:
        return zone_of
    zone = ZoneInfo(named)
    return lambda _account: zone


def _explain_lost(frame: Frame, row: int, source: _Source, cells: Sequence[Sequence[str]]) -> None:
    place = source.place
    text = cells[place.day][row]
    if place.clock is not None:
        text = f"{text.strip()} {cells[place.clock][row].strip()}".strip()
    if text.strip():
        frame.reject(row, shortened(f"{frame.header(place.field)}: {source.stamps.explain(text)}"))


def _of_right_width(chunk: Chunk, width: int) -> tuple[Chunk, list[Reject]]:
    """Cells beyond the header do not matter while they are blank."""
    if chunk.columns is not None and len(chunk.columns) == width:
        return chunk, []
    if set(map(len, chunk.rows)) <= {width}:
        return chunk, []
    rows: list[list[str]] = []
    lines: list[int] = []
    rejects: list[Reject] = []
    for line, row in zip(chunk.lines, chunk.rows, strict=True):
        if len(row) < width or any(map(str.strip, row[width:])):
            rejects.append(Reject(line, tuple(row), f"it has {len(row)} cells where the header has {width}"))
        else:
            rows.append(row[:width])
            lines.append(line)
    return Chunk(lines, rows, chunk.position), rejects


def _without_footnotes(chunk: Chunk, layout: Layout) -> Chunk:
    pattern = layout.footnote
    if pattern is None:
        return chunk
    kept = [
        (line, row)
        for line, row in zip(chunk.lines, chunk.rows, strict=True)
        if any(map(str.strip, row[1:])) or not pattern.fullmatch(row[0].strip())
    ]
    return Chunk([line for line, _ in kept], [row for _, row in kept], chunk.position)


def _without(
    bad: Collection[int], lines: Sequence[int], columns: dict[str, Sequence[Any]]
) -> tuple[Sequence[int], dict[str, Sequence[Any]]]:
    if not bad:
        return lines, columns
    kept = [row for row in range(len(lines)) if row not in bad]
    return [lines[row] for row in kept], {name: [v[row] for row in kept] for name, v in columns.items()}
