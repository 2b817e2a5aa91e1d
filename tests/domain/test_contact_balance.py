"""Who talks to whom."""

from datetime import UTC, datetime, timedelta

from amtui.domain.contact_balance import last_touch, reactive_ratio
from amtui.domain.interaction_records import InteractionRow
from amtui.domain.vocabulary import Channel, InteractionDirection

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
US, THEM = InteractionDirection.OUTREACH, InteractionDirection.CLIENT


def talk(days_ago: float, direction: InteractionDirection = US, *, completed: bool = True) -> InteractionRow:
    """Return a contact that took place some days ago."""
    moment = NOW - timedelta(days=days_ago)
    return InteractionRow(1, 1, "", moment, direction, Channel.CALL, "", None, None, None, completed, 1)


def test_an_unanswered_call_is_no_touch() -> None:
    assert last_touch([talk(20), talk(3, completed=False), talk(9, THEM)]) == NOW - timedelta(days=9)
    assert last_touch([talk(3, completed=False)]) is None


def test_a_client_who_always_calls_first_is_flagged() -> None:
    found = reactive_ratio([talk(1, THEM), talk(2, THEM), talk(3), talk(31), talk(-1)], NOW)
    assert (found.client, found.total) == (2, 3)
    assert found.flagged


def test_half_is_not_yet_flagged_and_nothing_is_no_data() -> None:
    half = reactive_ratio([talk(1, THEM), talk(2, completed=False)], NOW)
    assert half.value == 0.5
    assert not half.flagged
    nothing = reactive_ratio([talk(40, THEM)], NOW)
    assert nothing.value is None
    assert not nothing.flagged
