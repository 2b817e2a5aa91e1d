"""How the writing runs beside the reading."""

import sys
from threading import current_thread

import pytest

from amtui.services.imports.lane import TURN, Lane


def test_threads_take_shorter_turns_only_while_rows_go_to_a_server() -> None:
    usual = sys.getswitchinterval()
    with Lane(beside=False):
        assert sys.getswitchinterval() == usual
    with Lane(beside=True):
        assert sys.getswitchinterval() == pytest.approx(TURN)
    assert sys.getswitchinterval() == usual


def test_what_a_job_beside_raises_ends_the_import_and_the_short_turns() -> None:
    usual, done = sys.getswitchinterval(), []

    def work() -> None:
        with Lane(beside=True) as lane:
            lane.run(lambda: done.append(current_thread().name))
            lane.run(fail)

    def fail() -> None:
        raise ValueError("the job")

    with pytest.raises(ValueError, match="the job"):
        work()
    assert done == ["import_0"]
    assert sys.getswitchinterval() == usual
