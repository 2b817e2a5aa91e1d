"""Make the key table and the command reference: `python -m tests.support.docs [--check]`."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from amtui.actions.base import EVERYWHERE, Action
from tests.support import environment, stale
from tests.support.source import ROOT

FOLDER = ROOT / "docs"
NOTE = "<!-- Made by `make docs` from the program itself; edits are overwritten. -->\n"


def cell(text: str) -> str:
    """Return text that keeps a Markdown table in shape."""
    return " ".join(text.replace("|", "\\|").split())


def code(text: str) -> str:
    """Return text as Markdown code that may stand in a table; backticks survive."""
    fence = "``" if "`" in text else "`"
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{cell(text)}{pad}{fence}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def keys(actions: Iterable[type[Action]]) -> str:
    """Return the document that lists every action with its key, its id and where it works."""
    rows = [
        [
            " ".join(code(key) for key in action.key.split(",") if key) or "palette",
            cell(action.words),
            cell(action.help()),
            cell(_places(action)),
            code(action.id),
        ]
        for action in actions
    ]
    head = ["Key", "Action", "What it does", "Where", "Id in `config.toml`"]
    return f"{NOTE}\n# Keys\n\n{table(head, rows)}"


def _places(action: type[Action]) -> str:
    return "everywhere" if EVERYWHERE in action.screens else ", ".join(action.screens)


def commands(group: click.Command) -> str:
    """Return the document that describes every command with its arguments and options."""
    return f"{NOTE}\n# Commands\n\n" + "\n".join(_sections(click.Context(group, info_name="amtui")))


def _sections(context: click.Context) -> Iterator[str]:
    command = context.command
    parts = [f"## {code(context.command_path)}\n", f"{code(_usage(context))}\n"]
    if command.help:
        parts.append(f"{command.help.strip()}\n")
    if options := [[code(name), cell(words)] for name, words in _records(context)]:
        parts.append(table(["Option", "Meaning"], options))
    yield "\n".join(parts)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if (child := command.get_command(context, name)) and not child.hidden:
                yield from _sections(click.Context(child, info_name=name, parent=context))


def _usage(context: click.Context) -> str:
    return " ".join([context.command_path, *context.command.collect_usage_pieces(context)])


def _records(context: click.Context) -> list[tuple[str, str]]:
    found = [parameter.get_help_record(context) for parameter in context.command.get_params(context)]
    return [record for record in found if record]


def documents() -> dict[Path, str]:
    """Return the text of every document by the file it belongs in."""
    from amtui.actions.registry import ALL_ACTIONS
    from amtui.cli.main import cli

    return {FOLDER / "keys.md": keys(ALL_ACTIONS), FOLDER / "commands.md": commands(cli)}


def main() -> int:
    """Write the documents, or tell which are stale; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.docs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell which documents are stale")
    options = parser.parse_args()
    environment.clean()
    return stale.update(documents(), [], check=options.check, command="make docs")


if __name__ == "__main__":
    sys.exit(main())
