"""What an action is, and the small requirements that its permission is composed of."""

from collections.abc import Callable
from typing import ClassVar

from amtui.domain.frozen import dataclass
from amtui.domain.people import Identity
from amtui.domain.vocabulary import Role

EVERYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Context:
    """What an action may look at to tell whether it is allowed now.

    Attributes:
        screen: the name of the screen it is asked on.
        selected: the row under the cursor, a value of the domain, or None.
        marks: how many rows are marked.
        identity: who works; None until the database is open.
        read_only: whether changes are refused in this session.
        editor: whether texts may be edited in a program of the user's own.
        files: whether files of this machine may be read and written by name.
    """

    screen: str
    selected: object | None = None
    marks: int = 0
    identity: Identity | None = None
    read_only: bool = False
    editor: bool = False
    files: bool = True


Requirement = Callable[[Context], str | None]
"""Tells why an action is not allowed, or None where it is."""


class Action:
    """One command: its docstring is its help, its attributes are its key, words and place.

    Attributes:
        id: stable name, by which the key can be remapped.
        key: the keys, separated by commas, as Textual names them.
        words: what the bottom line and the palette call it.
        screens: names of the screens that offer it; `EVERYWHERE` for all.
        shown: whether the bottom line shows it.
        requires: what must hold, checked in order.
    """

    id: ClassVar[str]
    key: ClassVar[str]
    words: ClassVar[str]
    screens: ClassVar[tuple[str, ...]] = (EVERYWHERE,)
    shown: ClassVar[bool] = False
    requires: ClassVar[tuple[Requirement, ...]] = ()

    @classmethod
    def help(cls) -> str:
        """Return what the action does, in one line."""
        return (cls.__doc__ or cls.words).strip().splitlines()[0]

    @classmethod
    def offered_on(cls, screen: str) -> bool:
        """Tell whether a screen offers the action at all."""
        return EVERYWHERE in cls.screens or screen in cls.screens

    @classmethod
    def why_not(cls, context: Context) -> str | None:
        """Return why the action is not allowed now, or None where it is."""
        for requirement in cls.requires:
            if reason := requirement(context):
                return reason
        return None


def connected(context: Context) -> str | None:
    """Require an open database."""
    return None if context.identity else "The database is not open yet."


def writable(context: Context) -> str | None:
    """Require a session that may change things."""
    return "This session is read-only." if context.read_only else connected(context)


def a_row(context: Context) -> str | None:
    """Require a row under the cursor."""
    return None if context.selected is not None else "There is no row under the cursor."


def rows(context: Context) -> str | None:
    """Require marked rows or one under the cursor."""
    return None if context.marks else a_row(context)


def own_editor(context: Context) -> str | None:
    """Require a session that may start the user's editor."""
    if context.editor:
        return None
    return "No editor may be started here; `editor = true` in the configuration allows it."


def own_files(context: Context) -> str | None:
    """Require a session whose user may name files of this machine."""
    return (
        None
        if context.files
        else "The files here are the server's, not yours; send yours to who looks after it."
    )


def files_out(context: Context) -> str | None:
    """Require a session whose user may have files written on this machine."""
    return None if context.files else "The files here are the server's, not yours; none is written for you."


def administrator(context: Context) -> str | None:
    """Require an administrator."""
    if context.identity and context.identity.role is not Role.ADMIN:
        return "Administration is for administrators; ask one to do it, or to make you one."
    return connected(context)


def lead(context: Context) -> str | None:
    """Require an administrator or a manager."""
    if context.identity and context.identity.role is Role.AM:
        return "Only an administrator or a manager may do this."
    return connected(context)
