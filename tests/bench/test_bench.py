"""The measurements can be trusted: they see what is written, when, and by whom."""

import re
import sys

import pytest

from tests.bench import measure, replies, screen, table
from tests.bench.measure import Plan
from tests.bench.program import Program, floor
from tests.bench.steps import QUEUE_STEPS

SLOW = """
import sys, time, tty
tty.setraw(0)
sys.stdout.write("READY 0"); sys.stdout.flush()
for count in range(1, 99):
    if sys.stdin.buffer.raw.read(1) == b"q":
        break
    time.sleep(0.03)
    sys.stdout.write("\\r\\x1b[KREADY " + str(count)); sys.stdout.flush()
"""


@pytest.mark.terminal
def test_the_bare_app_is_measured_from_start_to_end() -> None:
    figures = measure.run(floor(), Plan(keys=5, idle=0.5))
    further = {f"{step.figure}_p95" for step in QUEUE_STEPS}
    assert further < set(table.LABELS)
    assert set(figures) >= set(table.LABELS) - {"open"} - further
    assert 0 < figures["first_paint"] <= figures["ready"]
    assert figures["key_bytes"] > 0
    assert figures["pss"] > 5


@pytest.mark.terminal
def test_a_key_takes_as_long_as_its_effect_takes_to_appear() -> None:
    slow = Program("slow", (sys.executable, "-c", SLOW), ready="READY 0", track=r"READY \d+")
    figures = measure.run(slow, Plan(keys=8))
    assert 30 <= figures["key_p50"] < 200
    assert figures["key_bytes"] >= len("\r\x1b[KREADY 1")


@pytest.mark.terminal
def test_a_key_without_effect_is_no_figure() -> None:
    deaf = Program("deaf", (sys.executable, "-c", SLOW), ready="READY 0", track="READY")
    with pytest.raises(TimeoutError, match="changed nothing"):
        measure.run(deaf, Plan(keys=1))


@pytest.mark.terminal
def test_a_program_that_ends_early_is_reported_with_its_last_screen() -> None:
    broken = Program("broken", (sys.executable, "-c", "print('no such thing')"), ready="READY", track="x")
    with pytest.raises(TimeoutError, match="no such thing"):
        measure.run(broken, Plan())


def test_ratios_are_taken_within_a_round() -> None:
    base = [{"ready": 100.0}, {"ready": 200.0}, {"ready": 400.0}]
    other = [{"ready": 150.0}, {"ready": 300.0}, None]
    text = table.report({"base": base, "other": other})
    assert re.search(r"ready ms +200 +225 \(1\.50x\)$", text, re.MULTILINE)
    assert "other [2]" in text


def test_a_list_is_held_against_the_bare_start_and_great_sizes_against_small_ones() -> None:
    small, great = [{"open": 50.0, "sort_p95": 20.0}], [{"open": 100.0, "sort_p95": 30.0}]
    text = table.report({"bare": [{"ready": 200.0}], "amtui, 1": small, "amtui, 2": great})
    assert re.search(r"list opens ms +- +50 \(0\.25x\) +100 \(0\.50x\) +2\.00x$", text, re.MULTILINE)
    assert re.search(r"sort p95 ms +- +20 +30 +1\.50x$", text, re.MULTILINE)


def test_the_screen_ignores_what_nobody_sees() -> None:
    shown = screen.Screen(20, 2)
    shown.feed("\x1b[?2026h\x1b]0;title\x07\x1b[>1uHello\x1b[?2026l")
    assert shown.text().splitlines()[0].rstrip() == "Hello"
    assert screen.split_unfinished("done\x1b[3") == ("done", "\x1b[3")


def test_questions_are_answered_in_the_order_they_were_asked() -> None:
    asked = "\x1b[6n\x1b[?2026$p\x1b[c"
    assert replies.answers(asked, (40, 120), lambda: (1, 5)) == "\x1b[1;5R\x1b[?2026;2$y\x1b[?62;22c"
    assert replies.answers("plain", (40, 120), lambda: (1, 5)) == ""
