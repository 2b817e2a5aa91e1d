import subprocess
import sys

import pytest

from amtui.cli.warm import holes

FULL = """
from amtui.cli.warm import holes
def free():
    return sum(size * free for size, free in holes._free_blocks(holes._told()))
kept = [bytes(number % 400) for number in range(200_000)]
del kept[::2]
before = free()
holes.fill()
print(before, free())
import sys
print("still heard", file=sys.stderr)
"""


def test_gaps_between_what_stays_are_filled_and_errors_still_reach_their_reader() -> None:
    done = subprocess.run([sys.executable, "-c", FULL], capture_output=True, text=True, check=True)
    before, after = map(int, done.stdout.split())
    assert before > 1_000_000
    assert after < 200_000
    assert done.stderr == "still heard\n"


def test_an_interpreter_that_tells_nothing_of_its_memory_is_left_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(sys, "_debugmallocstats")
    before = list(holes._filling)
    holes.fill()
    assert holes._filling == before
