"""The documents are made from the program, and the README says what is true."""

import asyncio
import re
from pathlib import Path

import click
import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from amtui.actions.base import Action
from tests.support import docs, stale
from tests.support.flow import Flow
from tests.support.pictures import picture
from tests.support.source import ROOT


class Small(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("Nothing pressed", id="shown")

    def on_key(self) -> None:
        self.run_worker(self.answer())

    async def answer(self) -> None:
        await asyncio.sleep(0.05)
        self.query_one("#shown", Static).update("Pressed")


class Close(Action):
    """Close the request | for good."""

    id, key, words = "request.close", "s c", "Close"
    screens = ("requests",)


@click.group()
def tool() -> None:
    """Do things."""


@tool.command()
@click.argument("name")
@click.option("--often", default=1, show_default=True, help="How often.")
def greet(name: str, often: int) -> None:
    """Say hello to somebody."""
    click.echo(name * often)


async def test_a_picture_shows_what_the_last_key_brought_about() -> None:
    flow = Flow("small", Small, (40, 5), ("x",))
    shown = await picture(flow)
    assert "Pressed" in shown
    assert "Nothing" not in shown
    assert shown == await picture(flow)


def test_the_command_reference_has_every_command_with_its_options() -> None:
    text = docs.commands(tool)
    assert "## `amtui greet`" in text
    assert "Say hello to somebody." in text
    assert re.search(r"\| `--often INTEGER` \| How often\.\s+\[default: 1\] \|", text)


def test_the_key_table_stays_a_table_whatever_the_words_are() -> None:
    row = docs.keys([Close]).splitlines()[-1]
    assert row == r"| `s c` | Close | Close the request \| for good. | requests | `request.close` |"


def test_a_stale_document_is_named_and_only_written_when_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(stale, "ROOT", tmp_path)
    made = {tmp_path / "docs" / "keys.md": "new\n"}
    assert stale.update(made, [], check=True, command="make docs") == 1
    assert "docs/keys.md" in capsys.readouterr().err
    assert stale.update(made, [], check=False, command="make docs") == 0
    assert stale.update(made, [], check=True, command="make docs") == 0


def test_every_file_that_the_readme_points_at_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    linked = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert linked
    assert [name for name in linked if not (ROOT / name).exists()] == []
