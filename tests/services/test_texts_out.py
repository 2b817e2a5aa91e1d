"""Texts as files, and the user's own editor in its restricted form."""

import sys
from pathlib import Path

import pytest

from amtui.domain.errors import Refused
from amtui.services.kept_files import keep_text
from amtui.services.own_editor import edited, editor_command


def test_a_copy_is_for_its_owner_alone_and_replaces_an_older_one() -> None:
    path = keep_text("R-7.md", "old")
    assert keep_text("R-7.md", "new") == path
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["R-7.md"]


def test_a_name_cannot_lead_out_of_the_folder() -> None:
    assert keep_text("../../x y", "text").name == "x-y"


def test_only_editors_with_a_restricted_form_are_started(tmp_path: Path) -> None:
    nano = tmp_path / "nano"
    nano.write_text("#!/bin/sh\n")
    nano.chmod(0o755)
    assert editor_command({"EDITOR": f"{nano} --fine"}) == [str(nano), "--restricted", "--ignorercfiles"]
    for variables, words in (
        ({}, "No editor"),
        ({"EDITOR": "sh"}, "no restricted form"),
        ({"EDITOR": "/no/vim"}, "not here"),
    ):
        with pytest.raises(Refused, match=words):
            editor_command(variables)


def test_an_edited_text_comes_back_and_a_failed_editor_changes_nothing() -> None:
    program = "import os, sys; open(sys.argv[1], 'a').write(str('SECRET' in os.environ))"
    variables = {"SECRET": "x", "PATH": "/usr/bin"}
    assert edited("old ", [sys.executable, "-c", program], variables) == "old False"
    with pytest.raises(Refused, match="ended with 3"):
        edited("old", [sys.executable, "-c", "raise SystemExit(3)"], {})
