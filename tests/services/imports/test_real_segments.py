"""Segments and hours of real exports, and a service level of the file's own, against references."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from amtui.data.engine import for_writing
from amtui.data.models import settings
from amtui.data.queries.insights import insight
from amtui.data.queries.kpis import kpi_figures
from amtui.domain.insight_records import Insight
from amtui.domain.kpi.dimensions import Dimension
from amtui.domain.vocabulary import KpiKey
from tests.services.imports.conftest import Desk

Folder = Callable[[str], Path]
pytestmark = pytest.mark.real_data
QUARTER = date(2021, 1, 1), date(2021, 3, 31)
YEAR = date(2021, 1, 1), date(2021, 12, 31)
CHECKED = date(2026, 8, 11), date(2026, 8, 21)
Counts = dict[str | None, tuple[int, int]]


def reference(folder: Path) -> Any:
    return json.loads((folder / "reference.json").read_text())


def parts(found: Insight, dimension: Dimension) -> Counts:
    """Return observations and bad ones by the value of a dimension."""
    (broken_down,) = (each for each in found.breakdowns if each.dimension is dimension)
    n, bad = Counter[str | None](), Counter[str | None]()
    for one in broken_down.slices:
        n[one.value] += one.n
        bad[one.value] += one.amount
    return {value: (n[value], bad[value]) for value in n}


def by_hour(found: Insight, place: Callable[[Any], int]) -> dict[str, tuple[int, int]]:
    """Return observations and bad ones by what `place` takes from an hour of the week."""
    n, bad = Counter[str](), Counter[str]()
    for cell in found.heat.cells:
        n[str(place(cell))] += cell.n
        bad[str(place(cell))] += cell.amount
    return {key: (n[key], bad[key]) for key in n}


def test_missed_calls_by_agent_topic_and_weekday_are_the_reference_s(desk: Desk, real_data: Folder) -> None:
    folder = real_data("calls_pwc")
    wanted = reference(folder)
    account = desk.account("PWC")
    desk.take("calls", *folder.glob("*.xlsx"), account="PWC")
    found = desk.backend.read(insight, account_id=account, kpi=KpiKey.MISSED_CALL_RATE, window=QUARTER)
    counted = {
        name: {key: (told["calls"], told["missed"]) for key, told in wanted[name].items()}
        for name in ("by_agent", "by_topic", "by_weekday (Mon=0)")
    }
    assert parts(found, Dimension.AGENT) == counted["by_agent"]
    assert parts(found, Dimension.QUEUE) == counted["by_topic"]
    assert by_hour(found, lambda cell: cell.weekday) == counted["by_weekday (Mon=0)"]


def test_a_service_level_of_the_file_s_own_is_the_reference_s_in_all_and_by_hour(
    desk: Desk, real_data: Folder
) -> None:
    folder = real_data("calls_sim")
    wanted = reference(folder)
    account = desk.account("Sim")
    desk.take("calls", *folder.glob("*.csv"), account="Sim")
    with for_writing(desk.backend.engine.connect()) as connection, connection.begin():
        connection.execute(insert(settings).values(key="service_level_seconds", value=60))
    (level,) = desk.backend.read(
        kpi_figures, account_ids=(account,), kpis=(KpiKey.SERVICE_LEVEL,), window=YEAR
    )
    assert (level.numerator, level.denominator) == (wanted["overall"]["within_60s"], wanted["rows"])
    assert round(level.value or 0, 6) == wanted["overall"]["within_60s_rate"]
    assert level.method is not None
    assert level.method.startswith("within 1 m 00 s;")
    found = desk.backend.read(insight, account_id=account, kpi=KpiKey.SERVICE_LEVEL, window=YEAR)
    assert by_hour(found, lambda cell: cell.hour) == {
        hour: (told["calls"], told["calls"] - told["within_60s"]) for hour, told in wanted["by_hour"].items()
    }


def test_failed_checks_by_integration_are_the_reference_s(desk: Desk, real_data: Folder) -> None:
    folder = real_data("sync_manticore")
    wanted = reference(folder)["by_integration"]
    account = desk.account("Manticore")
    desk.take("sync", folder / "upptime_events.csv", account="Manticore")
    found = desk.backend.read(insight, account_id=account, kpi=KpiKey.SYNC_SUCCESS, window=CHECKED)
    assert parts(found, Dimension.INTEGRATION) == {
        name: (told["events"], told["failed"]) for name, told in wanted.items()
    }
