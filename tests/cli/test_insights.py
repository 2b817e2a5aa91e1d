"""What `amtui insights` prints."""

import csv
import io
from pathlib import Path

import pytest

from tests.cli.conftest import Amtui

KEYS = """account unit kpi statistic value n bad baseline target comparator state accounts told_accounts
sentence target_agreed window segments heat comparison playbooks weeks""".split()
pytestmark = pytest.mark.usefixtures("demo")
BRIGHTWATER = ("insights", "Brightwater", "--days", "90")


def test_an_account_is_told_in_one_object(amtui: Amtui) -> None:
    found = amtui(*BRIGHTWATER, "--json").json
    assert sorted(found) == sorted(KEYS)
    assert found["sentence"].endswith("too few to say where they come from.")
    assert sum(cell["n"] for cell in found["heat"]) == found["n"]
    queues = [row for row in found["segments"] if row["dimension"] == "queue"]
    assert queues[0]["segment"] == "Service desk"
    assert sum(row["share"] for row in queues) == pytest.approx(1)
    assert sum(row["bad"] for row in queues) == found["bad"]
    figure = amtui(
        "kpi", "--account", "Brightwater", "--kpi", "missed_call_rate", "--json",
        "--from", found["window"]["from"], "--to", found["window"]["to"],
    ).json[0]  # fmt: skip
    assert [each["key"] for each in found["playbooks"]][:1] == ["high-missed-calls"]
    assert "What helps: the playbook “high missed-call rate”." in amtui(*BRIGHTWATER).out
    assert amtui("insights", "Kestrel", "--kpi", "sync_success", "--json").json["playbooks"] == []
    assert (figure["value"], figure["n"], figure["target"]) == (found["value"], found["n"], found["target"])


def test_the_whole_book_begins_with_its_accounts(amtui: Amtui) -> None:
    found = amtui("insights", "--json").json
    assert found["account"] is None
    assert found["segments"][0]["dimension"] == "account"
    assert found["segments"][0]["account"] == found["segments"][0]["segment"]
    assert found["accounts"] > 20


def test_csv_holds_the_segments_asked_for(amtui: Amtui) -> None:
    rows = list(csv.DictReader(io.StringIO(amtui(*BRIGHTWATER, "--by", "queue", "--csv").out)))
    assert {row["dimension"] for row in rows} == {"queue"}
    assert rows[0]["segment"] == "Service desk"


def test_text_is_a_page_for_people(amtui: Amtui) -> None:
    out = amtui(*BRIGHTWATER).out
    for words in (
        "Missed-call rate of Brightwater Dental Group",
        "EXPLAINS",
        "Mo ",
        "Against the period before",
    ):
        assert words in out
    mean = amtui(*BRIGHTWATER, "--kpi", "first_response", "--statistic", "mean").out
    assert "First response of Brightwater" in mean


def test_sync_is_told_by_its_error(amtui: Amtui) -> None:
    found = amtui("insights", "Kestrel", "--kpi", "first attempt sync", "--days", "90", "--json").json
    assert "end with the error “Field mapping" in found["sentence"]
    action = amtui("insights", "Kestrel", "--kpi", "sync_success", "--against", "action", "--json").json
    assert action["comparison"]["low"] > 0
    assert action["comparison"]["what"]


def test_what_cannot_be_asked_is_said(amtui: Amtui) -> None:
    assert amtui("insights", "Nobody Inc", "--json").code == 5
    assert amtui("insights", "--kpi", "luck").code == 2
    assert amtui("insights", "--from", "2026-03-02", "--to", "2026-03-01").code == 2
    assert amtui("insights", "--against", "tomorrow").code == 2


def test_a_period_is_held_against_any_other(amtui: Amtui) -> None:
    asked = ("insights", "Brightwater", "--from", "2026-11-01", "--to", "2026-11-14")
    other = ("--against-from", "2026-11-15", "--against-to", "2026-11-20")
    found = amtui(*asked, *other, "--json").json["comparison"]
    assert found["against"] == "chosen"
    assert (found["before"]["from"], found["after"]["to"]) == ("2026-11-01", "2026-11-20")
    assert "days in common" in amtui(*asked, "--against-from", "2026-11-10", "--against-to", "2026-11-20").err
    assert "need --against-from and --against-to" in amtui(*asked, "--against-from", "2026-10-01").err
    assert "No days to compare with are named" in amtui(*asked, "--against", "chosen").out


def test_words_from_outside_stay_as_they_are(amtui: Amtui, tmp_path: Path) -> None:
    file = tmp_path / "sync.csv"
    file.write_text(
        "integration,record,at,status,error\n"
        + "".join(f"crm_eu,{n},2026-11-2{n} 09:00,failed,DUPLICATE_VALUE\n" for n in range(1, 5))
    )
    assert amtui("import", "sync", file, "--account", "Northwind Freight").code == 0
    for dimension, word in (("error", "DUPLICATE_VALUE"), ("integration", "crm_eu")):
        assert word in amtui("insights", "Northwind", "--kpi", "sync_success", "--by", dimension).out
    missed = amtui("insights", "Northwind", "--by", "outcome").out
    assert "no agent" in missed
    assert "no_agent" not in missed


@pytest.mark.usefixtures("demo")
def test_the_targets_of_a_book_are_said_to_be_of_all_and_no_goal_of_its_own(amtui: Amtui) -> None:
    whole = amtui("insights").out.splitlines()[1]
    assert ", targets together " in whole
    assert "no goal" not in whole
    one = amtui("insights", "Kestrel").out.splitlines()[1]
    assert ", target 5.0 %, " in one
