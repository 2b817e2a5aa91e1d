"""Reviews, series and gaps from the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Amtui


@pytest.mark.usefixtures("db")
def test_a_series_is_started_moved_and_ended(amtui: Amtui) -> None:
    begin = ("review", "series", "start", "Northwind", "--kind", "check_in", "--first", "2026-12-15")
    assert amtui(*begin, "--every", "often").code == 2
    assert amtui(*begin, "--time", "25:00").code == 2
    started = amtui(*begin, "--every", "2m", "--attendee", "Kim", "--json").json
    assert started["done"].startswith(
        "Check-in every 2 months with Northwind from 2026-12-15 10:00: 3 reviews"
    )
    (series,) = amtui("review", "series", "list", "--json").json
    assert (series["planned"], series["every_months"], series["minute_of_day"]) == (3, 2, 600)
    running = ("--filter", "is:running next:<90d")
    for way in (("--account", "northw"), running, ("--kind", "check_in"), ("--due", "<90d")):
        assert amtui("review", "series", "list", *way, "--limit", 1, "--json").json == [series]
    for way in (("--account", "Nobody"), ("--filter", "is:ended"), ("--kind", "qbr")):
        assert amtui("review", "series", "list", *way, "--json").json == []
    first, second, _ = amtui("reviews", "--json").json
    assert (first["attendees"], first["series_id"]) == (["Kim"], series["id"])
    assert amtui("review", "move", second["id"], "--at", "2027-02-16T09:00+01:00", "--series").code == 0
    assert [row["starts_at"][:10] for row in amtui("reviews", "--json").json] == [
        "2026-12-15",
        "2027-02-16",
        "2027-04-16",
    ]
    assert "ahead already" in amtui("review", "series", "ahead").err
    assert amtui("review", "series", "end", 7, "--reason", "x").code == 5
    assert amtui("review", "series", "end", series["id"], "--reason", "They left").code == 0
    assert amtui("reviews", "--json").json == []


@pytest.mark.usefixtures("db")
def test_what_is_written_down_about_a_review_is_shown(amtui: Amtui) -> None:
    planned = amtui("review", "plan", "Northwind", "--kind", "qbr", "--at", "2026-12-01T10:00", "--json").json
    review = planned["id"]
    assert amtui("review", "edit", review).code == 2
    assert amtui("review", "edit", review, "--agenda", "Goals\nPlan", "--notes", "They grow").code == 0
    assert amtui("review", "hold", review, "--outcome", "Agreed", "--plan", "More agents").code == 0
    assert amtui("review", "edit", review, "--minutes", "20").code == 3
    shown = amtui("review", "show", review, "--json").json
    assert (shown["notes"], shown["status"], shown["new_plan"]) == ("They grow", "held", "More agents")
    assert (shown["frozen_kpis"], shown["cadence"]) == ([], None)
    text = amtui("review", "show", review).out
    assert "Agenda       Goals\n             Plan\n" in text
    assert amtui("review", "show", 99).code == 5


@pytest.mark.usefixtures("db")
def test_changes_of_reviews_are_taken_back_and_done_again(amtui: Amtui) -> None:
    planned = amtui("review", "plan", "Northwind", "--kind", "qbr", "--at", "2026-12-01T10:00", "--json").json
    review = planned["id"]
    assert amtui("review", "undo", 99).code == 5
    assert amtui("review", "move", review, "--at", "2026-12-02T10:00").code == 0
    assert "2026-12-01" in amtui("review", "undo", review, "--json").json["done"]
    assert amtui("reviews", "--json").json[0]["starts_at"].startswith("2026-12-01")
    assert amtui("redo").code == 0
    assert amtui("reviews", "--json").json[0]["starts_at"].startswith("2026-12-02")
    assert amtui("undo").code == amtui("undo").code == 0
    assert amtui("reviews", "--json").json == []


@pytest.mark.usefixtures("db")
def test_gaps_are_listed_and_a_time_is_suggested(amtui: Amtui) -> None:
    rows = amtui("review", "gaps", "--json").json
    assert [(row["account"], row["kind"], row["next_planned"]) for row in rows] == [
        ("Northwind", "check_in", None),
        ("Northwind", "qbr", None),
    ]
    for way in (
        ("--account", "north", "--limit", 1),
        ("--filter", "is:never kind:check_in"),
        ("--sort", "kind"),
    ):
        asked = amtui("review", "gaps", *way, "--json").json
        assert asked == (rows if "--sort" in way else rows[:1]), way
    for way in (
        ("--account", "Nobody"),
        ("--filter", "is:later"),
        ("--due", "overdue"),
        ("--filter", "-orthw"),
    ):
        assert amtui("review", "gaps", *way, "--json").json == [], way
    assert amtui("review", "gaps", "--filter", "colour:red").code == 2
    times = amtui("review", "suggest", "Northwind", "--kind", "qbr", "--limit", "2", "--json").json
    assert [row["minutes"] for row in times] == [60, 60]
    assert amtui("review", "plan", "Northwind", "--kind", "qbr", "--at", times[0]["starts_at"]).code == 0
    assert amtui("review", "gaps", "--account", "Northwind", "--json").json == []
    assert amtui("review", "suggest", "Nobody", "--kind", "qbr").code == 5


@pytest.mark.usefixtures("db")
def test_hours_that_never_meet_are_said(amtui: Amtui) -> None:
    login = amtui("user", "list", "--json").json[0]["login"]
    assert amtui("account", "set", "Northwind", "--tz", "Pacific/Auckland", "--am", login).code == 0
    found = amtui("review", "suggest", "Northwind", "--kind", "qbr", "--json")
    assert found.json == []
    assert "no open hours of both are free" in found.err


def test_figures_are_frozen_into_a_qbr(amtui: Amtui, demo: Path) -> None:
    del demo
    rows = amtui("reviews", "--kind", "qbr", "--json").json
    review = rows[0]["id"]
    assert amtui("review", "hold", review, "--outcome", "Agreed", "--plan", "Staff Mondays").code == 0
    shown = amtui("review", "show", review, "--json").json
    assert {"kpi", "label", "unit", "value", "n", "baseline", "target"} <= shown["frozen_kpis"][0].keys()
    assert "Frozen" in amtui("review", "show", review).out


@pytest.mark.usefixtures("db")
def test_an_imported_calendar_says_that_it_is_taken_back(amtui: Amtui, tmp_path: Path) -> None:
    amtui("review", "plan", "Northwind", "--kind", "qbr", "--at", "2026-12-01T10:00")
    file = tmp_path / "planned.ics"
    assert amtui("calendar", "export", "--out", file).code == 0
    file.write_text(file.read_text(encoding="utf-8").replace("UID:", "UID:other-"), encoding="utf-8")
    taken = amtui("import", "reviews", file, "--account", "Northwind")
    assert (taken.code, "Undo takes it back." in taken.err) == (0, True)
    assert len(amtui("reviews", "--json").json) == 2
    assert amtui("undo").code == 0
    assert len(amtui("reviews", "--json").json) == 1


@pytest.mark.usefixtures("db")
def test_a_review_of_long_ago_is_listed_like_any_other(amtui: Amtui, tmp_path: Path) -> None:
    event = "BEGIN:VEVENT\nUID:1\nSUMMARY:Budget round\nDTSTART:20140409T090000Z\nDURATION:PT1H\nEND:VEVENT"
    calendar = tmp_path / "old.ics"
    calendar.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{event}\nEND:VCALENDAR\n")
    assert amtui("import", "reviews", calendar, "--account", "Northwind").code == 0
    (row,) = amtui("reviews", "--at", "2014-04-09", "--json").json
    assert (row["starts_at"], row["kind"]) == ("2014-04-09T09:00:00+00:00", "ad_hoc")
    assert "Budget round" in amtui("reviews", "--at", "2014-04-09").out


@pytest.mark.usefixtures("db")
def test_a_review_is_planned_as_its_kind_usually_is(amtui: Amtui) -> None:
    at = ("--at", "2026-12-01T10:00", "--json")
    planned = amtui("review", "plan", "Northwind", "--kind", "qbr", *at).json
    usual = amtui("review", "show", planned["id"], "--json").json
    assert usual["minutes"] == 60
    assert usual["agenda"].startswith("Goals: baseline, now, target")
    own = amtui(
        "review", "plan", "Northwind", "--kind", "training", "--minutes", "20", "--agenda", "Wallboard", *at
    )
    said = amtui("review", "show", own.json["id"], "--json").json
    assert (said["minutes"], said["agenda"]) == (20, "Wallboard")
