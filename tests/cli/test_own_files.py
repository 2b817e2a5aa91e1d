"""Files that commands write: in no other's place unasked, through no link, for their owner only."""

import os
import stat
from pathlib import Path

import pytest

from amtui.domain.errors import Refused
from amtui.services.own_files import own_file
from tests.cli.conftest import Amtui

CALLS = "Call ID,Started,Status\n1,2026-02-03 09:00,answered\n2,never,answered\n"


@pytest.fixture
def writers(amtui: Amtui, demo: Path, tmp_path: Path) -> dict[str, tuple[object, ...]]:
    """The commands that write a file, without its name, by what it ends in and is known by."""
    del demo
    calls = tmp_path / "calls.csv"
    calls.write_text(CALLS)
    account = amtui("portfolio", "--limit", "1", "--json").json[0]["account"]
    ref = amtui("requests", "--limit", "1", "--json").json[0]["ref"]
    taken = ("import", "calls", calls, "--account", account, "--format", "plain", "--save-mapping")
    return {
        "list.csv": ("export", "requests", "--limit", "3", "--out"),
        "list.json": ("export", "portfolio", "--limit", "3", "--out"),
        "list.xlsx": ("export", "reviews", "--limit", "3", "--out"),
        "qbr.md": ("report", "qbr", account, "--out"),
        "brief.html": ("report", "account", account, "--out"),
        "reviews.ics": ("calendar", "export", "--out"),
        "pack.md": ("request", "evidence", ref, "--out"),
        "audit.csv": ("audit", "--limit", "3", "--out"),
        "copy.db": ("db", "backup"),
        "mapping.toml": taken,
    }


def test_every_command_refuses_what_is_there_and_replaces_it_only_by_force(
    amtui: Amtui, writers: dict[str, tuple[object, ...]], tmp_path: Path
) -> None:
    there, elsewhere, pipe = tmp_path / "there", tmp_path / "elsewhere", tmp_path / "pipe"
    there.mkdir()
    elsewhere.write_text("not to be touched")
    os.mkfifo(pipe)
    for name, line in writers.items():
        link, kept = there / f"link.{name}", there / name
        kept.write_text("before")
        link.symlink_to(elsewhere)
        for refused in ((kept,), (link,), (link, "--force"), (pipe, "--force"), (there, "--force")):
            done = amtui(*line, *refused)
            assert (done.code, str(refused[0]) in done.err) == (3, True), (name, refused, done.err)
        assert "--force" in amtui(*line, kept).err
        assert (kept.read_text(), elsewhere.read_text()) == ("before", "not to be touched")
        kept.chmod(0o644)
        assert amtui(*line, kept, "--force").code in {0, 7}, name
        assert kept.read_bytes() != b"before"
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600, name
    assert not list(there.glob(".*"))


def test_rejected_rows_go_to_a_private_file_and_through_no_link(
    amtui: Amtui, writers: dict[str, tuple[object, ...]], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("not to be touched")
    for name in ("calls.rejects.csv", "calls.rejects.part"):
        (tmp_path / name).symlink_to(elsewhere)
    line = writers["mapping.toml"]
    assert amtui(*line[:-1]).code == 7
    rejects = tmp_path / "calls.rejects.csv"
    assert not rejects.is_symlink()
    assert stat.S_IMODE(rejects.stat().st_mode) == 0o600
    assert "never" in rejects.read_text()
    assert elsewhere.read_text() == "not to be touched"


def test_a_file_that_came_meanwhile_is_left_and_a_failure_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"

    def beaten() -> None:
        with own_file(path) as fresh:
            fresh.write_text("late")
            path.write_text("first")

    def failing() -> None:
        with own_file(path, force=True) as fresh:
            fresh.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(Refused, match="there already"):
        beaten()
    with pytest.raises(ZeroDivisionError):
        failing()
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("rows.csv", "first")]
