"""Which runs of the program a warm parent may carry: those that open the dashboard in a plain terminal.

Loaded before anything else of the program in every session, so it imports next to nothing.
"""

import os

TAKE_A_VALUE = frozenset({"--db", "--config", "--tz", "--as", "--state"})
SWITCHES = frozenset({"--read-only", "--quiet"})
OPENS = frozenset({"", "session"})
READ_WHEN_LOADED = ("TEXTUAL", "ESCDELAY")
"""What begins like this is read when a library is loaded, so a parent cannot know it."""
HONOURED = "TEXTUAL_THEME"
PAINTS = ("TEXTUAL_FPS", "120")
"""How often Textual may paint: at its own 60 times a second a key waits twice as long to be seen."""


def command_of(arguments: list[str]) -> str | None:
    """Return the command of a command line of nothing but known options; "" is none, None is not sure."""
    command, left = "", iter(arguments)
    for one in left:
        name, equals, _value = one.partition("=")
        if name in TAKE_A_VALUE:
            if not equals and next(left, None) is None:
                return None
        elif one.startswith("-"):
            if one not in SWITCHES:
                return None
        elif command:
            return None
        else:
            command = one
    return command


def may_be_carried(arguments: list[str]) -> bool:
    """Tell whether a run opens the dashboard, in a terminal, with nothing set that a parent cannot honour."""
    if command_of(arguments) not in OPENS or os.environ.get("TERM", "dumb") == "dumb":
        return False
    known = {HONOURED} | ({PAINTS[0]} if os.environ.get(PAINTS[0]) == PAINTS[1] else set())
    if any(name.startswith(READ_WHEN_LOADED) and name not in known for name in os.environ):
        return False
    return all(os.isatty(number) for number in (0, 1, 2))
