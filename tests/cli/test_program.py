"""The program as a whole: help, versions, copies, imports, the demo."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.shell_completion import BashComplete

from amtui.cli.demo_way import connect_own_demo, wish_of
from amtui.cli.main import TABLE, cli
from amtui.cli.progress import Bar
from amtui.cli.session import Session
from amtui.domain.errors import Refused
from amtui.domain.vocabulary import Role
from tests.cli.conftest import DEMO, Amtui
from tests.support.moment import NOW


def commands(group: click.Command, context: click.Context) -> list[tuple[click.Command, click.Context]]:
    """Return a command with all below it."""
    found = [(group, context)]
    if isinstance(group, click.Group):
        for name in group.list_commands(context):
            child = group.get_command(context, name)
            assert child is not None, name
            found += commands(child, click.Context(child, info_name=name, parent=context))
    return found


def test_every_command_is_there_with_words_for_all_it_takes() -> None:
    found = commands(cli, click.Context(cli, info_name="amtui"))
    assert len(found) > 40
    for command, context in found:
        assert command.help, context.command_path
        for parameter in command.params:
            assert not isinstance(parameter, click.Option) or parameter.help, (
                context.command_path,
                parameter.name,
            )


def test_one_line_of_help_in_the_table_stands_for_each_command() -> None:
    context = click.Context(cli, info_name="amtui")
    assert all((cli.get_command(context, name), words)[0] is not None for name, (_, words) in TABLE.items())
    assert cli.get_command(context, "nonsense") is None


def test_help_and_version_end_well(amtui: Amtui) -> None:
    assert amtui("--version").out.startswith("amtui ")
    assert amtui("request", "set", "--help").code == 0
    assert "--version N" in amtui("request", "set", "--help").out.replace("INTEGER", "N")


def test_quiet_keeps_the_narration_back(amtui: Amtui, db: Path) -> None:
    del db
    loud, still = amtui("account", "add", "A"), amtui("account", "add", "B", "--quiet")
    assert loud.out == still.out == ""
    assert loud.err
    assert still.err == ""


def test_a_copy_is_made_and_put_back(amtui: Amtui, db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert amtui("db", "backup", copy).code == 0
    assert amtui("db", "backup", copy).code == 3
    assert amtui("account", "add", "Later").code == 0
    assert amtui("db", "restore", copy).code == 3
    assert amtui("db", "restore", copy, "--force").code == 0
    assert [row["account"] for row in amtui("portfolio", "--json").json] == ["Northwind"]
    db.write_bytes(b"not a database at all")
    assert amtui("db", "restore", copy, "--force", "--json").json["kept"]
    assert amtui("db", "check").code == 0


def test_the_schema_is_told_and_the_database_checked(amtui: Amtui, db: Path) -> None:
    del db
    told = amtui("db", "current", "--json").json
    assert told["current"] == told["needed"]
    assert amtui("db", "upgrade").code == 0
    checked = amtui("db", "check", "--repair", "--json").json
    assert checked["sound"] is True
    assert len(checked["checks"]) == 4


def test_doctor_tells_what_is_wrong_by_its_exit_code(amtui: Amtui, db: Path) -> None:
    well = {row["check"]: row["ok"] for row in amtui("doctor", "--json").json}
    assert well["database"] is True
    db.unlink()
    done = amtui("doctor", "--json")
    assert done.code == 6
    assert {row["check"] for row in done.json if not row["ok"]} == {"database"}


def test_a_timer_hears_only_what_needs_somebody(
    amtui: Amtui, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amtui.services.scheduled_host.PROCESSES", tmp_path)  # not those of others here
    asked = ("doctor", "--check", "--backups", tmp_path / "copy.db")
    assert amtui("db", "backup", tmp_path / "copy.db").code == 0
    stamp = NOW.timestamp() - 3600
    os.utime(tmp_path / "copy.db", (stamp, stamp))
    well = amtui(*asked)
    assert (well.code, well.out, well.err) == (0, "", "")
    assert amtui(*asked, "--json").json == []
    db.chmod(0o644)
    ill = amtui(*asked, "--backup-hours", "24", "--json")
    assert ill.code == 1
    assert ill.json[0] == {"check": "permissions", "problem": f"{db} can be read by others (644)"}
    db.unlink()
    told = amtui(*asked)
    assert told.code == 1
    assert told.out.startswith("database: there is no database at ")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_are_taught_the_commands(process: Amtui, shell: str) -> None:
    if shell == "bash" and not shutil.which("bash"):
        pytest.skip("there is no bash to ask for its version")
    done = process("completion", shell)
    assert done.code == 0
    assert "_AMTUI_COMPLETE" in done.out


def test_a_shell_gets_the_names_that_fit(process: Amtui) -> None:
    env = {"_AMTUI_COMPLETE": "bash_complete", "COMP_WORDS": "amtui req", "COMP_CWORD": "1"}
    done = process(env=env)
    assert [line.partition(",")[2] for line in done.out.split()] == ["requests", "request"]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("re", ["requests", "reviews", "request", "review", "redo", "report"]),
        ("--js", ["--json"]),
        ("requests --status open,wai", ["open,waiting_client", "open,waiting_internal", "open,waiting"]),
        ("requests --sort pri", ["priority"]),
        ("review list --status h", ["held"]),
        ("request set R-1 --route sup", ["support"]),
        ("request new Northwind Late --impact h", ["high"]),
        ("kpi --kpi miss", ["missed_call_rate"]),
        ("requests --account N", []),
    ],
)
def test_a_shell_gets_the_commands_options_and_words_that_fit(line: str, offered: list[str]) -> None:
    *words, begun = line.split(" ")
    found = BashComplete(cli, {}, "amtui", "_AMTUI_COMPLETE").get_completions(words, begun)
    assert [item.value for item in found if item.type == "plain"] == offered


def test_fish_keeps_a_help_with_commas_whole(process: Amtui) -> None:
    assert "split --max 1" in process("completion", "fish").out
    env = {"_AMTUI_COMPLETE": "fish_complete", "COMP_WORDS": "amtui us", "COMP_CWORD": "us"}
    assert process(env=env).out == "plain,user\tList, add and change users; hand over accounts.\n"


def write_calls(path: Path, rows: int, *, broken: int = 0) -> Path:
    lines = ["account,started_at,direction,outcome,wait_seconds,external_id"]
    for n in range(rows):
        at = f"2026-11-{n % 20 + 1:02d}T10:{n % 60:02d}:00+01:00" if n >= broken else "not a time"
        lines.append(f"Northwind,{at},inbound,{'answered' if n % 4 else 'no_answer'},{n % 50 + 10},c{n}")
    path.write_text("\n".join(lines) + "\n")
    return path


def test_an_import_adds_up_and_again_changes_nothing(amtui: Amtui, db: Path, tmp_path: Path) -> None:
    del db
    file = write_calls(tmp_path / "calls.csv", 40)
    first = amtui("import", "calls", file, "--json")
    assert first.code == 0, first.err
    assert set(first.json) == set(
        "kind files mapping read imported updated unchanged rejected reasons rejects_file warnings".split()
    )
    assert (first.json["read"], first.json["imported"], first.json["reasons"]) == (40, 40, [])
    again = amtui("import", "calls", file, "--json").json
    assert (again["imported"], again["updated"], again["unchanged"]) == (0, 0, 40)
    assert amtui("import", "calls", tmp_path / "none.csv").code == 5


def test_rejected_rows_are_kept_in_a_file_and_told_by_the_code(
    amtui: Amtui, db: Path, tmp_path: Path
) -> None:
    del db
    file = write_calls(tmp_path / "calls.csv", 40, broken=3)
    trial = amtui("import", "calls", file, "--dry-run", "--json")
    assert trial.json["rejects_file"] is None
    assert trial.json["rejected"] == len(trial.json["reasons"]) == 3
    lines = file.read_text().splitlines()
    for told in trial.json["reasons"]:
        assert "not a time" in lines[told["line"] - 1]
        assert "not a time" in told["reason"]
        assert told["file"] == str(file)
    done = amtui("import", "calls", file, "--json")
    assert done.code == 7
    assert done.error["kind"] == "done_in_part"
    report = done.json
    assert report["read"] == report["imported"] + report["updated"] + report["unchanged"] + report["rejected"]
    assert (report["imported"], report["rejected"]) == (37, 3)
    assert report["reasons"] == trial.json["reasons"]
    assert Path(report["rejects_file"]).read_text().count("Northwind,not a time") == 3


def test_an_import_that_is_stopped_leaves_the_database_as_it_was(
    amtui: Amtui, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del db
    file = write_calls(tmp_path / "calls.csv", 40)

    def stop(_bar: Bar, _done: int, _total: int | None) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Bar, "show", stop)
        done = amtui("import", "calls", file)
    assert done.code == 130
    assert "stopped" in done.err
    assert amtui("import", "calls", file, "--json").json["imported"] == 40


def test_the_demo_is_made_once_in_a_file_of_its_own(amtui: Amtui, tmp_path: Path) -> None:
    first = amtui("demo", "--no-open", *DEMO, "--json").json
    own = tmp_path / "xdg" / "data" / "amtui" / "demo.db"
    assert (first["made"], first["db"]) == (True, str(own))
    assert own.stat().st_mode & 0o077 == 0
    assert amtui("demo", "--no-open", *DEMO, "--json").json["made"] is False
    assert amtui("demo", "--no-open", *DEMO, "--seed", "8", "--json").json["made"] is True
    assert not list(own.parent.glob(".*.new*"))
    assert amtui("today", "--db", own, "--json").json


def test_two_who_want_the_same_demo_at_once_get_one(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "amtui", "demo", "--no-open", *DEMO, "--json"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = [json.loads(one.communicate(timeout=120)[0]) for one in both]
    assert sorted(each["made"] for each in told) == [False, True]
    assert {each["db"] for each in told} == {str(tmp_path / "xdg" / "data" / "amtui" / "demo.db")}


def test_a_demo_is_made_where_nothing_can_be_locked(amtui: Amtui, tmp_path: Path) -> None:
    (tmp_path / "xdg" / "data" / "amtui" / ".demo.db.lock").mkdir(parents=True)
    assert amtui("demo", "--no-open", *DEMO, "--json").json["made"] is True


def test_the_usual_demo_is_the_one_that_no_size_was_asked_of() -> None:
    assert wish_of(Session()).is_usual
    assert wish_of(Session(), seed=8).is_usual
    assert not wish_of(Session(), calls=3_000).is_usual
    assert not wish_of(Session(), requests=4_001).is_usual


def test_what_a_killed_maker_left_is_cleared_away(amtui: Amtui, tmp_path: Path) -> None:
    folder = tmp_path / "xdg" / "data" / "amtui"
    folder.mkdir(parents=True)
    for name in (".demo.db.new", ".demo.db.new-wal", ".demo.db.new-shm"):
        (folder / name).write_bytes(b"half of a database")
    assert amtui("demo", "--no-open", *DEMO, "--json").json["made"] is True
    assert [each.name for each in sorted(folder.iterdir())] == [".demo.db.lock", "demo.db"]


def test_the_demo_opens_as_an_account_manager_or_as_whom_it_is_told() -> None:
    session = Session()
    wish = wish_of(session, accounts=40, requests=120, calls=3_000)
    with closing(connect_own_demo(session, wish)) as usual:
        assert usual.identity.role is Role.AM
    session.login = "ada.brenner"
    with closing(connect_own_demo(session, wish)) as asked:
        assert (asked.identity.login, asked.identity.role) == ("ada.brenner", Role.ADMIN)
    session.login = "nobody.known"
    with pytest.raises(Refused, match=r"nobody\.known is not a user"):
        connect_own_demo(session, wish)


def test_a_named_database_is_filled_only_if_it_is_empty(amtui: Amtui, db: Path, tmp_path: Path) -> None:
    refused = amtui("demo", "--no-open", *DEMO)
    assert refused.code == 3
    assert [row["account"] for row in amtui("portfolio", "--json").json] == ["Northwind"]
    fresh = tmp_path / "fresh.db"
    assert amtui("demo", "--no-open", *DEMO, "--db", fresh).code == 0
    assert fresh.stat().st_mode & 0o077 == 0
    assert amtui("demo", "--no-open", "--accounts", "0", "--db", tmp_path / "never.db").code == 2
    assert not (tmp_path / "never.db").exists()
    assert db.exists()


@pytest.mark.real_data
def test_the_figures_of_a_real_call_log_are_its_references(
    amtui: Amtui, db: Path, real_data: Callable[[str], Path]
) -> None:
    del db
    folder = real_data("calls_pwc")
    known = json.loads((folder / "reference.json").read_text())["overall"]
    done = amtui("import", "calls", next(folder.glob("*.xlsx")), "--account", "Northwind", "--json")
    assert done.json["imported"] == known["calls"]
    window = ("--account", "Northwind", "--from", "2021-01-01", "--to", "2021-03-31", "--json")
    (missed,) = amtui("kpi", "--kpi", "missed_call_rate", *window).json
    assert (missed["numerator"], missed["value"]) == (known["missed"], known["missed_rate"])
    for statistic, name in (("median", "median"), ("mean", "mean"), ("p90", "p90_linear")):
        (figure,) = amtui("kpi", "--kpi", "first_response", "--statistic", statistic, *window).json
        assert round(figure["value"], 4) == known["speed_of_answer"][name]


def test_no_color_is_left_to_the_terminal() -> None:
    code = (
        "import os, sys; sys.argv = ['amtui', '--version']; import amtui.__main__ as m; m.main(); "
        "print(os.environ.get('TEXTUAL_THEME'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert done.stdout.splitlines()[-1] == "ansi-dark"
