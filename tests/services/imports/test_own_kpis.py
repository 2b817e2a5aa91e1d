"""Days of KPIs of the team's own: taken in, corrected, and refused with the reason."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from amtui.data.models import imports, own_kpi_days
from amtui.data.queries.kpis import kpi_figures
from amtui.domain.errors import Refused
from amtui.domain.kpi_changes import DefineKpi
from amtui.domain.vocabulary import Comparator, KpiKey, Unit
from tests.services.imports.conftest import Desk

Writer = Callable[..., Path]
HEADER = "account,kpi,day,numerator,denominator"
SHARE = KpiKey("resolved_first_time")


@pytest.fixture
def office(desk: Desk) -> Desk:
    """A desk with an account and a share that is defined."""
    desk.account("Acme")
    desk.backend.apply(
        DefineKpi(
            key=SHARE,
            label="resolved the first time",
            unit=Unit.FRACTION,
            comparator=Comparator.AT_LEAST,
        )
    )
    return desk


def test_days_go_in_once_and_are_corrected(office: Desk, file: Writer) -> None:
    one = file("one.csv", HEADER, f"Acme,{SHARE},2026-11-20,8,10", f"Acme,{SHARE},2026-11-21,9,10")
    two = file(
        "two.csv", HEADER, "Acme,Resolved the first time,2026-11-21,7,10", f"acme,{SHARE},2026-11-22,9,9"
    )
    assert office.take("kpi", one).imported == 2
    assert office.take("kpi", one).unchanged == 2
    later = office.take("kpi", two)
    assert (later.imported, later.updated) == (1, 1)
    days = sorted((row["day"], row["numerator"], row["denominator"]) for row in office.rows(own_kpi_days))
    assert days == [
        (date(2026, 11, 20), 8, 10),
        (date(2026, 11, 21), 7, 10),
        (date(2026, 11, 22), 9, 9),
    ]
    assert [row["file_name"] for row in office.rows(imports)] == ["one.csv", "two.csv"]


def test_the_figure_names_its_files(office: Desk, file: Writer) -> None:
    office.take("kpi", file("shares.csv", HEADER, f"Acme,{SHARE},2026-11-20,8,10"))
    (found,) = office.backend.read(kpi_figures, kpis=(SHARE,))
    assert (found.value, found.unit, found.source) == (0.8, "fraction", "shares.csv")


def test_rows_that_make_no_sense_stay_out_with_the_reason(office: Desk, file: Writer, tmp_path: Path) -> None:
    path = file(
        "bad.csv", HEADER,
        f"Acme,{SHARE},2026-11-20,8,10",
        f"Acme,{SHARE},2026-11-20,9,10",
        f"Acme,{SHARE},2026-11-21,11,10",
        f"Acme,{SHARE},2026-11-22,-1,10",
        f"Acme,{SHARE},2026-11-23,1.5,10",
        f"Acme,{SHARE},2027-01-01,1,10",
        "Acme,missed_call_rate,2026-11-20,1,10",
        "Acme,weather,2026-11-20,1,10",
        f"Nobody,{SHARE},2026-11-20,1,10",
        f"Acme,{SHARE},2026-11-19,,10",
    )  # fmt: skip
    report = office.take("kpi", path)
    assert (report.imported, report.rejected) == (1, 9)
    assert report.rejects_file is not None
    told = report.rejects_file.read_text(encoding="utf-8")
    for reason in (
        "line 2 has the same account, KPI and day",
        "the numerator of a fraction is above its denominator",
        "the day is still to come",
        "the KPI “missed_call_rate” is counted by the program",
        "the KPI “weather” is not defined; there are resolved the first time and resolved_first_time",
        "there is no account “Nobody”",
    ):
        assert reason in told


def test_a_file_without_a_denominator_is_refused(office: Desk, file: Writer) -> None:
    with pytest.raises(Refused, match="denominator"):
        office.take("kpi", file("half.csv", "account,kpi,day,numerator", f"Acme,{SHARE},2026-11-20,8"))
