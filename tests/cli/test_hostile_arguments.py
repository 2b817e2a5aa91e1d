"""Hostile texts in every argument and option of every command: answered in words that steer no terminal."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import click
import pytest

from amtui.cli.main import cli
from tests.cli.conftest import Amtui
from tests.support import hostile

LASTING = frozenset({"demo", "session", "warm"})
"""Commands that open the dashboard, or stay; those of `db` and `calendar` are files rather than words."""
CODES = frozenset({0, 2, 3, 4, 5, 6, 7})
BYTES = "no text \udcff"
TEXTS = (
    hostile.ESCAPES.replace("\0", ""), BYTES, hostile.TURNED, hostile.LINES, hostile.STATEMENT, hostile.PATH,
    hostile.FORMAT, hostile.OPTION, hostile.DIGITS, "x" * 120_000, "0001-01-01T00:00:00+14:00", "9999-12-31",
    "-Infinity", "99999999999999999.99 EUR", hostile.MARKUP, hostile.NOTHING_SEEN,
)  # fmt: skip


def leaves(command: click.Command, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command that does something, with the words that call it."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and name not in LASTING:
                yield from leaves(below, *path, name)
    if path and (not isinstance(command, click.Group) or command.invoke_without_command):
        yield path, command


def lines(path: tuple[str, ...], command: click.Command, texts: Iterator[str]) -> Iterator[tuple[str, ...]]:
    """Yield command lines: hostile arguments, and a hostile text for one of the options after another."""
    needed = sum(isinstance(one, click.Argument) for one in command.params)
    options = [one for one in command.params if isinstance(one, click.Option) and not one.is_flag]
    if needed:
        text = next(texts)
        yield (*path, "--", *(text for _ in range(needed)))
    for option in options:
        yield (*path, f"{option.opts[-1]}={next(texts)}", *(["--", *("x" * needed)] if needed else []))


def test_no_argument_makes_a_command_fail_or_speak_to_the_terminal(
    amtui: Amtui, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    texts, forms = cycle(TEXTS), cycle(((), ("--json",), ("--csv",)))
    every = [line for path, command in leaves(cli) for line in lines(path, command, texts)]
    for line in every[::2]:
        done = amtui(*next(forms), *line)
        said = done.out.replace("\r\n", "\n") if line[0] == "calendar" else done.out
        assert done.code in CODES, (line, done.err)
        assert not hostile.steering(said.replace("\t", "") + done.err), line
        assert len(done.err) < 10_000, line
