import calendar
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from amtui.data.models import calls, kpi_days
from amtui.domain.vocabulary import KpiKey, Statistic
from tests.services.imports.conftest import Desk

Folder = Callable[[str], Path]
pytestmark = pytest.mark.real_data


def reference(folder: Path) -> Any:
    return json.loads((folder / "reference.json").read_text())


def windows(by_month: dict[str, Any]) -> list[tuple[dict[str, date], Any]]:
    found = []
    for month, figures in by_month.items():
        year, number = map(int, month.split("-"))
        last = calendar.monthrange(year, number)[1]
        found.append(({"first": date(year, number, 1), "last": date(year, number, last)}, figures))
    return found


def assert_waits(pooled: Any, wanted: Any) -> None:
    assert pooled.n == wanted["n"]
    assert round(pooled.value(Statistic.MEAN), 4) == wanted["mean"]
    assert pooled.value(Statistic.MEDIAN) == wanted["median"]
    assert pooled.value(Statistic.P90) == wanted["p90_linear"]


def test_the_call_centre_workbook_gives_its_reference_figures_in_all_and_by_month(
    desk: Desk, real_data: Folder
) -> None:
    folder = real_data("calls_pwc")
    wanted = reference(folder)
    account = desk.account("PWC")
    report = desk.take("calls", *folder.glob("*.xlsx"), account="pwc")
    assert (report.read, report.imported, report.rejected) == (5000, 5000, 0)
    everything: list[tuple[dict[str, date], Any]] = [({}, wanted["overall"]), *windows(wanted["by_month"])]
    for window, figures in everything:
        missed = desk.pooled(account, KpiKey.MISSED_CALL_RATE, **window)
        assert (missed.numerator, missed.denominator) == (figures["missed"], figures["calls"])
        assert round(missed.value(Statistic.RATE), 6) == figures["missed_rate"]
        assert_waits(desk.pooled(account, KpiKey.FIRST_RESPONSE, **window), figures["speed_of_answer"])


def test_importing_the_workbook_twice_changes_nothing(desk: Desk, real_data: Folder) -> None:
    (path,) = real_data("calls_pwc").glob("*.xlsx")
    desk.account("PWC")
    desk.take("calls", path, account="PWC")
    before = desk.dump(calls, kpi_days)
    again = desk.take("calls", path, account="PWC")
    assert (again.imported, again.updated, again.unchanged) == (0, 0, 5000)
    assert desk.dump(calls, kpi_days) == before


def test_a_year_of_simulated_calls_gives_its_reference_figures(desk: Desk, real_data: Folder) -> None:
    folder = real_data("calls_sim")
    wanted = reference(folder)
    account = desk.account("Sim")
    report = desk.take("calls", *folder.glob("*.csv"), account="Sim")
    assert (report.imported, report.rejected) == (wanted["rows"], 0)
    missed = desk.pooled(account, KpiKey.MISSED_CALL_RATE)
    assert (missed.numerator, missed.denominator, missed.value(Statistic.RATE)) == (0, 51708, 0.0)
    everything: list[tuple[dict[str, date], Any]] = [({}, wanted["overall"]), *windows(wanted["by_month"])]
    for window, figures in everything:
        assert_waits(desk.pooled(account, KpiKey.FIRST_RESPONSE, **window), figures["wait"])


def test_a_pbx_log_without_a_header_gives_its_reference_figures(desk: Desk, real_data: Folder) -> None:
    folder = real_data("calls_asterisk")
    wanted = reference(folder)
    account = desk.account("Lab")
    report = desk.take("calls", folder / "Master.csv", account="Lab")
    assert (report.imported, report.mapping and report.mapping.format) == (14, "asterisk")
    missed = desk.pooled(account, KpiKey.MISSED_CALL_RATE)
    assert (missed.numerator, missed.denominator) == (3, 14)
    assert round(missed.value(Statistic.RATE), 6) == wanted["missed_rate"]
    assert_waits(desk.pooled(account, KpiKey.FIRST_RESPONSE), wanted["wait"])
    assert desk.take("calls", folder / "Master.csv", account="Lab").unchanged == 14
