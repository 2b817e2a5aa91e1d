"""Which calls count as offered, and under which reason the others are listed."""

from collections import Counter
from itertools import product

import pytest

from amtui.domain.kpi import exclusions
from amtui.domain.kpi.exclusions import classify, first_reason, mask_of, reasons, words
from amtui.domain.vocabulary import CallDirection, CallOutcome

IN, OUT, WITHIN = CallDirection.INBOUND, CallDirection.OUTBOUND, CallDirection.INTERNAL
ANSWERED, GAVE_UP, IN_MENU = CallOutcome.ANSWERED, CallOutcome.ABANDONED, CallOutcome.IVR_ABANDONED


@pytest.mark.parametrize(
    ("direction", "outcome", "wait", "is_open", "is_leg", "expected"),
    [
        (IN, ANSWERED, 5, True, False, ()),
        (IN, CallOutcome.VOICEMAIL, 2, True, False, ()),
        (IN, ANSWERED, 5, None, False, ()),
        (IN, ANSWERED, 5, False, False, ("outside_hours",)),
        (IN, GAVE_UP, 9, True, False, ("short_abandoned",)),
        (IN, GAVE_UP, 10, True, False, ()),
        (IN, GAVE_UP, None, True, False, ()),
        (IN, IN_MENU, 3, True, False, ("ivr_abandoned",)),
        (IN, CallOutcome.AFTER_HOURS, None, True, False, ("outside_hours",)),
        (IN, CallOutcome.AFTER_HOURS, 3, None, False, ("outside_hours",)),
        (OUT, ANSWERED, 5, True, False, ("outbound",)),
        (WITHIN, GAVE_UP, 0, False, True, ("leg", "internal", "outside_hours", "short_abandoned")),
    ],
)
def test_a_call_is_excluded_for_every_reason_it_has(
    direction: CallDirection,
    outcome: CallOutcome,
    wait: int | None,
    is_open: bool | None,
    is_leg: bool,
    expected: tuple[str, ...],
) -> None:
    mask = classify(direction, outcome, wait, is_open=is_open, is_leg=is_leg)

    assert reasons(mask) == expected
    assert mask_of(expected) == mask
    assert first_reason(mask) == (expected[0] if expected else None)


def test_the_bits_are_those_that_are_stored_but_for_three() -> None:
    assert {name: mask_of((name,)) for name in exclusions.NAMES} == {
        "outside_hours": 1,
        "short_abandoned": 2,
        "ivr_abandoned": 4,
        "outbound": 8,
        "internal": 16,
        "leg": 32,
        "halted": 64,
        "pending": 128,
        "no_wait": 256,
        "gave_up": 512,
        "missed_otherwise": 1024,
    }
    assert {name for name in exclusions.NAMES if mask_of((name,)) > exclusions.ALL} == {
        "no_wait",
        "gave_up",
        "missed_otherwise",
    }


def test_exactly_one_combination_in_each_answered_case_is_offered() -> None:
    offered = Counter(
        classify(direction, ANSWERED, 5, is_open=is_open, is_leg=is_leg) == exclusions.OFFERED
        for direction, is_open, is_leg in product(CallDirection, (True, False), (True, False))
    )

    assert offered == {True: 1, False: 11}


def test_an_unknown_reason_is_an_error_and_not_ignored() -> None:
    with pytest.raises(KeyError):
        mask_of(["weekend"])


def test_every_reason_has_words() -> None:
    assert words("outside_hours") == "outside opening hours"
    assert len({words(name) for name in exclusions.NAMES}) == len(exclusions.NAMES)
