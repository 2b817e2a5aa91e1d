"""What became of the day's list since a day that was remembered: new, worse, better, gone."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from amtui.domain.change import Notice
from amtui.domain.frozen import dataclass
from amtui.domain.today_records import TodayRow
from amtui.domain.vocabulary import Source

LONGEST = 120
"""Characters of a row's words that are remembered."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A row as it stood on a day; `gravity` begins with whether it was urgent."""

    source: Source
    ref: str
    account_id: int
    target_id: int | None
    account: str
    what: str
    gravity: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """A row that is no longer there: how that came, and by whom, where it is known."""

    row: Remembered
    how: str
    by: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of the list.

    Attributes:
        since: the day that it is held against; None where none was remembered.
    """

    since: date | None
    new: tuple[TodayRow, ...] = ()
    worse: tuple[TodayRow, ...] = ()
    better: tuple[TodayRow, ...] = ()
    gone: tuple[Gone, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberToday(Notice):
    """Remember how the author's list stands at their first look of a day."""

    rows: tuple[Remembered, ...]


def remembered(row: TodayRow) -> Remembered:
    """Return what is remembered of a row."""
    return Remembered(
        row.source, row.ref, row.account_id, row.target_id, row.account, row.what[:LONGEST], _gravity(row)
    )


def to_document(rows: Iterable[Remembered]) -> list[list[Any]]:
    """Return rows as JSON can hold them."""
    return [
        [each.source.value, each.ref, each.account_id, each.target_id, each.account, each.what, each.gravity]
        for each in rows
    ]


def from_document(document: Iterable[Sequence[Any]]) -> tuple[Remembered, ...]:
    """Return what `to_document` made as rows; kinds that are no longer known are left out."""
    known = {source.value for source in Source}
    return tuple(
        Remembered(Source(source), ref, account_id, target_id, account, what, tuple(gravity))
        for source, ref, account_id, target_id, account, what, gravity in document
        if source in known
    )


def moved(
    then: Sequence[Remembered], now: Sequence[TodayRow]
) -> tuple[tuple[TodayRow, ...], tuple[TodayRow, ...], tuple[TodayRow, ...]]:
    """Return the rows that are new, that stand worse in any respect, and else those that stand better."""
    before = {(each.source, each.ref): each.gravity for each in then}
    new: list[TodayRow] = []
    worse: list[TodayRow] = []
    better: list[TodayRow] = []
    for row in now:
        old, gravity = before.get((row.source, row.ref)), _gravity(row)
        if old is None:
            new.append(row)
        elif any(each > was for each, was in zip(gravity, old, strict=False)):
            worse.append(row)
        elif gravity != old:
            better.append(row)
    return tuple(new), tuple(worse), tuple(better)


def _gravity(row: TodayRow) -> tuple[int, ...]:
    return int(row.urgent), *row.gravity
