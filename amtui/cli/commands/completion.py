"""`amtui completion`: the script that teaches a shell the commands and options."""

import sys

import click
from click.shell_completion import get_completion_class

from amtui.cli.group import Command
from amtui.domain.errors import UsageError

SHELLS = ("bash", "zsh", "fish")
FIRST_COMMA = '(string split --max 1 "," $completion)'
"""How fish takes a word from its kind: the help beside it may hold commas too, and was cut at the first."""


@click.command("completion", cls=Command)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion_command(context: click.Context, shell: str) -> None:
    """Print the completion script of a shell, to be read at its start.

    For bash: `eval "$(amtui completion bash)"` in `~/.bashrc`.
    """
    found = get_completion_class(shell)
    if found is None:
        raise UsageError(f"there is no completion for {shell}", next=f"There is for {', '.join(SHELLS)}.")
    root = context.find_root().command
    try:
        source = found(root, {}, "amtui", "_AMTUI_COMPLETE").source()
    except RuntimeError as error:
        raise UsageError(f"{shell}: {error}") from None
    sys.stdout.write(source.replace('(string split "," $completion)', FIRST_COMMA))
