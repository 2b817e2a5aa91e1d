from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from amtui.domain.contact_balance import ReactiveRatio
from amtui.domain.interaction_words import THEM, US, balance_words, said_of, touch_words
from amtui.domain.vocabulary import Channel, InteractionDirection


@pytest.mark.parametrize(
    ("balance", "words"),
    [
        (ReactiveRatio(0, 0), "none in 30 days"),
        (ReactiveRatio(1, 2), "1 of 2 started by them (50 %)"),
        (ReactiveRatio(5, 9), "▲ 5 of 9 started by them (56 %)"),
    ],
)
def test_a_client_who_is_the_one_to_call_stands_out(balance: ReactiveRatio, words: str) -> None:
    assert balance_words(balance) == words


@pytest.mark.parametrize(
    ("channel", "direction", "completed", "words"),
    [
        (Channel.CALL, US, True, "We called"),
        (Channel.CALL, US, False, "Called, nobody answered"),
        (Channel.EMAIL, THEM, True, "They wrote a mail"),
        (Channel.EMAIL, US, False, "We wrote a mail, no answer"),
    ],
)
def test_a_contact_of_which_nobody_said_more(
    channel: Channel, direction: InteractionDirection, words: str, *, completed: bool
) -> None:
    assert said_of(channel, direction, completed=completed) == words


@pytest.mark.parametrize(
    ("last", "zone", "words"),
    [
        ("2026-11-23T08:00", "UTC", "1 h ago"),
        ("2026-11-22T10:00", "UTC", "23 h ago"),
        ("2026-11-22T08:00", "UTC", "1 d ago"),
        ("2026-11-16T22:00", "UTC", "7 d ago"),
        ("2026-11-16T22:00", "Asia/Tokyo", "6 d ago"),
        ("2026-11-20T03:00", "America/New_York", "4 d ago"),
        ("2026-09-01T09:00", "UTC", "2 mo ago"),
    ],
)
def test_a_last_touch_lies_back_by_days_of_the_account(last: str, zone: str, words: str) -> None:
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    at = datetime.fromisoformat(last).replace(tzinfo=UTC)
    assert touch_words(at, now, ZoneInfo(zone)) == words
    assert touch_words(None, now, ZoneInfo(zone)) == "never"
