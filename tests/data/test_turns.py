"""Writers on one SQLite file take turns."""

import fcntl
import os
import threading
from pathlib import Path

from amtui.data.turns import Turn


def is_free(folder: Path) -> bool:
    """Tell whether somebody else could write now."""
    file = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(file)
    return True


def test_only_one_has_the_turn_until_it_is_given_back(tmp_path: Path) -> None:
    turn = Turn(tmp_path)
    assert not is_free(tmp_path)
    turn.give_back()
    turn.give_back()
    assert is_free(tmp_path)


def test_who_waited_gets_the_turn(tmp_path: Path) -> None:
    first, got = Turn(tmp_path), threading.Event()

    def wait() -> None:
        turn = Turn(tmp_path)
        got.set()
        turn.give_back()

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert not got.is_set()
    first.give_back()
    waiting.join(30)
    assert got.is_set()


def test_who_has_waited_long_enough_goes_on_and_leaves_nothing_locked(tmp_path: Path) -> None:
    stopped = Turn(tmp_path)
    impatient = Turn(tmp_path, patience=0.01)
    impatient.give_back()
    stopped.give_back()
    for thread in threading.enumerate():
        if thread.name == "amtui-turn":
            thread.join(30)
    assert is_free(tmp_path)


def test_a_forgotten_turn_and_a_folder_that_is_not_there_hold_nobody_up(tmp_path: Path) -> None:
    turn = Turn(tmp_path)
    del turn
    assert is_free(tmp_path)
    Turn(tmp_path / "none").give_back()
