"""`amtui keys`: every action with its keys and the id to remap it by."""

import click

from amtui.actions.base import EVERYWHERE, Action
from amtui.actions.keymap import keys_of
from amtui.actions.registry import ALL_ACTIONS
from amtui.cli.group import Command
from amtui.cli.output import Column, Document, put_list
from amtui.cli.session import Session

KEYS = ("id", "keys", "action", "screens", "help")


@click.command("keys", cls=Command)
@click.pass_obj
def keys_command(session: Session) -> None:
    """List keys as they are now, and the ids to remap them by in the config file."""
    chosen = session.config.keys

    def shape(action: type[Action]) -> Document:
        keys = [key for key in keys_of(action, chosen).split(",") if key]
        screens = [] if EVERYWHERE in action.screens else list(action.screens)
        return {
            "id": action.id, "keys": keys, "action": action.words, "screens": screens, "help": action.help(),
        }  # fmt: skip

    columns: list[Column[type[Action]]] = [
        Column("KEYS", lambda action: keys_of(action, chosen).replace(",", " ") or "palette"),
        Column("ACTION", lambda action: action.words),
        Column(
            "SCREENS", lambda action: "all" if EVERYWHERE in action.screens else ", ".join(action.screens)
        ),
        Column("ID", lambda action: action.id),
        Column("WHAT IT DOES", lambda action: action.help()),
    ]
    put_list(session, ALL_ACTIONS, shape, columns, KEYS)
