"""Where a warm parent listens, and which make of the program it belongs to.

Loaded before anything else of the program in every session, so it imports next to nothing.
"""

import os
import sys

import amtui

VARIABLE = "AMTUI_WARM"
OFF = "off"
SOCKET = "amtui/warm.sock"
SYSTEM = "/run"


def places() -> list[str]:
    """Return the sockets at which a parent may listen, likeliest first; none where they are switched off."""
    named = os.environ.get(VARIABLE)
    if named:
        return [] if named == OFF else [named]
    folders = (os.environ.get("XDG_RUNTIME_DIR"), f"/run/user/{os.geteuid()}", SYSTEM)
    return [f"{folder}/{SOCKET}" for folder in dict.fromkeys(folders) if folder]


def own_place() -> str:
    """Return the socket at which a parent of this user listens.

    A service manager names the folder that it made, else it is the user's runtime folder, else that of state.
    """
    if named := os.environ.get(VARIABLE, OFF).replace(OFF, ""):
        return named
    if given := os.environ.get("RUNTIME_DIRECTORY"):
        return f"{given}/warm.sock"
    folder = os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.geteuid()}"
    return f"{folder}/{SOCKET}"


def make() -> str:
    """Return a line that differs between two installations, and before and after an upgrade of one."""
    library = f"{sys.prefix}/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
    changed = [_changed(amtui.__file__), _changed(library)]
    return " ".join((amtui.__version__, amtui.__file__, sys.version.replace("\n", " "), *map(str, changed)))


def _changed(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116 a Path costs a fifth of the start
    except OSError:
        return 0
