"""A session in a terminal of this machine, begun plainly and from a warm parent: both behave the same."""

import os
import signal
from pathlib import Path

import pytest

from tests.sessions.conftest import AMTUI, Open
from tests.sessions.window import PAINTED, READY, colours

pytestmark = pytest.mark.terminal


def test_it_takes_keys_follows_the_size_and_leaves_the_terminal_as_it_was(
    window: Open, mode: str, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office.parent)
    shown = window([*AMTUI, "--db", office.name, "--tz", "Asia/Tokyo"], {"AMTUI_WARM": mode})
    shown.see(READY)
    assert len(shown.all()) == (1 if mode == "off" else 2)
    shown.type("3")
    shown.see(r"▌.*R-\d+")
    shown.resize(60, 20)
    shown.see(r"▌.*R-\d+")
    shown.type("q")
    assert shown.ended() == 0
    assert b"\x1b[?1049l" in shown.written[-120:]


@pytest.mark.parametrize(
    ("term", "env", "kind"),
    [
        ("xterm-256color", {"COLORTERM": "truecolor"}, "true"),
        ("tmux-256color", {}, "256"),
        ("screen", {}, "16"),
        ("linux", {"LC_ALL": "C", "LANG": "C"}, "16"),
        ("vt100", {}, "16"),
        ("xterm", {"NO_COLOR": "1", "COLORTERM": "truecolor"}, "none"),
    ],
)
def test_colours_are_what_the_terminal_has_and_a_signal_ends_it(
    window: Open, mode: str, office: Path, term: str, env: dict[str, str], kind: str
) -> None:
    shown = window([*AMTUI, "--db", office], {"AMTUI_WARM": mode, "TERM": term, "COLORTERM": ""} | env)
    shown.see(PAINTED)
    assert colours(shown.written.decode()) == {kind}
    number = signal.SIGTERM if kind == "true" else signal.SIGHUP
    os.kill(shown.pid, number)
    assert shown.ended() == 128 + number
    assert b"\x1b[?1049l" in shown.written


def test_what_was_left_and_own_keys_are_there_in_a_window_of_any_size(
    window: Open, mode: str, office: Path, tmp_path: Path
) -> None:
    env = {"AMTUI_WARM": mode, "XDG_STATE_HOME": f"{tmp_path}"}
    config = tmp_path / "config.toml"
    config.write_text('[keys]\ngo.requests = "f9"\n')
    command = [*AMTUI, "--db", office]
    shown = window(command, env, columns=80, rows=24)
    shown.see(READY)
    shown.type("/")
    shown.see(r"(?m)^ / *$")
    shown.type("help\r")
    shown.see("filter: help")
    shown.type("q")
    assert shown.ended() == 0
    again = window(command, env, columns=100, rows=30)
    again.see("filter: help")
    own = window([*command, "--config", config], env, columns=80, rows=24)
    own.see("filter: help")
    own.type("\x1b[20~")
    own.see(r"▌.*R-\d+")


def test_nothing_is_left_when_the_terminal_goes(window: Open, mode: str, office: Path) -> None:
    shown = window([*AMTUI, "--db", office], {"AMTUI_WARM": mode})
    shown.see(PAINTED)
    members = shown.all()
    shown.hang_up()
    shown.ended()
    shown.all_end(members)


def test_a_session_ends_though_nobody_reads_what_it_draws(window: Open, mode: str, office: Path) -> None:
    shown = window([*AMTUI, "--db", office], {"AMTUI_WARM": mode})
    shown.see(READY)
    shown.stall("23")
    members = shown.all()
    os.kill(shown.pid, signal.SIGTERM)
    assert shown.ended_unread() == 128 + signal.SIGTERM
    shown.all_end(members)


def test_what_cannot_be_drawn_is_refused_alike(window: Open, mode: str, office: Path) -> None:
    wrong = window([*AMTUI, "--db", office, "--nonsense"], {"AMTUI_WARM": mode})
    dumb = window([*AMTUI, "--db", office], {"AMTUI_WARM": mode, "TERM": "dumb"})
    assert (wrong.ended(), dumb.ended()) == (2, 2)
    assert "can show lines only" in dumb.shown()
