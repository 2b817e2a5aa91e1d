"""Commands and groups that take the global options, and a group that loads its commands when called."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import click

from amtui.cli.options import global_options

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

HINT = "Global options such as --db, --json and --tz work here too; see `amtui --help`."


def _with_globals(own: list[click.Parameter], *, outermost: bool) -> list[click.Parameter]:
    """Return parameters with those global options that the command has none of its own for."""
    taken = {name for parameter in own for name in parameter.opts}
    further: Iterable[click.Parameter] = global_options(outermost=outermost)
    return [*own, *(option for option in further if taken.isdisjoint(option.opts))]


class Command(click.Command):
    """A command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; `--version N` is for commands that have it, and never asks for the program's.

        Raises:
            UsageError: a version of a row is named where none is held against it.
        """
        own = any("--version" in parameter.opts for parameter in self.params)
        if not own and any(more.isdecimal() for one, more in pairwise(args) if one == "--version"):
            raise click.UsageError("It takes no --version of a row.", ctx)
        return super().parse_args(ctx, args)

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **{"epilog": HINT} | settings)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the command's own parameters and the global ones."""
        return _with_globals(super().get_params(ctx), outermost=False)


class Group(click.Group):
    """A command with commands below it."""

    command_class = Command

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **{"epilog": HINT} | settings)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the group's own parameters and the global ones."""
        return _with_globals(super().get_params(ctx), outermost=False)


class LazyGroup(click.Group):
    """The program itself: knows the name and one line of each command, and loads the one that is called.

    Args:
        table: module and one line of help by command; the module's attribute is named like it.
    """

    def __init__(self, *arguments: Any, table: Mapping[str, tuple[str, str]], **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._table = table

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the global options, which outermost are listed."""
        return _with_globals(super().get_params(ctx), outermost=True)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 as click calls it
        """Return the names of all commands, in the order of the table."""
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a command."""
        if cmd_name not in self._table:
            return None
        found: click.Command = getattr(
            import_module(self._table[cmd_name][0]), f"{cmd_name.replace('-', '_')}_command"
        )
        return found

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Offer commands in the words of the table without loading any, and options after a hyphen."""
        from click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [
            CompletionItem(name, help=words)
            for name, (_module, words) in self._table.items()
            if name.startswith(incomplete)
        ]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the table of commands without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_module, words) in self._table.items()])
