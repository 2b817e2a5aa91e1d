"""What `amtui session` believes, and what it refuses before anything opens."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from amtui.cli.deploy import CONFIG, NAMES, everything, filled, helper, key_line, unfit
from amtui.cli.environment import prepare
from amtui.cli.main import run


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Bring back the variables of this process, which a session forgets."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.mark.parametrize("login", ["../../x", ".x", "a b", "a/b", ""])
def test_only_a_login_that_a_file_can_be_named_by_is_taken(
    login: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["session", "--as", login]) == 2
    assert "wants a login" in capsys.readouterr().err


def test_a_command_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SSH_ORIGINAL_COMMAND", "cat /etc/passwd\x1b[2J")
    assert run(["session", "--as", "anna"]) == 3
    told = capsys.readouterr().err
    assert "cat /etc/passwd" in told
    assert "\x1b" not in told


def test_who_somebody_is_never_comes_from_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = {"USER": "mallory", "LOGNAME": "mallory", "HOME": "/nowhere", "AMTUI_DB": "/x", "AMTUI_NOW": "x"}
    drawing = {"TERM": "screen", "COLORTERM": "truecolor", "LC_CTYPE": "C", "LANG": "C"}
    for name, value in (sent | drawing).items():
        monkeypatch.setenv(name, value)
    prepare(["--db", "y", "session", "--as", "anna"])
    assert not [name for name in sent if os.environ.get(name) == sent[name]]
    assert {name: os.environ[name] for name in drawing} == drawing
    assert "AMTUI_DB" not in os.environ


def test_a_command_of_ones_own_keeps_its_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMTUI_DB", "/x")
    prepare(["requests"])
    assert os.environ["AMTUI_DB"] == "/x"


def test_the_files_for_a_server_have_every_name_filled_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", "--sshd"]) == 0
    told, warned = capsys.readouterr()
    assert told == "\n".join(everything())
    assert "@" not in told.replace("session.slice@", "")
    assert all(filled(name) in told for name in NAMES)
    assert "DisableForwarding yes" in told
    assert f"AuthorizedKeysCommand {helper()} --config {CONFIG} %f\n" in told
    assert Path(helper()).is_file()
    assert ("sshd will not run" in warned) is (unfit(helper()) is not None)
    assert key_line("anna", "ssh-ed25519 AAAA\n").startswith('restrict,pty,command="exec ')


def test_the_files_for_a_server_name_the_config_file_that_was_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    config = tmp_path / "own.toml"
    config.write_text("")
    assert run(["doctor", "--sshd", "--config", str(config)]) == 0
    told = capsys.readouterr().out
    assert f"--config {config} %f" in told
    assert f"--config {config} doctor --check" in told
    assert CONFIG not in told


def test_a_helper_that_others_could_replace_is_named(tmp_path: Path) -> None:
    loose = tmp_path / "helper"
    loose.touch()
    loose.chmod(0o777)
    assert unfit(str(loose)) == loose
    assert unfit(str(tmp_path / "none")) is not None
    assert unfit("/") is None
