"""Every command that shows something, as CSV: what a table cannot hold as it is, one of them has."""

import csv
import io
from collections.abc import Iterator

import click
import pytest

from amtui.cli.main import cli
from tests.cli.conftest import Amtui

OTHERWISE = {"demo", "session", "warm"}
"""These open a screen or go on for ever."""
NO_TABLE = {("calendar", "export"), ("team-meeting", "export"), ("config", "example")}
"""These print a file of another kind."""
NAMED = (
    ("account", "show", "Oakhurst"), ("action", "show", "1"), ("playbook", "show", "crm-mismatch"),
    ("report", "account", "Oakhurst"), ("report", "qbr", "Oakhurst"), ("report", "quarter"),
    ("review", "show", "1"), ("team-meeting", "show", "1"),
)  # fmt: skip


def leaves(group: click.Group, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the commands that can be called by their name alone."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            if command.invoke_without_command:
                yield (*above, name)
            yield from leaves(command, (*above, name))
        elif name not in OTHERWISE and not any(each.required for each in command.params):
            yield (*above, name)


@pytest.mark.usefixtures("demo")
def test_every_command_shows_what_it_has_as_a_table(amtui: Amtui) -> None:
    shown = set()
    for words in {*leaves(cli), *NAMED} - NO_TABLE:
        done = amtui(*words, "--csv", "--read-only")
        assert done.code in {0, 2, 3}, (words, done.err)
        if done.code == 0:
            shown.add(words)
            assert is_table(done.out), words
    assert len(shown) > 40


def is_table(text: str) -> bool:
    """Tell whether a text is a table: every row has as many cells as the head."""
    rows = list(csv.reader(io.StringIO(text)))
    return bool(rows) and {len(row) for row in rows} == {len(rows[0])}
