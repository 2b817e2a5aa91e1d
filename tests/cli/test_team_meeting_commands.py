"""Meetings of the team by command: planned, moved, held, cancelled, written for other calendars."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Amtui

PLAN = ("team-meeting", "plan", "Pipeline", "--at", "2027-01-12T10:00")


@pytest.fixture
def demo(demo: Path) -> Path:
    """A demo whose team meets for nothing yet."""
    with closing(sqlite3.connect(demo)) as connection, connection:
        connection.execute("DELETE FROM team_meetings")
        connection.execute("DELETE FROM team_series")
    return demo


@pytest.mark.usefixtures("demo")
def test_a_weekly_meeting_is_planned_moved_held_and_ended_by_command(amtui: Amtui) -> None:
    made = amtui(*PLAN, "--every", "1w", "--agenda", "Deals\nChurn", "--json").json
    assert "“Pipeline” with " in made["done"]
    assert "meetings planned" in made["done"]
    rows = amtui("team-meeting", "list", "--mine", "--json").json
    first, second, third = rows[:3]
    assert first["id"] == made["id"]
    assert (first["every"], first["minutes"], first["status"]) == ("every week", 60, "planned")
    assert len(first["invited"]) > 3
    shown = amtui("team-meeting", "list").out
    assert f"{', '.join(first['invited'][:3])} and {len(first['invited']) - 3} more" in shown
    assert [row["starts_at"][:10] for row in rows[:3]] == ["2027-01-12", "2027-01-19", "2027-01-26"]
    assert amtui("team-meeting", "move", second["id"], "--at", "2027-01-21T10:00").code == 0
    assert amtui("team-meeting", "cancel", third["id"], "--reason", "Fair").code == 0
    held = amtui("team-meeting", "hold", first["id"], "--notes", "All well", "--json").json
    assert held["done"].startswith("“Pipeline” held")
    days = [row["starts_at"][:10] for row in amtui("team-meeting", "list", "--json").json]
    assert days[:2] == ["2027-01-21", "2027-02-02"]
    (one,) = amtui("team-meeting", "list", "--status", "cancelled", "--json").json
    assert (one["id"], one["reason"]) == (third["id"], "Fair")
    assert "All well" in amtui("team-meeting", "show", first["id"]).out
    ended = amtui("team-meeting", "cancel", second["id"], "--series", "--reason", "New rhythm", "--json").json
    assert "ended" in ended["done"]
    assert amtui("team-meeting", "list", "--json").json == []
    assert amtui("team-meeting", "undo", second["id"]).code == 0
    assert len(amtui("team-meeting", "list", "--json").json) > 10


@pytest.mark.usefixtures("demo")
def test_people_are_named_and_mistakes_are_told(amtui: Amtui) -> None:
    login = amtui("user", "list", "--json").json[-1]["login"]
    made = amtui(*PLAN, "--invite", login, "--json").json["id"]
    (row,) = amtui("team-meeting", "list", "--json").json
    assert len(row["invited"]) == 1
    assert row["every"] is None
    assert amtui("team-meeting", "edit", made, "--title", "Deals", "--minutes", 30).code == 0
    shown = amtui("team-meeting", "show", made, "--json").json
    assert (shown["title"], shown["minutes"], shown["version"]) == ("Deals", 30, 2)
    assert amtui(*PLAN, "--alone", "--every", "1y").code == 2
    assert amtui(*PLAN, "--invite", "nobody.here").code == 5
    assert amtui("team-meeting", "edit", made).code == 2
    assert amtui("team-meeting", "edit", made, "--notes", "x", "--version", 1).code == 4
    assert amtui("team-meeting", "edit", made, "--title", "x", "--later").code == 3
    assert amtui("team-meeting", "list", "--status", "lost").code == 2
    for command in (("show",), ("hold",), ("undo",), ("export",), ("cancel", "--reason", "x")):
        assert amtui("team-meeting", *command, 999).code == 5


@pytest.mark.usefixtures("demo")
def test_one_or_all_are_written_for_other_calendars(amtui: Amtui, tmp_path: Path) -> None:
    from icalendar import Calendar

    made = amtui(*PLAN, "--every", "1m", "--json").json["id"]
    planned = len(amtui("team-meeting", "list", "--json").json)
    one = Calendar.from_ical(amtui("team-meeting", "export", made).out)
    (event,) = one.walk("VEVENT")
    assert (str(event["summary"]), str(event["status"]), str(event["sequence"])) == (
        "Pipeline",
        "CONFIRMED",
        "0",
    )
    assert str(event["organizer"]).startswith("mailto:")
    assert event["attendee"]
    assert amtui("team-meeting", "move", made, "--at", "2027-01-13T10:00").code == 0
    (moved,) = Calendar.from_ical(amtui("team-meeting", "export", made).out).walk("VEVENT")
    assert (moved["uid"], str(moved["sequence"])) == (event["uid"], "1")
    file = tmp_path / "team.ics"
    assert f"Wrote {planned} team meetings" in amtui("team-meeting", "export", "--out", file).err
    assert len(Calendar.from_ical(file.read_bytes()).walk("VEVENT")) == planned
    whole = Calendar.from_ical(amtui("calendar", "export").out).walk("VEVENT")
    assert sum(str(each["summary"]) == "Pipeline" for each in whole) == planned
    narrow = Calendar.from_ical(amtui("calendar", "export", "--kind", "qbr").out).walk("VEVENT")
    assert not any(str(each["summary"]) == "Pipeline" for each in narrow)


@pytest.mark.usefixtures("demo")
def test_a_calendar_that_comes_back_leaves_them_as_they_are(amtui: Amtui, tmp_path: Path) -> None:
    amtui(*PLAN, "--every", "1m")
    known = amtui("team-meeting", "list", "--json").json
    every, ours = tmp_path / "all.ics", tmp_path / "team.ics"
    assert amtui("calendar", "export", "--out", every).code == 0
    assert amtui("team-meeting", "export", "--out", ours).code == 0
    for files in ((every,), (ours, "--account", "Oakhurst Property Management")):
        done = amtui("import", "reviews", *files, "--dry-run", "--json")
        assert (done.code, done.json["rejected"], done.json["imported"]) == (0, 0, 0), done.err
        assert f"{len(known)} meetings of the team are left as they are." in done.json["warnings"]
    assert amtui("team-meeting", "list", "--json").json == known


@pytest.mark.usefixtures("demo")
def test_it_is_told_at_a_login_and_stands_in_the_plan_of_the_day(amtui: Amtui) -> None:
    plain = amtui("today").out
    assert "Team:" not in plain
    day = amtui("task", "plan", "--json").json[0]["starts_at"][:10]
    assert amtui("team-meeting", "plan", "Pipeline", "--at", f"{day}T23:00", "--alone").code == 0
    assert amtui("today").out.splitlines()[-1] == "Team: 23:00 Pipeline"
    plan = amtui("task", "plan", "--json").json
    assert [one["what"] for one in plan if one["team_meeting_id"] is not None] == ["Pipeline"]
