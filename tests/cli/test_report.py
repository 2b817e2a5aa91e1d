"""The QBR pack by command: the figures of `amtui kpi`, in each format."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli.conftest import Amtui


@pytest.mark.usefixtures("demo")
def test_a_qbr_pack_shows_the_figures_of_kpi_in_every_format(amtui: Amtui, tmp_path: Path) -> None:
    name = next(
        row["account"]
        for row in amtui("portfolio", "--json").json
        if row["kpis"]["missed_call_rate"]["target"] and row["kpis"]["missed_call_rate"]["n"]
    )
    known = {row["kpi"]: row for row in amtui("kpi", "--account", name, "--json").json}
    pack = amtui("report", "qbr", name, "--json").json
    for figure in pack["kpis"]:
        assert figure["formula"]
        assert figure["window"] == known[figure["kpi"]]["window"]
        for key in ("value", "n", "numerator", "denominator", "baseline", "target", "progress", "state"):
            assert figure[key] == known[figure["kpi"]][key]

    book, page, text = (tmp_path / f"pack.{form}" for form in ("xlsx", "html", "md"))
    for file in (book, page, text):
        assert amtui("report", "qbr", name, "--out", file).code == 0
    rows = CalamineWorkbook.from_path(book).get_sheet_by_name("KPIs").to_python()
    shown = {str(row[0]).casefold(): row for row in rows if row[7:] and isinstance(row[7], float)}
    missed = shown["missed-call rate"]
    assert [missed[place] for place in (1, 3, 4, 7)] == [
        known["missed_call_rate"][key] for key in ("baseline", "value", "target", "n")
    ]
    assert text.read_text(encoding="utf-8") == amtui("report", "qbr", name).out
    assert page.read_text(encoding="utf-8").count("<svg ") == len([one for one in pack["kpis"] if one["n"]])

    assert amtui("report", "qbr", name, "--format", "xlsx").code == 2
    assert amtui("report", "qbr", name, "--out", tmp_path / "pack.doc").code == 2
    assert amtui("report", "qbr", "Nobody").code == 5
    (listed,) = [row for row in amtui("health", "--json").json if row["account"] == name]
    assert (pack["health"], pack["health_coverage"]) == (listed["score"], listed["coverage"])
    assert {each["part"]: each["points"] for each in pack["health_parts"]} == {
        part: found["points"] for part, found in listed["parts"].items()
    }
    assert amtui("report", "qbr", name, "--from", "2026-02-02", "--to", "2026-02-01").code == 2


@pytest.mark.usefixtures("demo")
def test_the_brief_and_the_quarter_come_in_every_format_with_the_figures_of_the_lists(
    amtui: Amtui, tmp_path: Path
) -> None:
    row = max(amtui("portfolio", "--json").json, key=lambda each: each["open_requests"])
    brief = amtui("report", "account", row["account"], "--json").json
    assert (brief["health"], brief["requests"]["open"]) == (row["health"], row["open_requests"])
    assert len(brief["requests"]["waiting"]) == row["open_requests"]
    assert sum(part["points"] for part in brief["health_parts"]) >= (row["health"] or 0) - 0.5

    quarter = amtui("report", "quarter", "--period", "2026Q4", "--json").json
    assert (quarter["from"], quarter["complete"]) == ("2026-10-01", False)
    assert quarter["requests"]["created"] == sum(each["requests"]["created"] for each in quarter["accounts"])
    assert {each["account"] for each in quarter["accounts"]} == {
        each["account"] for each in amtui("portfolio", "--json").json
    }
    for words in (("account", row["account"]), ("quarter", "--period", "2026Q4")):
        book, page, text = (tmp_path / f"{words[0]}.{form}" for form in ("xlsx", "html", "md"))
        for file in (book, page, text):
            assert amtui("report", *words, "--out", file).code == 0
        assert text.read_text(encoding="utf-8") == amtui("report", *words).out
        assert "<script" not in page.read_text(encoding="utf-8")
        sheets = CalamineWorkbook.from_path(book).sheet_names
        assert sheets[-2 if words[0] == "account" else -1] == "Sources"
    assert amtui("report", "quarter", "--period", "2026").code == 2
    assert amtui("report", "quarter", "--am", "nobody").code == 5
