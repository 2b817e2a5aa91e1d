"""All that a screen can do with requests, done from the command line."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Amtui

Log = Callable[..., str]


@pytest.fixture
def log(amtui: Amtui, db: Path) -> Log:
    """Log a request in a file of this test's own and return its reference."""
    del db
    return begun(amtui)


@pytest.fixture
def log_anywhere(amtui: Amtui, empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> Log:
    """Log a request as `log` does, on each of the engines."""
    monkeypatch.setenv("AMTUI_DB", empty_database_url)
    assert amtui("db", "init").code == 0
    assert amtui("account", "add", "Northwind", "--tz", "Europe/Berlin").code == 0
    return begun(amtui)


def begun(amtui: Amtui) -> Log:
    assert amtui("account", "add", "Contoso", "--tz", "Europe/Berlin").code == 0

    def new(subject: str, *more: str, kind: str = "ivr_change") -> str:
        done = amtui("request", "new", "northwind", subject, "--type", kind, *more, "--json")
        assert done.code == 0, done.err
        return str(done.json["ref"])

    return new


@pytest.fixture
def hand_over(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a text on the standard input of the next command."""
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_a_request_is_logged_and_its_like_is_named(amtui: Amtui, log: Log) -> None:
    first = log("Change the IVR menu", "--impact", "high", "--evidence", "CA-1", "--description", "New hours")
    shown = amtui("request", "show", first, "--json").json
    assert (shown["priority"], shown["status"], shown["evidence"]) == ("P2", "new", "CA-1")
    assert shown["description"] == "New hours"
    again = amtui("request", "new", "Northwind", "Please change IVR menus", "--type", "ivr_change", "--json")
    assert again.json["similar"] == [first]
    p1 = ("request", "new", "Northwind", "All down", "--type", "incident", "--impact", "high")
    refused = amtui(*p1, "--urgency", "high", "--json")
    assert (refused.code, refused.error["kind"]) == (3, "refused")
    assert "ticket" in refused.error["message"]
    assert amtui(*p1, "--urgency", "high", "--ticket", "SUP-1").code == 0
    assert amtui(*p1, "--urgency", "huge").code == 2
    assert amtui(*p1, "--contact", "Nobody").code == 5


def test_many_are_changed_from_a_list_on_stdin_and_taken_back_as_one(
    amtui: Amtui, log_anywhere: Log, hand_over: Callable[[str], None]
) -> None:
    refs = [log_anywhere(f"Menu {n}") for n in range(3)]
    listed = amtui("requests", "--json").out
    hand_over(listed)
    looked = amtui("request", "set", "-", "--status", "in_progress", "--dry-run")
    assert (looked.code, looked.out) == (0, "3 requests would change\n")
    assert {row["status"] for row in amtui("requests", "--json").json} == {"new"}
    hand_over(listed)
    done = amtui(
        "request", "set", "-", "--status", "in_progress", "--priority", "2", "--reason", "x", "--json"
    )
    assert (done.code, sorted(done.json["refs"])) == (0, sorted(refs))
    assert {(row["status"], row["version"]) for row in amtui("requests", "--json").json} == {
        ("in_progress", 3)
    }
    assert amtui("request", "undo", refs[0]).code == 0
    assert {row["status"] for row in amtui("requests", "--json").json} == {"new"}
    assert amtui("request", "redo").code == 0
    assert {row["status"] for row in amtui("requests", "--json").json} == {"in_progress"}


@pytest.mark.parametrize("between", [" ", ",", ", ", "\n", "\r\n", "\n\n"])
def test_references_alone_are_all_taken_however_they_are_parted(
    amtui: Amtui, log: Log, hand_over: Callable[[str], None], between: str
) -> None:
    refs = [log(f"Menu {n}") for n in range(3)]
    hand_over(between.join(refs) + "\n")
    done = amtui("request", "set", "-", "--status", "in_progress", "--json")
    assert (done.code, done.json["refs"]) == (0, refs)


def test_several_fields_of_one_request_tell_its_version_for_the_next_change(amtui: Amtui, log: Log) -> None:
    ref = log("Menu")
    change = ("request", "set", ref, "--status", "in_progress", "--priority", "2", "--reason", "x")
    done = amtui(*change, "--json").json
    shown = amtui("request", "show", ref, "--json").json
    assert (done["ref"], done["version"], done["id"] is None) == (ref, shown["version"], False)
    late = ("--status", "resolved", "--version")
    assert amtui("request", "set", ref, *late, done["version"] - 1).code == 4
    assert amtui("request", "set", ref, *late, done["version"]).code == 0


@pytest.mark.parametrize("nothing", ["none", "", "  "])
def test_a_ticket_and_an_owner_outside_are_taken_away_but_for_a_p1(
    amtui: Amtui, log: Log, nothing: str
) -> None:
    ref = log("Menu")
    named = ("--route", "support", "--ticket", "SUP-1", "--outside", "Desk")
    assert amtui("request", "set", ref, *named).code == 0
    assert amtui("request", "set", ref, "--ticket", nothing, "--outside", nothing).code == 0
    row = amtui("requests", "--filter", f"ref:{ref}", "--json").json[0]
    assert row["external_ticket"] is None
    assert amtui("request", "set", ref, "--ticket", "SUP-1", "--priority", "1", "--reason", "down").code == 0
    for more in ((), ("--dry-run", "--skip")):
        refused = amtui("request", "set", ref, "--ticket", nothing, *more)
        assert refused.code == (7 if more else 3)
    row = amtui("requests", "--filter", f"ref:{ref}", "--json").json[0]
    assert (row["priority"], row["external_ticket"]) == ("P1", "SUP-1")


def test_a_table_names_its_first_column_whatever_the_subjects_say(
    amtui: Amtui, log: Log, hand_over: Callable[[str], None]
) -> None:
    first = log("Menu")
    second = log(f"As {first}")
    table = amtui("requests", "--sort", "ref").out
    hand_over("".join(line for line in table.splitlines(keepends=True) if not line.startswith(first)))
    done = amtui("request", "set", "-", "--status", "in_progress", "--json")
    assert (done.code, done.json["ref"]) == (0, second)


def test_a_line_that_names_no_request_stops_all(
    amtui: Amtui, log: Log, hand_over: Callable[[str], None]
) -> None:
    ref = log("Menu")
    hand_over(f"{ref}\nR1002 and others\n")
    done = amtui("request", "set", "-", "--status", "in_progress", "--json")
    assert (done.code, done.error["message"]) == (2, "line 2 of stdin names no request: “R1002”")
    assert amtui("request", "show", ref, "--json").json["status"] == "new"


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_a_list_that_is_out_of_date_is_a_conflict_and_changes_nothing(
    amtui: Amtui, log: Log, hand_over: Callable[[str], None], form: str
) -> None:
    refs = [log("Menu"), log("Hours")]
    listed = amtui("requests", form).out
    assert amtui("request", "comment", refs[1], "I talked to them").code == 0
    hand_over(listed)
    late = amtui("request", "set", "-", "--status", "in_progress", "--json")
    assert (late.code, late.error["kind"]) == (4, "conflict")
    assert refs[1] in late.error["message"]
    assert "None of the changes was made" in late.error["next"]
    assert {row["status"] for row in amtui("requests", "--json").json} == {"new"}


def test_what_a_rule_refuses_stops_all_or_is_left_out(
    amtui: Amtui, log_anywhere: Log, hand_over: Callable[[str], None]
) -> None:
    fresh, begun = log_anywhere("Menu"), log_anywhere("Hours")
    assert amtui("request", "set", begun, "--status", "in_progress").code == 0
    both = ("request", "set", f"{fresh},{begun}", "--status", "validating")
    assert amtui(*both).code == 3
    assert amtui("request", "show", begun, "--json").json["status"] == "in_progress"
    part = amtui(*both, "--skip", "--json")
    assert (part.code, part.json["refs"]) == (7, [begun])
    assert [one["ref"] for one in part.json["refused"]] == [fresh]
    assert amtui("request", "show", begun, "--json").json["status"] == "validating"
    hand_over(amtui("requests").out)
    assert amtui("request", "comment", "-", "We are on it", "--shared").code == 0
    assert all(row["first_response_at"] for row in amtui("requests", "--json").json)
    hand_over("")
    assert amtui("request", "set", "-", "--status", "validating").code == 2
    assert amtui("request", "set", f"{fresh},R-9999", "--status", "declined").code == 5


def test_a_version_is_never_mistaken_for_the_program_s(amtui: Amtui, log: Log) -> None:
    ref = log("IVR says closed")
    refused = amtui("request", "comment", ref, "Called", "--version", "1", "--json")
    assert (refused.code, refused.out, refused.error["kind"]) == (2, "", "usage")
    assert amtui("request", "comment", "--version").out.startswith("amtui ")
    assert len(amtui("request", "show", ref, "--json").json["timeline"]) == 1


def test_a_refusal_says_what_to_do_next(amtui: Amtui, log: Log) -> None:
    ref = log("IVR says closed")
    for line, kind, words in (
        (("request", "show", "R-1", "--json"), "not_found", "`amtui requests`"),
        (("request", "set", "R-1", "--status", "closed", "--json"), "not_found", "`amtui requests`"),
        (("request", "comment", ref, "x", "--read-only", "--json"), "refused", "without read-only mode"),
    ):
        error = amtui(*line).error
        assert (error["kind"], words in error["next"]) == (kind, True), error


def test_a_request_is_put_aside_taken_up_and_woken_by_the_client(amtui: Amtui, log: Log) -> None:
    ref = log("Menu")
    assert amtui("request", "snooze", ref).code == 2
    assert amtui("request", "snooze", ref, "--until", "2026-12-01T10:00", "--tz", "Europe/Berlin").code == 0
    assert amtui("requests", "--view", "snoozed", "--json", "--tz", "UTC").json[0]["snoozed_until"] == (
        "2026-12-01T09:00:00+00:00"
    )
    assert amtui("request", "snooze", ref, "--wake").code == 0
    assert amtui("request", "snooze", ref, "--client").code == 0
    assert amtui("request", "show", ref, "--json").json["snoozed_for_client"] is True
    assert amtui("request", "comment", ref, "Here is the file", "--client").code == 0
    assert amtui("request", "show", ref, "--json").json["snoozed_for_client"] is False


def test_a_request_moves_to_its_account_and_is_escalated_with_its_evidence(amtui: Amtui, log: Log) -> None:
    ref = log("Menu")
    moved = amtui("request", "move", ref, "Contoso", "--reason", "Wrong client", "--json")
    assert (moved.code, moved.json["ref"]) == (0, ref)
    assert amtui("request", "show", ref, "--json").json["account"] == "Contoso"
    up = ("request", "escalate", ref, "--to", "Engineering", "--by", "2026-12-01", "--evidence", "CA-7")
    assert amtui(*up).code == 0
    shown = amtui("request", "show", ref, "--json").json
    assert (shown["escalated_to"], shown["asked_for_on"]) == ("Engineering", "2026-12-01")
    assert shown["next_update_at"]
    pack = amtui("request", "evidence", ref, "--add", "CA-8").out
    assert "To: Engineering" in pack
    assert "- CA-7\n- CA-8\n" in pack
    assert amtui("request", "escalate", ref, "--end").code == 0
    assert amtui("request", "escalate", ref).code == 2


def test_a_due_time_is_explained_with_its_intervals(amtui: Amtui, log: Log) -> None:
    ref = log("Menu", "--impact", "high")
    told = amtui("request", "explain", ref, "--json", "--tz", "Europe/Berlin").json
    row = amtui("request", "show", ref, "--json", "--tz", "Europe/Berlin").json
    assert (told["respond"]["due_at"], told["resolve"]["due_at"]) == (row["respond_by"], row["due_at"])
    assert (told["resolve"]["target_seconds"], told["resolve"]["on_hold_seconds"]) == (4 * 3600, 0)
    assert told["resolve"]["intervals"]
    assert told["resolve"]["words"] == amtui("request", "explain", ref).out.splitlines()[-3:]


def test_every_field_is_in_the_history_and_one_entry_is_taken_back(amtui: Amtui, log: Log) -> None:
    ref = log("Menu")
    assert amtui("request", "set", ref, "--subject", "Main menu", "--description", "Both languages").code == 0
    assert amtui("request", "set", ref, "--status", "in_progress").code == 0
    rows = amtui("request", "history", ref, "--json").json
    assert [(one["field"], one["before"], one["after"]) for one in rows[:2]] == [
        ("status", "new", "in_progress"), ("subject", "Menu", "Main menu"),
    ]  # fmt: skip
    assert amtui("request", "undo", ref, "--entry", rows[1]["entry"]).code == 0
    shown = amtui("request", "show", ref, "--json").json
    assert (shown["subject"], shown["status"]) == ("Menu", "in_progress")
    assert amtui("request", "undo", ref, "--entry", rows[1]["entry"]).code == 4


@pytest.mark.parametrize(
    ("until", "code"),
    [
        ("Tue 14:00", 0), ("Tomorrow", 0), ("2d", 0), ("2099-01-01T10:00+01:00", 0),
        ("soon", 2), ("2099-13-01T10:00", 2), ("", 2), ("2020-01-01", 3), ("2020-01-01T10:00", 3),
    ],
)  # fmt: skip
def test_a_request_is_put_aside_until_a_moment_in_any_of_its_spellings(
    amtui: Amtui, log: Log, until: str, code: int
) -> None:
    assert amtui("request", "snooze", log("Menu"), "--until", until).code == code


def test_moments_in_the_history_are_read_in_the_zone_of_the_reader(amtui: Amtui, log: Log) -> None:
    ref = log("Menu")
    until = ("--until", "2026-12-01T10:00", "--tz", "Europe/Berlin")
    assert amtui("request", "snooze", ref, *until).code == 0
    assert amtui("request", "snooze", ref, "--client").code == 0
    read = amtui("request", "history", ref, "--tz", "Asia/Tokyo").out
    assert "2026-12-01 18:00" in read
    assert "T09:00:00" not in read
    assert " no  " in read
    assert " yes  " in read
    told = amtui("request", "history", ref, "--json", "--tz", "Asia/Tokyo").json
    assert told[-2]["after"] == "2026-12-01T09:00:00+00:00"


def test_views_are_listed_with_counts_kept_and_forgotten(amtui: Amtui, log: Log) -> None:
    log("Menu")
    log("Billing question", kind="billing")
    shipped = {row["name"]: row["count"] for row in amtui("requests", "--views", "--json").json}
    assert (shipped["Mine"], shipped["New since yesterday"]) == (2, 2)
    assert amtui("requests", "--filter", "type:billing", "--save-view", "Money").code == 0
    assert [row["type"] for row in amtui("requests", "--view", "money", "--json").json] == ["billing"]
    assert amtui("requests", "--view", "money", "--filter", "menu", "--json").json == []
    assert amtui("requests", "--forget-view", "Money").code == 0
    assert amtui("requests", "--view", "money").code == 5


def test_a_session_that_may_only_look_is_refused_by_every_command(amtui: Amtui, log: Log) -> None:
    ref = log("Menu")
    for command in (
        ("new", "Northwind", "x", "--type", "training"),
        ("set", ref, "--status", "in_progress"),
        ("comment", ref, "x"),
        ("move", ref, "Contoso", "--reason", "x"),
        ("snooze", ref, "--client"),
        ("escalate", ref, "--to", "x"),
        ("evidence", ref, "--add", "CA-1"),
        ("undo", ref),
        ("redo",),
    ):
        done = amtui("--read-only", "request", *command, "--json")
        assert (done.code, done.error["kind"]) == (3, "refused"), command
    assert amtui("--read-only", "request", "show", ref, "--json").json["version"] == 1
    assert json.loads(amtui("--read-only", "request", "explain", ref, "--json").out)["ref"] == ref


def test_what_a_request_is_and_who_asks_are_put_right(
    amtui: Amtui, log: Log, tmp_path: Path, hand_over: Callable[[str], None]
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("name,email,account\nKim Lee,kim@example.org,Northwind\n", encoding="utf-8")
    assert amtui("import", "contacts", people).code == 0
    refs = [log("Menu"), log("Hours")]
    hand_over(amtui("requests", "--json").out)
    nature = ("--type", "incident", "--impact", "high", "--urgency", "medium", "--contact", "kim")
    done = amtui("request", "set", "-", *nature, "--status", "in_progress", "--json")
    assert done.code == 0, done.err
    for ref in refs:
        shown = amtui("request", "show", ref, "--json").json
        assert (shown["type"], shown["impact"], shown["urgency"]) == ("incident", "high", "medium")
        assert (shown["priority"], shown["route"], shown["contact"]) == ("P2", "support", "Kim Lee")
        assert shown["status"] == "in_progress"
    assert amtui("request", "set", refs[0], "--urgency", "high").code == 3, "a P1 needs its Support ticket"
    assert amtui("request", "set", refs[0], "--urgency", "high", "--ticket", "SUP-1").code == 0
    assert amtui("request", "set", refs[0], "--contact", "none").code == 0
    shown = amtui("request", "show", refs[0], "--json").json
    assert (shown["priority"], shown["contact"]) == ("P1", None)
    assert amtui("request", "set", refs[0], "--type", "poem").code == 2
    assert amtui("request", "set", refs[0], "--contact", "Nobody Else").code == 5
