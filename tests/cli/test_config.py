"""The config file is checked before anything else, and nothing in it is guessed."""

import json
from pathlib import Path

import pytest

from amtui.cli.config import EXAMPLE, load_config
from tests.cli.conftest import Amtui


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config.toml"
    monkeypatch.setenv("AMTUI_CONFIG", str(path))
    return path


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('db = "x.db"\ncolour = "red"\n', 2, "colour"),
        ('\n\ntime_zone = "Mars/Olympus"\n', 3, "Mars/Olympus"),
        ("read_only = 3\n", 1, "read_only"),
        ('reports_db = "x"\nreports_lag = -1\n', 2, "reports_lag has to be between 0 and"),
        ("reminders = -5\n", 1, "reminders has to be between 0 and"),
        (f"reports_lag = {10**15}\n", 1, "reports_lag has to be between 0 and"),
        ('[keys]\n"app.nothing" = "x"\n', 2, "app.nothing"),
        ('# mine\n[keys]\napp.refresh = "q"\n', 3, "share the key q"),
        ("[keys]\n'edit.undo' = 7\n", 2, "edit.undo"),
        ('[keys]\napp.refresh = "?"\n', 2, "app.help and app.refresh share the key ?"),
        ('[keys]\napp.refresh = "r, j"\n', 2, "table.down and app.refresh share the key j on every list"),
        ('[keys]\napp.refresh = "F5"\n', 2, "app.refresh: “F5” is no key"),
        ('[keys]\napp.refresh = "ctrl+i"\n', 2, "a terminal sends ctrl+i as tab"),
        ('[keys]\napp.refresh = "shift+a"\n', 2, "the letter with shift is A"),
        ('db = "a.db"\ndb = \n', 2, "TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    amtui: Amtui, file: Path, text: str, line: int, words: str
) -> None:
    file.write_text(text)
    for command in (("requests",), ("keys",), ("config", "validate"), ("config",)):
        done = amtui(*command)
        assert done.code == 2
        assert f"line {line}" in done.err
        assert words in done.err


def test_a_config_file_of_another_encoding_is_refused(amtui: Amtui, file: Path) -> None:
    file.write_bytes('db = "Größe.db"'.encode("latin-1"))
    assert "no text in UTF-8" in amtui("keys").err


@pytest.mark.parametrize("key", ["f5", "ctrl+r", "ctrl+f5", "%", "percent_sign", "ä", "alt+x", "f5, ctrl+f6"])
def test_a_key_may_be_written_by_its_name_or_its_character(amtui: Amtui, file: Path, key: str) -> None:
    file.write_text(f'[keys]\napp.refresh = "{key}"\n')
    assert amtui("config", "validate").code == 0


def test_a_config_file_that_was_named_has_to_be_there(amtui: Amtui, file: Path) -> None:
    assert amtui("keys").code == 2
    assert str(file) in amtui("keys").err


def test_keys_are_shown_as_they_were_chosen(amtui: Amtui, file: Path) -> None:
    file.write_text('[keys]\napp.refresh = "f5"\n')
    rows = {row["id"]: row for row in amtui("keys", "--json").json}
    assert rows["app.refresh"]["keys"] == ["f5"]
    assert rows["edit.undo"]["keys"] == ["u"]


def test_an_option_wins_over_the_environment_and_that_over_the_file(
    amtui: Amtui, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text('db = "file.db"\n')
    assert amtui("config", "--json").json["db"] == "file.db"
    monkeypatch.setenv("AMTUI_DB", "environment.db")
    assert amtui("config", "--json").json["db"] == "environment.db"
    assert amtui("config", "show", "--json", "--db", "option.db").json["db"] == "option.db"
    assert amtui("--db", "early.db", "config", "--json").json["db"] == "early.db"


def test_a_password_is_never_shown(amtui: Amtui) -> None:
    places = ("me:hunter2@host/name", "me@host/name?password=hunter2", "host/name?sslpassword=hunter2&port=1")
    for place in places:
        done = amtui("config", "--db", f"postgresql://{place}", "--json")
        assert ("hunter2" in done.out, "host/name" in done.out) == (False, True)
    assert "hunter2" not in amtui("requests", "--db", "nonsense://me:hunter2@host/name").err


def test_the_example_is_a_config_file_that_holds(amtui: Amtui, tmp_path: Path) -> None:
    path = tmp_path / "example.toml"
    path.write_text(amtui("config", "example").out)
    assert path.read_text() == EXAMPLE
    assert load_config(path).keys == {"app.refresh": "f5"}


def test_json_stays_one_document_whatever_the_text(amtui: Amtui, file: Path) -> None:
    file.write_text('db = "\\u202e\\u0007.db"\n')
    done = amtui("config", "--json")
    assert json.loads(done.out)["db"] == "\u202e\x07.db"
    assert "\x07" not in amtui("config").out
