"""What lists print for scripts and for people."""

import csv
import io
import re

import pytest

from tests.cli.conftest import Amtui

KPI = """account kpi statistic unit value n numerator denominator excluded window baseline target comparator
progress state sustained_days source as_of method included projection""".split()
REQUESTS = """ref account contact type subject priority status route owner external_ticket created_at
first_response_at respond_by due_at sla_state on_hold_seconds snoozed_until updated_at
version""".split()
TODAY = "rank kind ref account what why due_at urgent important value_at_risk".split()
PORTFOLIO = """account am tier status health health_coverage kpis open_requests breached_requests
last_touch_at reactive_ratio next_review_at renewal_at monthly_value""".split()
WITH_OFFSET = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d")
pytestmark = pytest.mark.usefixtures("demo")


@pytest.mark.parametrize(
    ("command", "keys"), [("requests", REQUESTS), ("today", TODAY), ("portfolio", PORTFOLIO), ("kpi", KPI)]
)
def test_json_has_the_keys_that_scripts_rely_on(amtui: Amtui, command: str, keys: list[str]) -> None:
    rows = amtui(command, "--json").json
    assert rows
    assert all(sorted(row) == sorted(keys) for row in rows)


def test_figures_within_the_portfolio_are_those_of_kpi(amtui: Amtui) -> None:
    row = amtui("portfolio", "--json", "--limit", "1").json[0]
    alone = amtui("kpi", "--account", row["account"], "--json").json
    assert row["kpis"] == {figure["kpi"]: figure for figure in alone}
    assert set(alone[0]["window"]) == {"from", "to", "time_zone"}


def test_times_have_the_offset_of_the_zone_that_was_asked_for(amtui: Amtui) -> None:
    here = amtui("requests", "--json", "--limit", "1", "--tz", "Europe/Berlin").json[0]["due_at"]
    there = amtui("--tz", "America/New_York", "requests", "--json", "--limit", "1").json[0]["due_at"]
    assert WITH_OFFSET.fullmatch(here)
    assert here[-6:] == "+01:00"
    assert there[-6:] == "-05:00"


def test_money_has_an_amount_as_text_and_a_currency(amtui: Amtui) -> None:
    values = [row["monthly_value"] for row in amtui("portfolio", "--json").json if row["monthly_value"]]
    assert values
    assert all(set(value) == {"amount", "currency"} for value in values)
    assert all(re.fullmatch(r"\d+(\.\d\d)?", value["amount"]) for value in values)


def test_options_and_the_filter_language_ask_for_the_same_rows(amtui: Amtui) -> None:
    by_option = amtui("requests", "--priority", "1,2", "--status", "open", "--sort", "-due", "--json").json
    by_text = amtui("requests", "--filter", "p:1,2 status:open sort:-due", "--json").json
    assert by_option == by_text
    assert {row["priority"] for row in by_option} <= {"P1", "P2"}
    assert len(by_option) > 1


def test_a_limit_is_kept_in_every_list(amtui: Amtui) -> None:
    for command in ("requests", "today", "portfolio", "reviews", "kpi"):
        assert len(amtui(command, "--json", "--limit", "2").json) == 2


def test_more_rows_than_one_stretch_come_once_each(amtui: Amtui, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = [
        row["ref"] for row in amtui("requests", "--filter", "status:open,ended,resolved", "--json").json
    ]
    monkeypatch.setattr("amtui.cli.commands.requests.PAGE_ROWS", 7)
    pieces = [
        row["ref"] for row in amtui("requests", "--filter", "status:open,ended,resolved", "--json").json
    ]
    assert pieces == at_once
    assert len(set(pieces)) == len(pieces) > 20


def test_reviews_are_told_by_manager_kind_and_day(amtui: Amtui) -> None:
    rows = amtui("reviews", "--kind", "qbr", "--am", "nora.lindqvist", "--json").json
    assert rows
    assert {row["kind"] for row in rows} == {"qbr"}
    assert {row["status"] for row in rows} == {"planned"}
    assert [row["starts_at"] for row in rows] == sorted(row["starts_at"] for row in rows)
    assert amtui("reviews", "--am", "nobody-of-this-name", "--json").json == []


def test_a_type_and_what_is_due_are_asked_for_alike_in_every_list_that_has_them(amtui: Amtui) -> None:
    for one, other in (
        (("reviews", "--type", "qbr"), ("reviews", "--kind", "qbr")),
        (("reviews", "--due", "<2w"), ("reviews", "--at", "<2w")),
        (("today", "--type", "kpi"), ("today", "--kind", "kpi")),
    ):
        rows = amtui(*one, "--json").json
        assert rows
        assert rows == amtui(*other, "--json").json


def test_figures_are_narrowed_and_ordered_by_their_accounts(amtui: Amtui) -> None:
    rows = amtui("portfolio", "--am", "nora.lindqvist", "--sort", "-health", "--json").json
    narrowed = ("kpi", "--am", "nora.lindqvist", "--sort", "-health", "--kpi", "missed_call_rate", "--json")
    figures = amtui(*narrowed).json
    assert [each["account"] for each in figures] == [row["account"] for row in rows]
    (one,) = amtui(*narrowed, "--account", rows[1]["account"]).json
    assert one == figures[1]
    assert amtui(*narrowed, "--account", rows[1]["account"], "--tier", "top,small").json == [
        figure for figure in [one] if rows[1]["tier"] in {"top", "small"}
    ]
    assert amtui("kpi", "--filter", "nobody-has-this-name", "--json").json == []


def test_today_is_narrowed_by_kind_and_mark(amtui: Amtui) -> None:
    rows = amtui("today", "--kind", "request", "--filter", "is:urgent", "--json").json
    assert rows
    assert {(row["kind"], row["urgent"]) for row in rows} == {("request", True)}
    rest = amtui("today", "--filter", "-kind:request", "--json").json
    assert "request" not in {row["kind"] for row in rest}


def test_today_greets_in_a_few_lines_that_say_what_is_new(amtui: Amtui) -> None:
    everything = amtui("today", "--json").json
    new = amtui("today", "--filter", "is:new", "--json").json
    lines = amtui("today").out.splitlines()
    assert len(lines) <= 16
    assert f"{len(everything)} things need you" in lines[0]
    assert any(line.endswith(f": {len(new)} new") for line in lines)
    assert f"{everything[0]['account']}: {everything[0]['what']}"[:40] in "\n".join(lines)
    assert len(amtui("today", "--all").out.splitlines()) == len(everything) + 1


def test_csv_has_a_header_and_the_same_rows(amtui: Amtui) -> None:
    table = list(csv.DictReader(io.StringIO(amtui("requests", "--csv").out)))
    rows = amtui("requests", "--json").json
    assert [row["ref"] for row in table] == [row["ref"] for row in rows]
    assert list(table[0]) == REQUESTS


def test_csv_spreads_money_and_keeps_its_header_without_rows(amtui: Amtui) -> None:
    header = amtui("portfolio", "--csv", "--account", "no such name").out.strip().split(",")
    assert {"monthly_value_amount", "monthly_value_currency", "account"} <= set(header)


def test_a_table_for_people_is_aligned_by_cells(amtui: Amtui) -> None:
    lines = amtui("portfolio").out.splitlines()
    wide = next(line for line in lines if "株式会社" in line)
    plain = next(line for line in lines if "Brightwater" in line)
    assert wide.index("Nora") + len("株式会社さくら通信販売") == plain.index("Nora")


def test_an_unknown_word_names_the_known_ones(amtui: Amtui) -> None:
    done = amtui("kpi", "--kpi", "happiness", "--json")
    assert done.code == 2
    assert "missed_call_rate" in done.error["next"]
    assert amtui("requests", "--status", "lost").code == 2
    assert amtui("requests", "--sort", "colour").code == 2


def test_an_account_that_is_not_there_is_not_found(amtui: Amtui) -> None:
    done = amtui("kpi", "--account", "Northwind Fright", "--json")
    assert done.code == 5
    assert done.error["kind"] == "not_found"
    assert "Northwind Freight" in done.error["next"]


def test_a_window_is_whole_days_both_included(amtui: Amtui) -> None:
    figure = amtui(
        "kpi", "--kpi", "first_response", "--from", "2026-11-01", "--to", "2026-11-07", "--json"
    ).json[0]
    assert (figure["window"]["from"], figure["window"]["to"]) == ("2026-11-01", "2026-11-07")
    default = amtui("kpi", "--kpi", "first_response", "--json").json[0]
    assert (default["window"]["from"], default["window"]["to"]) == ("2026-10-24", "2026-11-22")
    assert amtui("kpi", "--from", "2026-11-07", "--to", "2026-11-01").code == 2
    assert amtui("kpi", "--from", "soon").code == 2


@pytest.mark.parametrize(("command", "mark"), [("reviews", "unheld"), ("today", "urgent")])
def test_mine_is_asked_for_beside_another_mark(amtui: Amtui, command: str, mark: str) -> None:
    def found(text: str) -> list[str]:
        rows = amtui(command, "--filter", text, "--json").json
        return [str(row.get("id") or (row["kind"], row["ref"], row["what"])) for row in rows]

    mine, marked = set(found("is:mine")), set(found(f"is:{mark}"))
    assert set(found(f"is:mine,{mark}")) == mine | marked
    assert set(found(f"-is:mine,{mark}")) == set(found("")) - mine - marked
