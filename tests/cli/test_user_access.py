"""How users prove who they are, from the command line: passwords, keys, and what sshd asks."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from amtui.cli.authorized_keys import authorized_line, main
from tests.cli.conftest import Amtui
from tests.services.test_permissions import KEY


@pytest.fixture
def ana(amtui: Amtui, db: Path) -> Path:
    """The database, with Ana as an account manager who has a key."""
    assert amtui("user", "add", "ana", "--email", "ana@example.org").code == 0
    file = db.with_name("key.pub")
    file.write_text(f"{KEY[0]}\n")
    assert amtui("user", "keys", "add", "ana", file).code == 0
    return db


def config(db: Path, url: object) -> Path:
    path = db.with_name("config.toml")
    path.write_text(f"db = {json.dumps(str(url))}\n")
    return path


def asked(capsys: pytest.CaptureFixture[str], path: Path, fingerprint: str = KEY[1]) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(["--config", str(path), fingerprint])
    return (code, *capsys.readouterr())


def test_keys_are_listed_and_removed(amtui: Amtui, ana: Path) -> None:
    (row,) = amtui("user", "keys", "list", "--json").json
    assert (row["login"], row["fingerprint"], row["comment"]) == ("ana", KEY[1], "ben@laptop")
    assert amtui("user", "keys", "list", "ana", "--csv").out.startswith("login,fingerprint")
    assert amtui("user", "keys", "remove", "ana", KEY[1]).code == 0
    assert amtui("user", "keys", "list", "--json").json == []
    assert amtui("user", "keys", "remove", "ana", KEY[1]).code == 5


def test_what_is_no_key_is_refused(amtui: Amtui, ana: Path, tmp_path: Path) -> None:
    secret = tmp_path / "id"
    secret.write_text("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\n")
    done = amtui("user", "keys", "add", "ana", secret)
    assert done.code == 3
    assert "private key" in done.err
    assert "b3BlbnNzaC1r" not in done.err
    assert amtui("user", "keys", "add", "ana", tmp_path / "none.pub").code == 5


def test_a_password_comes_in_by_the_pipe_only(
    amtui: Amtui, ana: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    monkeypatch.setattr(sys, "stdin", io.StringIO("a horse in the cellar\n"))
    done = amtui("user", "passwd", "ana", "--stdin")
    assert done.code == 0
    assert "horse" not in done.out + done.err
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert amtui("user", "passwd", "ana", "--stdin").code == 2
    assert amtui("user", "passwd", "ana").code == 2, "nobody can type it without a terminal"
    assert amtui("user", "passwd", "ana", "a horse in the cellar").code == 2


def test_sshd_is_told_the_one_thing_that_a_key_may_do(
    ana: Path, amtui: Amtui, capsys: pytest.CaptureFixture[str]
) -> None:
    path = config(ana, ana)
    code, out, err = asked(capsys, path)
    assert (code, err) == (0, "")
    assert out.startswith('restrict,pty,command="exec ')
    assert out.endswith(f'session --as ana --config {path}" {" ".join(KEY[0].split()[:2])}\n')
    assert asked(capsys, path, "SHA256:" + "A" * 43) == (0, "", "")
    amtui("user", "keys", "remove", "ana", KEY[1])
    assert asked(capsys, path) == (0, "", "")


@pytest.mark.parametrize("db", ["postgresql://nobody:hunter2@127.0.0.1:1/amtui", "/nowhere/amtui.db", "\x00"])
def test_without_an_answer_the_door_stays_shut_and_nothing_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], db: str
) -> None:
    code, out, err = asked(capsys, config(tmp_path / "x", db))
    assert (code, out) == (1, "")
    assert "hunter2" not in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("wrong", ["", "SHA256:short", "MD5:00:11", "SHA256:" + "A" * 43 + "' OR 1=1 --"])
def test_what_is_no_fingerprint_is_not_looked_up(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([wrong]) == 2
    assert capsys.readouterr().out == ""


def test_a_login_cannot_break_out_of_the_command() -> None:
    with pytest.raises(ValueError, match="no login"):
        authorized_line('ana"; rm -rf ~ #', "ssh-ed25519", "AAAA")


def test_it_loads_neither_the_program_nor_a_driver(ana: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "amtui.cli.authorized_keys"]
    done = subprocess.run(
        [*command, "--config", str(config(ana, ana)), KEY[1]],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    loaded = {line.split("|")[-1].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "ssh-ed25519" in done.stdout
    assert "sqlite3" in loaded
    assert loaded.isdisjoint({"click", "sqlalchemy", "psycopg", "textual", "platformdirs", "ctypes"})


@pytest.mark.parametrize(
    "url", ["postgresql://u:hunter2@127.0.0.1:1/x", "postgresql://127.0.0.1:1/x?password=hunter2"]
)
def test_a_password_that_the_list_of_processes_shows_is_named(
    amtui: Amtui, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = "list of processes shows the password"
    for words in (("--db", url, "requests"), ("db", "current", "--db", url)):
        told = amtui(*words).err
        assert told.count(seen) == 1
        assert "hunter2" not in told
    assert seen not in amtui("--db", url, "--quiet", "requests").err
    assert amtui("--db", url, "--json", "requests").error["kind"] == "unavailable"
    monkeypatch.setenv("AMTUI_DB", url)
    assert seen not in amtui("requests").err
    assert seen not in amtui("requests", "--db", "postgresql://u@127.0.0.1:1/x").err
