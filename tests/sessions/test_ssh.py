"""Sessions over a real SSH server, begun plainly and from a warm parent: who gets in, what they keep."""

import os
import re
import signal

import pytest

from tests.bench import processes
from tests.sessions.conftest import Line
from tests.sessions.people import administrator, asked
from tests.sessions.window import PAINTED, READY, colours

pytestmark = pytest.mark.terminal
HOSTILE = (
    "SetEnv=USER=root LOGNAME=root AMTUI_DB=/nowhere AMTUI_READ_ONLY=1 HOME=/nowhere EDITOR=vim SHELL=/bin/sh"
)
NO_SHELL = ("!", "\x1a", "\x03", "\x1c", "\x1b!", "\x07", "E")
"""Keys by which programs start a shell, stop, or start an editor."""
TERMINALS = (
    ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "true"),
    ({"TERM": "xterm-256color"}, "256"),
    ({"TERM": "tmux-256color"}, "256"),
    ({"TERM": "screen"}, "16"),
    ({"TERM": "linux", "LC_ALL": "C", "LANG": "C"}, "16"),
    ({"TERM": "vt100"}, "16"),
    ({"TERM": "xterm", "NO_COLOR": "1", "COLORTERM": "truecolor"}, "none"),
)
"""What a client says of its terminal, and the kind of colours that it gets."""
TOLD_AND_NOTED = """
    SELECT (SELECT count(*) FROM timeline WHERE note LIKE ?), (SELECT count(*) FROM audit WHERE after LIKE ?)
"""
"""How often some words stand in the timeline, and in the record of what was changed.

Words of a session that was killed before stand before them: they came back as a draft.
"""


def test_a_key_opens_the_dashboard_of_its_person(line: Line) -> None:
    login, name = administrator(line.office)
    line.admit("anna", login)
    shown = line.open("anna", "-o", HOSTILE, env={"COLORTERM": "truecolor"})
    assert name in shown.see(READY)
    assert colours(shown.written.decode()) == {"true"}
    members = line.members()
    assert len(members) == (1 if line.is_plain else 2)
    shown.resize(60, 20)
    shown.see("▌")
    for key in NO_SHELL:
        shown.type(key)
    shown.type("3")
    shown.see(r"▌.*R-\d+")
    assert line.members() == members
    shown.type("q")
    assert shown.ended() == 0
    shown.all_end(members)


def test_each_terminal_gets_the_colours_that_it_has(line: Line) -> None:
    line.admit("anna")
    shown = [line.open("anna", env={"COLORTERM": "", **env}) for env, _ in TERMINALS]
    for one in shown:
        one.see(PAINTED)
    assert [colours(one.written.decode()) for one in shown] == [{kind} for _, kind in TERMINALS]
    for one in shown:
        one.type("q")
    assert [one.ended() for one in shown] == [0] * len(TERMINALS)


def test_a_client_that_reads_nothing_more_holds_up_nothing_once_its_line_is_gone(line: Line) -> None:
    line.admit("anna")
    shown = line.open("anna")
    shown.see(READY)
    members, served = line.members(), line.server.children()
    os.kill(shown.pid, signal.SIGSTOP)
    for pid in processes.tree(served):
        if "sshd" in processes.read(f"/proc/{pid}/comm"):
            os.kill(pid, signal.SIGKILL)
    shown.all_end(members)
    os.kill(shown.pid, signal.SIGCONT)


def test_place_and_draft_are_there_again_after_the_connection_dropped(line: Line) -> None:
    line.admit("anna")
    shown = line.open("anna")
    shown.see(READY)
    shown.type("3")
    row = re.findall(r"R-\d+", shown.see(r"(?s)▌.*(R-\d+.*){3}"))[2]
    shown.type("jj")
    shown.see(f"▌.*{row}")
    shown.type("c")
    shown.see("Comment on")
    shown.type("half a thought")
    shown.see("half a thought")
    members = line.members()
    os.kill(shown.pid, signal.SIGKILL)
    shown.all_end(members)
    again = line.open("anna", env={"NO_COLOR": "1", "LC_ALL": "C", "LANG": "C"})
    again.see(READY)
    again.type("3")
    again.see(f"▌.*{row}")
    again.type("c")
    again.see("half a thought")
    assert colours(again.written.decode()) == {"none"}


@pytest.mark.parametrize("how", ["server", "TERM", "HUP"])
def test_no_session_outlives_its_connection(line: Line, how: str) -> None:
    line.admit("anna")
    shown = line.open("anna")
    shown.see(READY if how == "server" else PAINTED)
    members, served = line.members(), line.server.children()
    if how == "server":
        for pid in processes.tree(served):
            if "sshd" in processes.read(f"/proc/{pid}/comm"):
                os.kill(pid, signal.SIGKILL)
    else:
        os.kill(line.drawing(), signal.Signals[f"SIG{how}"])
    assert shown.ended() in {255, 128 + signal.SIGTERM, 128 + signal.SIGHUP}
    shown.all_end(members)


def test_a_change_under_way_when_all_is_killed_is_whole_or_not_there(line: Line) -> None:
    line.admit("anna")
    for number in range(1 if line.is_plain else 3):
        text = f"under way {number}"
        shown = line.open("anna")
        shown.see(READY)
        shown.type("3")
        shown.see(r"▌.*R-\d+")
        shown.type("c")
        shown.see("Comment on")
        shown.type(text)
        shown.see(text)
        shown.type("\n")
        shown.pump(0.01 * number)
        members = line.members()
        for pid in members:
            os.kill(pid, signal.SIGKILL)
        shown.ended()
        shown.all_end(members)  # one that is killed within a call of the system finishes that call
        assert asked(line.office, TOLD_AND_NOTED, f"%{text}%", f"%{text}%") in [[(0, 0)], [(1, 1)]]
    assert asked(line.office, "PRAGMA integrity_check") == [("ok",)]


def test_a_terminal_for_lines_and_a_command_are_refused(line: Line) -> None:
    line.admit("anna")
    dumb = line.open("anna", env={"TERM": "dumb"})
    command = line.open("anna", more=("id",))
    assert (dumb.ended(), command.ended()) == (2, 3)
    assert "can show lines only" in dumb.shown()
    assert "runs no commands, such as “id”" in command.shown()
    line.all_leave(command)  # a forked one says its code before its memory is given back


def test_somebody_who_is_no_user_is_told_so(line: Line) -> None:
    line.admit("anna", "mallory")
    shown = line.open("anna")
    shown.see("mallory is not a user")
