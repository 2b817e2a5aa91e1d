"""What a session leaves for the next one: apart for each database, and in nobody else's way."""

from pathlib import Path

import pytest

from amtui.cli.dashboard import beginnings
from amtui.cli.session import Session
from amtui.services.paths import paths
from amtui.services.state import StateFile

SERVER = "postgresql://ana:secret@db.example:5433/amtui"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{folder}_HOME", str(tmp_path / folder))
    monkeypatch.delenv("AMTUI_DB", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def state_of(db: str | None = None, login: str | None = None) -> Path:
    session = Session()
    session.db, session.login = db, login
    return session.state_file


def test_what_is_typed_for_a_client_is_never_found_in_another_database() -> None:
    StateFile(state_of()).put("draft.comment.5", {"text": "Your invoice is overdue"})
    StateFile(state_of("team.db")).put("list.requests", {"cursor": 5})
    assert StateFile(state_of("team.db")).get("draft.comment.5") is None
    assert StateFile(state_of(SERVER)).get("list.requests") is None
    assert StateFile(state_of()).get("draft.comment.5") == {"text": "Your invoice is overdue"}


@pytest.mark.parametrize(
    "ways",
    [
        [None, "{own}", "sqlite:///{own}"],
        ["team.db", "./team.db", "{here}/team.db", "sqlite:///team.db", "sqlite:///{here}/team.db"],
        [
            SERVER,
            SERVER.replace("secret", "other"),
            f"{SERVER}?connect_timeout=3",
            SERVER.replace("ql:", "ql+psycopg:"),
        ],
    ],
)
def test_a_database_has_the_same_file_however_it_is_named(home: Path, ways: list[str | None]) -> None:
    named = [way and way.format(own=paths().database, here=home) for way in ways]
    assert len({state_of(way) for way in named}) == 1
    assert len({state_of(way, "ana") for way in named} | {state_of(way, "ben") for way in named}) == 2


def test_databases_of_one_name_on_different_servers_are_kept_apart() -> None:
    servers = ("host=/run/one", "host=/run/two", "host=/run/two&port=5433")
    assert len({state_of(f"postgresql:///amtui?{server}&connect_timeout=3") for server in servers}) == 3


def test_no_name_of_a_database_or_a_password_shows_in_the_name_of_the_file() -> None:
    assert state_of().name == "state.json"
    assert state_of(login="ana").name == "state-ana.json"
    assert not any(word in state_of(SERVER).name for word in ("secret", "example"))


def test_whoever_begins_with_the_demo_leaves_nothing_for_their_own_database(home: Path) -> None:
    session = Session()
    state = StateFile(session.state_file)
    (home / "DATA").write_text("no folder, so that the demo is not made")
    with pytest.raises(OSError):
        beginnings(session, state)["demo"]()
    state.put("draft.comment.5", {"text": "Only a try"})
    assert StateFile(state_of()).get("draft.comment.5") is None
    assert StateFile(state_of(str(paths().demo_database))).get("draft.comment.5") == {"text": "Only a try"}


def test_two_windows_of_one_user_keep_what_is_typed_in_both() -> None:
    one, other = StateFile(state_of()), StateFile(state_of())
    one.put("draft.comment.5", {"text": "First window"})
    other.put("draft.comment.6", {"text": "Second window"})
    one.put("list.requests", {"cursor": 7})
    other.put("draft.comment.6", None)
    found = StateFile(state_of())
    assert (found.get("draft.comment.5"), found.get("draft.comment.6")) == ({"text": "First window"}, None)
    assert found.get("list.requests") == {"cursor": 7}
