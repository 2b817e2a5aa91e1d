"""KPIs by command: explained, agreed on, withdrawn, defined."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Amtui


@pytest.fixture
def name(amtui: Amtui, demo: Path) -> str:
    """An account of the demo that has calls and goals."""
    rows = amtui("kpi", "--kpi", "missed_call_rate", "--json").json
    return str(next(row["account"] for row in rows if row["n"] and row["target"] is not None))


def test_a_figure_is_explained_and_its_exclusions_switched(amtui: Amtui, name: str) -> None:
    asked = ("kpi", "--account", name, "--kpi", "missed_call_rate", "--json")
    (plain,) = amtui(*asked, "--explain").json
    (wider,) = amtui(*asked, "--explain", "--include", "outbound", "--include", "ivr-abandoned").json
    left_out = {each["name"]: each["n"] for each in plain["exclusions"]}
    assert plain["excluded"] == {reason: n for reason, n in left_out.items() if n}
    switched = [each["name"] for each in wider["exclusions"] if not each["excludes"]]
    assert switched == wider["included"] == ["outbound", "ivr_abandoned"]
    assert wider["n"] > plain["n"]
    assert plain["formula"].startswith("missed / offered.")
    assert plain["files"][0].keys() == {"name", "at", "rows"}
    told = {"formula", "rule", "progress_words", "state_because", "tries", "exclusions", "files", "goals"}
    assert amtui(*asked).json[0].keys() == plain.keys() - told
    text = amtui("kpi", "--account", name, "--kpi", "missed_call_rate", "--explain").out
    assert "Left out" in text
    assert "Fraction" in text


def test_an_unknown_reason_is_named(amtui: Amtui, name: str) -> None:
    done = amtui("kpi", "--account", name, "--include", "rain", "--json")
    assert (done.code, done.error["message"]) == (2, "“rain” leaves nothing out")


def test_the_calls_behind_a_figure_are_listed(amtui: Amtui, name: str) -> None:
    (figure,) = amtui("kpi", "--account", name, "--kpi", "missed_call_rate", "--json").json
    rows = amtui("kpi", "calls", name, "missed_call_rate", "--json").json
    assert sum(row["counted"] for row in rows) == figure["n"]
    assert sum(row["in_numerator"] for row in rows) == figure["numerator"]
    assert rows == sorted(rows, key=lambda row: row["at"], reverse=True)
    missed = amtui("kpi", "calls", name, "missed_call_rate", "--only", "numerator", "--json").json
    assert missed == [row for row in rows if row["in_numerator"]]
    assert len(amtui("kpi", "calls", name, "missed_call_rate", "--limit", "2", "--csv").out.splitlines()) == 3


@pytest.mark.parametrize(
    ("options", "target", "comparator"),
    [
        (("--target", "0.04"), 0.04, "<="),
        (("--target", "4 %"), 0.04, "<="),
        (("--target", "< 4%"), 0.04, "<"),
        (("--target", "<4%", "--comparator", "<="), 0.04, "<="),
    ],
)
def test_a_target_is_a_number_or_as_the_form_takes_it(
    amtui: Amtui, name: str, options: tuple[str, ...], target: float, comparator: str
) -> None:
    assert amtui("kpi", "goal", name, "missed_call_rate", *options).code == 0
    (goal,) = [row for row in amtui("kpi", "goals", name, "--json").json if row["kpi"] == "missed_call_rate"]
    assert (goal["target"], goal["comparator"]) == (target, comparator)


def test_a_change_of_the_baseline_is_said_in_words_or_by_its_sign(amtui: Amtui, name: str) -> None:
    for change in ("-20%", "reduce by 20 %"):
        assert amtui("kpi", "goal", name, "missed_call_rate", "--by", change).code == 0
        goals = amtui("kpi", "goals", name, "--json").json
        (goal,) = [row for row in goals if row["kpi"] == "missed_call_rate"]
        assert goal["target"] == pytest.approx(0.8 * goal["baseline"])
    for wrong in (("--by", "much"), ("--target", "few"), ("--target", "nan"), ("--by", "inf%")):
        assert amtui("kpi", "goal", name, "missed_call_rate", *wrong).code in {2, 3}


def test_a_goal_by_a_change_is_agreed_listed_and_withdrawn(amtui: Amtui, name: str) -> None:
    person = amtui("account", "show", name, "--json").json["contacts"][0]
    contact, who = person["name"], person["id"]
    done = amtui(
        "kpi", "goal", name, "missed_call_rate", "--by", "-20%", "--with", who, "--due", "2027-01-31"
    )
    assert done.code == 0, done.err
    (goal,) = [row for row in amtui("kpi", "goals", name, "--json").json if row["kpi"] == "missed_call_rate"]
    assert goal["target"] == pytest.approx(0.8 * goal["baseline"])
    assert (goal["agreed_with"], goal["due"]) == (contact, "2027-01-31")
    stale = ("kpi", "withdraw", name, "missed_call_rate", "--reason", "No longer", "--version", "9")
    assert amtui(*stale).code == 4
    assert amtui(*stale[:-2]).code == 0
    ended = amtui("kpi", "goals", name, "--history", "--json").json
    assert [row["withdrawn_for"] for row in ended if row["id"] == goal["id"]] == ["No longer"]
    assert amtui(*stale[:-2]).code == 5
    assert amtui("kpi", "goal", name, "missed_call_rate", "--by", "less").code == 2
    assert amtui("kpi", "goal", name, "missed_call_rate", "--target", "0.1", "--with", "Nobody").code == 5


@pytest.mark.usefixtures("demo")
def test_only_an_administrator_defines_a_kpi(amtui: Amtui) -> None:
    words = ("--label", "first-time fix", "--unit", "fraction", "--better", "higher")
    refused = amtui("kpi", "define", "first_time_fix", *words)
    assert refused.code == 3
    assert "only admin" in refused.err
    listed = amtui("kpi", "list", "--json").json
    assert [row["key"] for row in listed if row["built_in"]] == [
        "missed_call_rate", "net_missed_rate", "first_response", "service_level", "request_first_reply",
        "sync_success", "first_attempt_sync",
    ]  # fmt: skip


def test_an_administrator_defines_and_feeds_one(amtui: Amtui, tmp_path: Path) -> None:
    database = ("--db", str(tmp_path / "own.db"))
    assert amtui("db", "init", *database).code == 0
    assert amtui("account", "add", "Acme", *database).code == 0
    words = ("--label", "first-time fix", "--unit", "fraction", "--better", "higher")
    assert amtui("kpi", "define", "first_time_fix", *words, *database).code == 0
    days = tmp_path / "days.csv"
    days.write_text(
        "account,kpi,day,numerator,denominator\nAcme,first_time_fix,2026-11-20,8,10\n", encoding="utf-8"
    )
    report = json.loads(amtui("import", "kpi", days, "--json", *database).out)
    assert report["imported"] == 1
    rows = amtui("kpi", "--account", "Acme", "--json", *database).json
    (found,) = [row for row in rows if row["kpi"] == "first_time_fix"]
    assert (found["value"], found["unit"], found["source"]) == (0.8, "fraction", "days.csv")
    goal = ("kpi", "goal", "Acme", "first-time-fix", "--target", "0.9")
    assert amtui(*goal, *database).code == 0
    (row,) = amtui("portfolio", "--json", *database).json
    assert row["kpis"]["first_time_fix"]["target"] == 0.9
    assert amtui("kpi", "retire", "first_time_fix", *database).code == 0
    assert amtui(*goal, *database).code == 2


@pytest.mark.parametrize(
    ("account", "kpi"),
    [
        ("Brightwater", "missed_call_rate"),
        ("Flint Optics", "sync_success"),
        ("Kestrel", "first_attempt_sync"),
        ("Brightwater", "request_first_reply"),
    ],
)
@pytest.mark.usefixtures("demo")
def test_the_observations_of_every_segment_add_up_to_it(amtui: Amtui, account: str, kpi: str) -> None:
    found = amtui("insights", account, "--kpi", kpi, "--json").json
    days = ("--from", found["window"]["from"], "--to", found["window"]["to"])
    alone = [segment for segment in found["segments"] if not segment["others"]]
    assert len(alone) > 1
    for segment in alone:
        part = f"{segment['dimension']}={segment['segment'] or ''}"
        rows = amtui("kpi", "calls", account, kpi, *days, "--part", part, "--json").json
        counted = [row for row in rows if row["counted"]]
        if segment["n"] is not None:
            assert len(counted) == segment["n"], part
        if kpi == "missed_call_rate" and segment["dimension"] != "outcome":
            assert sum(row["in_numerator"] for row in counted) == segment["bad"], part
        if segment["dimension"] == "error":
            assert sum(not row["in_numerator"] for row in counted) == segment["bad"], part


def test_a_segment_that_a_kpi_has_not_is_refused_with_those_that_it_has(amtui: Amtui, name: str) -> None:
    refused = amtui("kpi", "calls", name, "missed_call_rate", "--part", "error=x", "--json")
    assert refused.code == 2
    assert "queue=, agent=" in refused.error["next"]
    assert amtui("kpi", "calls", name, "missed_call_rate", "--part", "queue").code == 2
    assert amtui("kpi", "calls", name, "missed_call_rate", "--part", "queue=Nobody", "--json").json == []
