"""Columns of dates and times to microseconds: fast where a column is regular, patient where it is not."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from amtui.data.formats.clocks import parse_clock, parse_hour
from amtui.data.formats.days import parse_day
from amtui.data.formats.iso_stamps import iso_micros
from amtui.data.formats.memo import Memo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BAD = 1 << 60
NO_TIME = 1 << 59
"""From here on a number stands for a text that is no time; all sums with it are at least this."""

_MOST = 200_000
DAY = 86_400_000_000
_EPOCH = date(1970, 1, 1).toordinal()
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_FRACTION = re.compile(r"0?\.\d+")
_CLOCK = re.compile(r"(?:\s*[T,]\s*|\s+at\s+|\s+)(?=\d{1,2}:\d{2})|(?=T\d{6})")


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How the dates of one column are written.

    Attributes:
        order: `dmy`, `mdy` or `ymd` for dates that could be several; None reads only what is plain.
        pattern: a strptime pattern for the whole text instead.
        wide: the date takes the first ten characters; else it ends at the first space.
        counts_from_1904: how a spreadsheet's day numbers count.
    """

    order: str | None = None
    pattern: str | None = None
    wide: bool = True
    counts_from_1904: bool = False


class Stamps:
    """Parses the texts of one column.

    A date and a time of day are looked up apart: there are few of each.

    Args:
        style: how dates are written.
        of_hours: whether a bare number in a column of times is an hour.
    """

    def __init__(self, style: DateStyle, *, of_hours: bool = False) -> None:
        self.style = style
        self._of_hours = of_hours
        self._days = Memo(self._day)
        self._clocks = Memo(self._clock)
        self._zoned: set[str] = set()

    def column(self, texts: Sequence[str]) -> tuple["NDArray[np.int64]", "NDArray[np.bool_]"]:
        """Return microseconds (`NO_TIME` or more where there is no time), and which rows name a zone.

        Rows that name a zone are in UTC, the others are wall-clock times.
        """
        import numpy as np

        if self.style.pattern is not None:
            return self._by_pattern(texts, self.style.pattern)
        if (alike := iso_micros(texts)) is not None:
            return alike[0], np.full(len(texts), alike[1])
        if len(self._zoned) > _MOST:
            self._zoned.clear()
            self._clocks.clear()
        whole = np.array(self._sums(texts), dtype=np.int64)
        zoned = np.zeros(len(whole), dtype=np.bool_)
        if self._zoned:
            zoned[:] = [clock in self._zoned for clock in self._clocks_of(texts)]
        for row in np.flatnonzero(whole >= NO_TIME).tolist():
            if texts[row].strip():
                whole[row], zoned[row] = self._patiently(texts[row])
        return whole, zoned

    def join(self, days: Sequence[str], clocks: Sequence[str]) -> "NDArray[np.int64]":
        """Return microseconds for a column of dates and one of times of day."""
        import numpy as np

        known_days, known_clocks = self._days, self._clocks
        sums = [known_days[day] + known_clocks[clock] for day, clock in zip(days, clocks, strict=True)]
        return np.array(sums, dtype=np.int64)

    def explain(self, text: str) -> str:
        """Return why a text is no time."""
        try:
            parse_stamp(text, self.style)
        except ValueError as error:
            return str(error)
        return f"{text.strip()!r} is not written as {self.style.pattern}"

    def _sums(self, texts: Sequence[str]) -> list[int]:
        days, clocks = self._days, self._clocks
        if self.style.wide:
            return [days[text[:10]] + clocks[text[10:]] for text in texts]
        return [days[part[0]] + clocks[part[2]] for part in map(_at_space, texts)]

    def _clocks_of(self, texts: Sequence[str]) -> list[str]:
        return [text[10:] for text in texts] if self.style.wide else [_at_space(text)[2] for text in texts]

    def _day(self, text: str) -> int:
        try:
            micros, zoned = parse_stamp(text, self.style)
        except ValueError:
            return _BAD
        return _BAD if zoned or micros % DAY else micros

    def _clock(self, text: str) -> int:
        try:
            micros, offset = parse_clock(text)
        except ValueError:
            return self._bare(text)
        if offset is None:
            return micros
        self._zoned.add(text)
        return micros - offset

    def _bare(self, text: str) -> int:
        if self._of_hours:
            with suppress(ValueError):
                return parse_hour(text)
        return _of_day(text)

    def _patiently(self, text: str) -> tuple[int, bool]:
        try:
            return parse_stamp(text, self.style)
        except ValueError:
            return _BAD, False

    def _by_pattern(
        self, texts: Sequence[str], pattern: str
    ) -> tuple["NDArray[np.int64]", "NDArray[np.bool_]"]:
        import numpy as np
        import pandas as pd

        zoned = "%z" in pattern
        stripped = [text.strip() for text in texts]
        parsed = pd.to_datetime(pd.Series(stripped, dtype=object), format=pattern, errors="coerce", utc=zoned)
        micros = parsed.dt.tz_localize(None) if zoned else parsed
        whole = micros.to_numpy(dtype="datetime64[us]").astype(np.int64)
        whole[parsed.isna().to_numpy()] = _BAD
        return whole, np.full(len(texts), zoned)


def _at_space(text: str) -> tuple[str, str, str]:
    return text.partition(" ")


def parse_stamp(text: str, style: DateStyle) -> tuple[int, bool]:
    """Return the microseconds of a date with or without a time, and whether they are in UTC already.

    Raises:
        ValueError: it is no time, or could be several; says why.
    """
    text = text.strip()
    if _NUMBER.fullmatch(text) and len(text.partition(".")[0]) != 8:
        return _from_number(text, counts_from_1904=style.counts_from_1904)
    split = _CLOCK.search(text)
    day, rest = (text[: split.start()], text[split.end() :]) if split else (text, "")
    ordinal = parse_day(day, style.order).toordinal()
    try:
        micros, offset = parse_clock(rest)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a time: {error}") from error
    return (ordinal - _EPOCH) * DAY + micros - (offset or 0), offset is not None


def day_of(text: str, style: DateStyle) -> date:
    """Return the day of a date with or without a time.

    Raises:
        ValueError: it is no date, or could be several; says why.
    """
    if style.pattern is not None:
        return datetime.strptime(text.strip(), style.pattern).date()  # noqa: DTZ007 only the day is kept
    return date.fromordinal(parse_stamp(text, style)[0] // DAY + _EPOCH)


def _of_day(text: str) -> int:
    """Return the time of day that a spreadsheet's fraction of a day stands for."""
    return round(float(text) * 86_400_000) * 1000 % DAY if _FRACTION.fullmatch(text.strip()) else _BAD


def _from_number(text: str, *, counts_from_1904: bool) -> tuple[int, bool]:
    value = float(text)
    for digits, scale in ((10, 1_000_000), (13, 1_000), (16, 1)):
        if len(text.partition(".")[0]) == digits and 946_684_800 <= value * scale / 1e6 < 4_102_444_800:
            return round(value * scale), True
    if not 20_000 <= value < 80_000:
        raise ValueError(f"{text!r} is not a date")
    begins = datetime(1904, 1, 1) if counts_from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 wall-clock time
    moment = begins + timedelta(milliseconds=round(value * 86_400_000))
    return round((moment - datetime(1970, 1, 1)) / timedelta(microseconds=1)), False  # noqa: DTZ001
