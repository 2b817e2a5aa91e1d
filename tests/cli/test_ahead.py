"""Days and moments ahead are taken in words wherever a command asks for one."""

import pytest

from tests.cli.conftest import Amtui


@pytest.mark.usefixtures("demo")
def test_days_and_moments_ahead_are_taken_in_words(amtui: Amtui) -> None:
    account = amtui("portfolio", "--json").json[0]["account"]
    for words in (
        ("milestone", "add", account, "Numbers ported", "--due", "fri"),
        ("kpi", "goal", account, "missed_call_rate", "--target", "0.09", "--due", "+90d"),
        ("review", "plan", account, "--kind", "training", "--at", "fri 10:00"),
        ("review", "series", "start", account, "--kind", "training", "--first", "2w", "--time", "10:00",
         "--every", "3m"),
    ):  # fmt: skip
        done = amtui(*words)
        assert done.code == 0, (words, done.err)
    ref = amtui("requests", "--limit", "1", "--json").json[0]["ref"]
    done = amtui("request", "escalate", ref, "--to", "engineering", "--by", "tomorrow", "--note", "down")
    assert done.code == 0, done.err
    for text in ("someday", "99d99", "mon14"):
        wrong = amtui("milestone", "add", account, "Later", "--due", text)
        assert (wrong.code, f"“{text}” is no day" in wrong.err) == (2, True)
