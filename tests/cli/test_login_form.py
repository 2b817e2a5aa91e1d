"""Logging in by password, at a real terminal."""

import json
import os
import pty
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Amtui

OLD, NEW = "a horse in the cellar", "two mice on the roof"


@pytest.fixture
def form(amtui: Amtui, db: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A config file that asks for login and password, and Ana, whose password an administrator chose."""
    import io

    assert amtui("user", "add", "ana", "--email", "ana@example.org", "--name", "Ana Weiß").code == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{OLD}\n"))
    assert amtui("user", "passwd", "ana", "--stdin").code == 0
    monkeypatch.delenv("AMTUI_DB")
    path = db.with_name("form.toml")
    path.write_text(f'db = {json.dumps(str(db))}\nlogin = "form"\n')
    return path


def typed(config: Path, *answers: tuple[str, str]) -> tuple[int, str, str]:
    """Answer what a command asks at a terminal; return its code, its data and what the screen showed."""
    ours, theirs = pty.openpty()
    argv = [sys.executable, "-m", "amtui", "--config", str(config), "user", "list", "--json"]
    process = subprocess.Popen(
        argv, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    seen = ""
    for asked, answer in answers:
        while not seen.endswith(asked):
            seen += os.read(ours, 4_096).decode()
        os.write(ours, f"{answer}\n".encode())
        seen += " "
    out, _ = process.communicate(timeout=60)
    while True:
        try:
            more = os.read(ours, 4_096).decode()
        except OSError:
            break
        seen += more
    os.close(ours)
    return process.returncode, out.decode(), seen


def test_the_first_login_asks_for_a_password_of_ones_own(form: Path) -> None:
    first = (("Login: ", "ana"), ("Password: ", OLD))
    code, out, seen = typed(
        form, *first, ("New password: ", NEW), ("The same again: ", "typo"), ("New password: ", "short"),
        ("The same again: ", "short"), ("New password: ", NEW), ("The same again: ", NEW),
    )  # fmt: skip
    assert code == 0, seen
    assert "ana" in {row["login"] for row in json.loads(out)}
    assert "They differ" in seen
    assert "at least 12" in seen
    assert OLD not in seen
    assert NEW not in seen
    assert typed(form, ("Login: ", "ana"), ("Password: ", NEW))[0] == 0
    code, out, seen = typed(form, *(("Login: ", "ana"), ("Password: ", OLD)) * 3)
    assert (code, out) == (3, "")
    assert "the login or the password is wrong" in seen


def test_without_a_terminal_nobody_is_asked(form: Path, process: Amtui) -> None:
    done = process("--config", form, "user", "list", "--json")
    assert (done.code, done.out) == (2, "")


def test_nobody_but_the_service_account_says_who_works(amtui: Amtui, db: Path, tmp_path: Path) -> None:
    from amtui.domain.clock import SystemClock
    from amtui.domain.errors import Refused
    from amtui.services.wiring import open_backend

    own = pwd.getpwuid(os.geteuid()).pw_name
    assert amtui("user", "add", "ana", "--email", "ana@example.org").code == 0
    with pytest.raises(Refused, match=f"{own} may not work as ana"):
        open_backend(str(db), clock=SystemClock(), login="ana")
    shared = tmp_path / "shared.db"
    assert amtui("db", "init", "--service-account", own, "--db", shared).code == 0
    assert amtui("user", "add", "ana", "--email", "ana@example.org", "--db", shared).code == 0
    backend = open_backend(str(shared), clock=SystemClock(), login="ana")
    assert backend.identity.login == "ana"
    backend.close()


def test_a_wrong_way_of_logging_in_is_named(amtui: Amtui, tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text('login = "magic"\n')
    done = amtui("--config", path, "user", "list")
    assert done.code == 2
    assert "line 1: login has to be one of system, form" in done.err
