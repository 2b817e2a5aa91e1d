"""Whether a warm parent is there and really answers, asked as a client that it will refuse."""

import os
import socket
import struct
import sys
import time
from pathlib import Path

from amtui.cli.warm.place import places
from amtui.cli.warm.wire import LENGTH, NO, encoded

SECONDS = 5.0
AGAIN_AFTER = (0.0, 1.0, 2.0)
"""Seconds before each try: a parent that was upgraded begins anew when somebody comes."""
STRANGER = "doctor"
"""A make of the program that no client has, so that nothing is opened."""
NONE = "none listens; dashboards load by themselves, as they may"


def state() -> tuple[bool, str, int | None]:
    """Return whether all is well with the warm parent, that in words, and its process."""
    found = listener()
    if found is not None:
        place, process = found
        if answers(place):
            return True, f"answers at {place}", process
        return False, f"process {process} listens at {place}, and does not answer; restart it", process
    left = next((place for place in places() if Path(place).exists()), None)
    if left is not None:
        return False, f"nobody listens at {left}, which an earlier one has left; start it again", None
    return True, NONE, None


def listener() -> tuple[str, int] | None:
    """Return the socket at which a parent of this user listens, and its process; None where none does."""
    for place in places():
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(SECONDS)
            try:
                line.connect(place)
                peer = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
            except OSError:
                continue
            process, user, _group = struct.unpack("3i", peer)
            if user == os.geteuid():
                return place, process
    return None


def answers(place: str, seconds: float = SECONDS) -> bool:
    """Tell whether a session begins for whoever comes, and speaks within some seconds."""
    for wait in AGAIN_AFTER:
        time.sleep(wait)
        try:
            if _asked(place, seconds) == NO:
                return True
        except TimeoutError:
            return False
        except OSError:
            continue
    return False


def _asked(place: str, seconds: float) -> bytes:
    asked = encoded(STRANGER, "/", 0, [], {})
    with socket.socket(socket.AF_UNIX) as line, Path(os.devnull).open("r+b", buffering=0) as nothing:
        line.settimeout(seconds)
        line.connect(place)
        socket.send_fds(line, [len(asked).to_bytes(LENGTH, sys.byteorder)], [nothing.fileno()] * 3)
        line.sendall(asked)
        return line.recv(1)
