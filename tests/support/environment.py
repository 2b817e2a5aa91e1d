"""Take the developer's terminal and settings out of the environment.

Loaded as a pytest plugin by name, so that it runs before any plugin imports Textual, which reads its
theme and colours from the environment on import.
"""

import os
import sys

KEPT = ("AMTUI_TEST_", "AMTUI_REAL_DATA", "TEXTUAL_SNAPSHOT_")
DROPPED = ("AMTUI_", "TEXTUAL", "PG")
DROPPED_NAMES = frozenset(
    {
        "NO_COLOR",
        "COLORTERM",
        "FORCE_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "COLUMNS",
        "LINES",
        "EDITOR",
        "VISUAL",
        "PYTHONDONTWRITEBYTECODE",
    }
)
"""Where bytecode may not be kept, every worker and every program that a test starts compiles all anew."""


def unwanted(name: str) -> bool:
    """Tell whether a variable would make tests depend on the machine they run on."""
    if name.startswith(KEPT):
        return False
    return name.startswith(DROPPED) or name in DROPPED_NAMES


def clean() -> None:
    """Remove the unwanted variables from this process and all that it starts."""
    for name in [name for name in os.environ if unwanted(name)]:
        del os.environ[name]
    os.environ["TERM"] = "xterm-256color"
    os.environ["LC_ALL"] = "C.UTF-8"
    sys.dont_write_bytecode = False


clean()
