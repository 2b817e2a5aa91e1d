import pytest

from amtui.domain.contact_balance import ReactiveRatio
from amtui.domain.interaction_words import THEM, US, balance_words, said_of
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
