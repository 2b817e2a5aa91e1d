"""What of the environment a run believes.

Loaded before anything else of the program, so it imports next to nothing.
"""

import os

from amtui.cli.warm.eligible import PAINTS, command_of

KEPT = frozenset(
    "TERM COLORTERM NO_COLOR TERM_PROGRAM LANG LANGUAGE PATH SSH_CONNECTION SSH_TTY SSH_ORIGINAL_COMMAND"
    " XDG_RUNTIME_DIR AMTUI_WARM".split()
)
"""What a session believes: how to draw, and which sockets to look at, whose owners are checked."""
KEPT_TOO = "LC_"


def prepare(arguments: list[str]) -> None:
    """Set the environment for a run; a session forgets what the other end of a connection may have sent."""
    if command_of(arguments) == "session" or "session" in arguments[:1]:
        _forget()
    os.environ.setdefault(*PAINTS)
    if os.environ.get("NO_COLOR"):
        # Textual reads its theme when it is imported; this one leaves colours to the terminal.
        os.environ["TEXTUAL_THEME"] = "ansi-dark"


def _forget() -> None:
    """Keep what says how to draw; user, home and shell are as the system's user list has them."""
    import pwd

    for name in [name for name in os.environ if name not in KEPT and not name.startswith(KEPT_TOO)]:
        del os.environ[name]
    try:
        user = pwd.getpwuid(os.geteuid())
    except KeyError:
        return
    os.environ |= {"HOME": user.pw_dir, "USER": user.pw_name, "LOGNAME": user.pw_name}
