"""Health by command: listed, explained, recorded, and its rules looked at and set."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Amtui


def rows(amtui: Amtui, *more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = amtui("health", "--json", *more).json
    return found


@pytest.mark.usefixtures("demo")
def test_health_is_listed_the_least_healthy_first_and_explained_to_the_point(amtui: Amtui) -> None:
    listed = rows(amtui)
    scores = [row["score"] for row in listed if row["score"] is not None]
    assert scores == sorted(scores)
    assert {row["before_on"] for row in listed} == {"2026-10-24"}
    worst = listed[0]
    told = amtui("health", "why", worst["account"], "--from", worst["before_on"], "--json").json
    assert (told["before"], told["after"], told["change"]) == (
        worst["before"],
        worst["score"],
        worst["change"],
    )
    whole = sum(part["points"] for part in told["parts"]) + told["held"] + told["rounding"]
    assert whole == pytest.approx(told["change"])
    text = amtui("health", "why", worst["account"]).out
    assert f"{worst['score']} {worst['band']} on 2026-11-23" in text

    days = amtui("health", "history", worst["account"], "--from", "2026-11-20", "--json").json
    assert [(day["day"], day["recorded"]) for day in days[-2:]] == [
        ("2026-11-22", True),
        ("2026-11-23", False),
    ]
    early = amtui("health", "why", worst["account"], "--from", "2020-01-01")
    assert (early.code, "earliest" in early.err) == (5, True)


def test_days_of_years_ago_are_explained_and_days_in_the_wrong_order_are_not(
    amtui: Amtui, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert amtui("health", "record").code == 0
    monkeypatch.setenv("AMTUI_NOW", "2027-11-23T09:00:00+01:00")
    told = amtui("health", "why", "Northwind", "--from", "2026-11-25", "--json").json
    assert (told["from"], told["to"]) == ("2026-11-23", "2027-11-23")
    days = amtui("health", "history", "Northwind", "--from", "2026-01-01", "--json").json
    assert [day["day"] for day in days] == ["2026-11-23", "2027-11-23"]
    assert len(amtui("health", "history", "Northwind", "--json").json) == 1
    wrong = amtui("health", "why", "Northwind", "--from", "2027-11-23", "--to", "2027-11-20")
    assert (wrong.code, "before" in wrong.err) == (2, True)


def test_rules_are_looked_at_before_they_are_set(amtui: Amtui, db: Path) -> None:
    assert amtui("health", "record", "--json").json == {"recorded": 1}
    assert rows(amtui)[0]["score"] is None
    look = amtui("health", "rules", "--coverage", "0.4", "--dry-run", "--json").json
    assert [(move["account"], move["band_after"]) for move in look["moves"]] == [("Northwind", "red")]
    assert rows(amtui)[0]["score"] is None
    assert amtui("health", "rules", "--coverage", "0.4", "--bands", "40,60").code == 0
    assert amtui("health", "rules", "--json").json["red_up_to"] == 40
    assert rows(amtui)[0]["band"] == "amber"
    assert amtui("health", "rules", "--bands", "60,40").code == 3
    assert amtui("health", "rules", "--cap", "1", "--read-only").code == 3


@pytest.mark.usefixtures("demo")
def test_too_little_known_is_called_as_everywhere(amtui: Amtui) -> None:
    asked = ("--filter", "lumen health:insufficient_data")
    (row,) = amtui("portfolio", *asked, "--json").json
    assert (row["health"], row["health_coverage"] < 0.5) == (None, True)
    assert amtui("health", *asked, "--json").json[0]["band"] == "insufficient_data"
    assert "insufficient data" in amtui("portfolio", *asked).out
    assert "insufficient data" in amtui("health", *asked).out
    shown = amtui("account", "show", "Lumen Optik AG").out
    assert f"insufficient data ({row['health_coverage']:.0%} known)".replace("%", " %") in shown
