"""A day at the end of a title is read where it can mean nothing else."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from amtui.domain.day_in_title import day_in_title

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 27, 23, 30, tzinfo=UTC)
"""A Friday in UTC, already Saturday in Berlin."""


@pytest.mark.parametrize(
    ("text", "title", "words", "day"),
    [
        ("Call Kim tomorrow", "Call Kim", "tomorrow", date(2026, 3, 29)),
        ("Call Kim TODAY", "Call Kim", "TODAY", date(2026, 3, 28)),
        ("Send offer fri 14:00", "Send offer 14:00", "fri", date(2026, 4, 3)),
        ("Send the offer on Friday", "Send the offer", "on Friday", date(2026, 4, 3)),
        ("Send  the offer by sat at 9:15", "Send the offer at 9:15", "by sat", date(2026, 4, 4)),
        ("Renew 2026-12-01", "Renew", "2026-12-01", date(2026, 12, 1)),
        ("Ask Kim by mon", "Ask Kim", "by mon", date(2026, 3, 30)),
        ("Ask about [red]=1+1 thu", "Ask about [red]=1+1", "thu", date(2026, 4, 2)),
    ],
)
def test_a_day_is_read_off_the_end(text: str, title: str, words: str, day: date) -> None:
    found = day_in_title(text, NOW, BERLIN)
    assert found is not None
    assert (found.title, found.words, found.day) == (title, words, day)


@pytest.mark.parametrize(
    "text",
    [
        "", "tomorrow", "on friday", "fri 14:00", "Call Kim", "Call Kim at 14:00", "Tomorrow's call",
        "Prepare Black Friday", "Greetings for Good Friday", "Cancel the call of tomorrow",
        "Call next friday", "Ask Sun by mon", "Report every monday", "Say what changed since tue",
        "Prepare the slides for tomorrow",
        "Move the call to friday", "Ask about today", "Talk to Sun", "Call Mon", "Where Kim sat",
        "Move Monday's call, monday, tomorrow", "Move the 10:00 call tomorrow", "Friday or tomorrow",
        "Renew 2026-03-01", "Renew 2026-02-30", "Extend the trial 2w", "Send offer fri 25:00",
        "Send offer fri 14", "Call Kim tomorrow about the offer", "Not today", "Done before friday",
    ],
)  # fmt: skip
def test_what_may_mean_something_else_stays_a_title(text: str) -> None:
    assert day_in_title(text, NOW, BERLIN) is None
