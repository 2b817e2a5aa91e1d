"""Which columns make up each instant of a row, and how their dates are written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from amtui.data.formats.clocks import parse_clock
from amtui.data.formats.days import date_part, possible_orders
from amtui.data.formats.fields import Layout, Parser
from amtui.data.formats.headers import ColumnUse
from amtui.data.formats.not_understood import NotUnderstood
from amtui.data.formats.stamps import DAY, DateStyle, parse_stamp
from amtui.data.formats.table import Table

_ANY_ORDER = frozenset({"dmy", "mdy", "ymd"})


@dataclass(frozen=True, slots=True)
class InstantSource:
    """Where an instant comes from: one column with it all, or a date and a time of day.

    Attributes:
        day: the column with the date, or with everything.
        clock: the column with the time of day; None where `day` has it.
        clock_only: the field's own column is a time of day.
        style: how the date is written.
    """

    field: str
    day: int
    clock: int | None
    clock_only: bool
    style: DateStyle


def find_instants(
    layout: Layout,
    uses: Sequence[ColumnUse],
    table: Table,
    sample: Sequence[Sequence[str]],
    date_format: str | None,
) -> tuple[InstantSource, ...]:
    """Return the instants that the file has.

    Raises:
        Refused: the dates of a column could be day first or month first, or are both.
    """
    by_field = {use.spec.name: use for use in uses if use.spec.parser in {Parser.INSTANT, Parser.CLOCK}}
    places = _places(layout, by_field, sample)
    styles = date_styles(table, sample, sorted({day for day, _, _ in places.values()}), date_format)
    return tuple(
        InstantSource(name, day, clock, alone, styles[day]) for name, (day, clock, alone) in places.items()
    )


def date_styles(
    table: Table, sample: Sequence[Sequence[str]], indexes: Sequence[int], date_format: str | None
) -> dict[int, DateStyle]:
    """Return how each of the columns writes its dates; the whole file is read where a sample leaves it open.

    Raises:
        Refused: the dates of a column could be day first or month first, or are both.
    """
    unsettled = [index for index in indexes if date_format is None and _needs_order(sample, index)]
    orders = _settle(table, unsettled) if unsettled else {}
    return {index: _style(table, sample, index, date_format or orders.get(index)) for index in indexes}


def date_only(sample: Sequence[Sequence[str]], source: InstantSource) -> bool:
    """Tell whether an instant's column holds dates without any time of day."""
    texts = [text for text in _cells(sample, source.day) if text]
    if source.clock is not None or any(map(_shows_clock, texts)):
        return False
    return bool(texts) and not any(_of_a_day(text, source.style) for text in texts)


def _shows_clock(text: str) -> bool:
    """A spreadsheet's dates come with a midnight that nobody wrote."""
    return ":" in text and not text.endswith(" 00:00:00")


def _of_a_day(text: str, style: DateStyle) -> bool:
    """Tell whether a text without a colon, such as a spreadsheet's number, has a time of day nevertheless."""
    try:
        return parse_stamp(text, style)[0] % DAY != 0
    except ValueError:
        return False


def _places(
    layout: Layout, by_field: Mapping[str, ColumnUse], sample: Sequence[Sequence[str]]
) -> dict[str, tuple[int, int | None, bool]]:
    day, clock = by_field.get("date"), by_field.get("time")
    found: dict[str, tuple[int, int | None, bool]] = {}
    for name, use in by_field.items():
        if name in {"date", "time"}:
            continue
        if day is not None and _is_clock(sample, use.index):
            found[name] = (day.index, use.index, True)
        elif name == layout.primary and clock is not None and not _has_clock(sample, use.index):
            found[name] = (use.index, clock.index, False)
        else:
            found[name] = (use.index, None, False)
    if layout.primary and layout.primary not in found:
        whole = day or clock
        if whole is not None and (day is not None or not _is_clock(sample, whole.index)):
            apart = (
                clock if clock is not None and day is not None and not _has_clock(sample, day.index) else None
            )
            found[layout.primary] = (whole.index, apart.index if apart is not None else None, False)
    return found


def _cells(sample: Sequence[Sequence[str]], index: int) -> list[str]:
    return [row[index].strip() for row in sample if index < len(row)]


def _is_clock(sample: Sequence[Sequence[str]], index: int) -> bool:
    texts = [text for text in _cells(sample, index) if text]
    return bool(texts) and all(_parses_as_clock(text) for text in texts[:50])


def _parses_as_clock(text: str) -> bool:
    try:
        parse_clock(text)
    except ValueError:
        return False
    return True


def _has_clock(sample: Sequence[Sequence[str]], index: int) -> bool:
    return any(map(_shows_clock, _cells(sample, index)))


def _needs_order(sample: Sequence[Sequence[str]], index: int) -> bool:
    """Whether most dates of a column leave their order open; a few odd ones are rejected row by row."""
    texts = [text for text in _cells(sample, index) if text]
    leaves_open = sum(possible_orders(date_part(text)) is not None for text in texts)
    return leaves_open * 2 > len(texts)


def _settle(table: Table, indexes: Sequence[int]) -> dict[int, str]:
    allowed = dict.fromkeys(indexes, _ANY_ORDER)
    examples: dict[int, str] = {}
    seen: dict[int, set[str]] = {index: set() for index in indexes}
    for chunk in table.chunks():
        for index in indexes:
            new = {date_part(row[index]) for row in chunk.rows if index < len(row)} - seen[index]
            seen[index] |= new if len(seen[index]) < 200_000 else set()
            allowed[index] = _narrow(allowed[index], new)
            examples.setdefault(index, next(iter(sorted(new)), ""))
    return {index: _only(table, index, orders, examples.get(index, "")) for index, orders in allowed.items()}


def _narrow(allowed: frozenset[str], dates: Iterable[str]) -> frozenset[str]:
    for text in dates:
        orders = possible_orders(text)
        if orders:
            allowed &= orders
    return allowed


def _only(table: Table, index: int, orders: frozenset[str], example: str) -> str:
    if len(orders) == 1:
        return next(iter(orders))
    column = table.first_row[index]
    if not orders:
        raise NotUnderstood(
            f"The dates in column {column!r} of {table.path.name} are partly day first, partly month first.",
            next="Correct the file, or give --date-format to reject the rows that do not fit.",
        )
    choices = " or ".join(sorted(orders))
    raise NotUnderstood(
        f"The dates in column {column!r} of {table.path.name}, such as {example}, can be read as {choices}.",
        next=f"Say which: --date-format {choices.replace(' or ', ' or --date-format ')}.",
    )


def _style(table: Table, sample: Sequence[Sequence[str]], index: int, chosen: str | None) -> DateStyle:
    pattern = chosen if chosen is not None and "%" in chosen else None
    order = chosen if pattern is None else None
    texts = [text for text in _cells(sample, index) if text]
    wide = sum(len(date_part(text)) == 10 for text in texts) * 2 >= len(texts)
    return DateStyle(order, pattern, wide, table.counts_from_1904)
