"""Asking for what must not be seen: passwords are typed without an echo or piped, never arguments."""

import sys

import click

from amtui.domain.errors import UsageError

LONGEST = 4_096


def ask_password(prompt: str) -> str:
    """Return a password that is typed at the terminal without being shown.

    Raises:
        UsageError: there is no terminal.
    """
    need_terminal()
    return str(click.prompt(prompt, hide_input=True, err=True, prompt_suffix=": "))


def ask_new_password() -> str:
    """Return a new password, typed twice alike.

    Raises:
        UsageError: there is no terminal.
    """
    while True:
        first = ask_password("New password")
        if ask_password("The same again") == first:
            return first
        click.echo("They differ; once more.", err=True)


def piped_password() -> str:
    """Return the first line of what is piped in.

    Raises:
        UsageError: nothing is.
    """
    line = sys.stdin.readline(LONGEST).rstrip("\r\n")
    if not line:
        raise UsageError("no password came in", next="Pipe it in as one line.")
    return line


def need_terminal(otherwise: str = "Pipe it in and use --stdin.") -> None:
    """Make sure that somebody can type.

    Args:
        otherwise: what to do where nobody can.

    Raises:
        UsageError: nobody can.
    """
    if not sys.stdin.isatty():
        raise UsageError("there is no terminal to type a password at", next=otherwise)
