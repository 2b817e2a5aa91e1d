"""What must hold for any calls: order and overlap never matter, and days add up to what the rows say."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table

from amtui.data.models import calls, kpi_days
from amtui.domain.kpi.exclusions import classify
from amtui.domain.vocabulary import CallDirection, CallOutcome, KpiKey
from tests.services.imports.conftest import Desk

HEADER = "call id,start,direction,outcome,wait s,parent call id,caller id"
ZONES = ("Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe")
EVES = tuple(
    datetime.fromisoformat(f"2026-{day}T20:00") for day in ("03-28", "10-24", "04-04", "03-07")
)  # fmt: skip
ROOTS, MOST = 4, 14
modest = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Row:
    """A call as its file writes it."""

    own: int
    at: datetime
    direction: CallDirection
    outcome: CallOutcome
    wait: int | None
    parent: int | None

    def line(self) -> str:
        wait, parent = ("" if value is None else str(value) for value in (self.wait, self.parent))
        words = (self.own, f"{self.at:%Y-%m-%d %H:%M:%S}", self.direction, self.outcome, wait, parent)
        return ",".join(map(str, (*words, f"+49{self.own}")))

    @property
    def call(self) -> int:
        return self.own if self.parent is None else self.parent


@st.composite
def logs(draw: st.DrawFn) -> tuple[str, list[Row], list[list[Row]]]:
    """A zone, calls around a change of its clocks, and files that hold them with overlaps, in any order."""
    zone, eve = draw(st.sampled_from(ZONES)), draw(st.sampled_from(EVES))
    size = draw(st.integers(1, MOST))
    rows = [
        Row(
            own,
            eve + timedelta(minutes=draw(st.integers(0, 36 * 60))),
            draw(st.sampled_from(CallDirection)),
            draw(st.sampled_from(CallOutcome)),
            draw(st.none() | st.integers(0, 40)),
            draw(st.none() | st.integers(0, ROOTS - 1)) if own >= ROOTS else None,
        )
        for own in range(size)
    ]
    parts = draw(st.lists(st.lists(st.sampled_from(rows), min_size=1), max_size=3))
    rest = [row for row in rows if not any(row in part for part in parts)]
    files = [*parts, *([rest] if rest else [])]
    return zone, rows, draw(st.permutations(files))


def write(folder: Path, name: str, rows: list[Row]) -> Path:
    path = folder / name
    path.write_text("\n".join((HEADER, *(row.line() for row in rows))) + "\n")
    return path


def stored(desk: Desk, table: Table, account: int) -> list[dict[str, Any]]:
    left_out = {"id", "account_id", "import_id"}
    mine = [row for row in desk.rows(table) if row["account_id"] == account]
    return sorted(({k: v for k, v in row.items() if k not in left_out} for row in mine), key=repr)


def rank(row: Row) -> tuple[object, ...]:
    machine = {CallOutcome.IVR_ABANDONED: 2, CallOutcome.AFTER_HOURS: 2, CallOutcome.ANSWERED: 0}
    return machine.get(row.outcome, 1), utc(row.at), str(row.own)


def utc(wall: datetime, zone: str = "UTC") -> datetime:
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def counted(rows: list[Row], zone: str) -> list[tuple[date, int, bool, int | None]]:
    """Day, reasons, whether missed and wait of each call, worked out row by row."""
    found = []
    ways = [CallDirection.INBOUND, CallDirection.OUTBOUND, CallDirection.INTERNAL]
    for call in {row.call for row in rows}:
        legs = [row for row in rows if row.call == call]
        first = min(legs, key=lambda row: (utc(row.at, zone), ways.index(row.direction), str(row.own)))
        chosen = min(legs, key=lambda row: (rank(row)[0], utc(row.at, zone), str(row.own)))
        for row in legs:
            mask = classify(first.direction, row.outcome, row.wait, is_open=None, is_leg=row is not chosen)
            day = utc(row.at, zone).astimezone(ZoneInfo(zone)).date()
            found.append((day, mask, row.outcome is not CallOutcome.ANSWERED, row.wait))
    return found


@modest
@given(drawn=logs())
def test_order_and_overlap_never_matter_and_days_add_up_to_the_rows(
    desk: Desk, tmp_path: Path, drawn: tuple[str, list[Row], list[list[Row]]]
) -> None:
    zone, rows, files = drawn
    tag = len(desk.rows(calls)) + len(desk.rows(kpi_days)) * 1000
    whole, parts = desk.account(f"whole {tag}", zone=zone), desk.account(f"parts {tag}", zone=zone)
    desk.take("calls", write(tmp_path, "all.csv", rows), account=whole)
    for number, part in enumerate(files):
        desk.take("calls", write(tmp_path, f"{number}.csv", part), account=parts)
    for table in (calls, kpi_days):
        assert stored(desk, table, parts) == stored(desk, table, whole)
    again = desk.take("calls", write(tmp_path, "all.csv", rows), account=parts)
    assert (again.imported, again.updated) == (0, 0)
    truth = counted(rows, zone)
    days = sorted({day for day, *_ in truth})
    for first in days:
        for last in days:
            inside = [entry for entry in truth if first <= entry[0] <= last]
            taken = [entry for entry in inside if entry[1] == 0]
            missed = desk.pooled(parts, KpiKey.MISSED_CALL_RATE, first=first, last=last)
            assert (missed.denominator, missed.numerator) == (len(taken), sum(entry[2] for entry in taken))
            assert sum(n for _, n in missed.excluded) == len(inside) - len(taken)
            waits = sorted(wait for _, _, lost, wait in taken if not lost and wait is not None)
            response = desk.pooled(parts, KpiKey.FIRST_RESPONSE, first=first, last=last)
            assert sorted(w for w, n in response.histogram.items() for _ in range(n)) == waits
