"""Why a call is not counted as offered: one bit for each reason, so that each can be switched off.

A vectorised mirror of `classify` is the sum of six comparisons, each times its bit:
`OUTSIDE_HOURS * (is_open == False or outcome == after_hours)`,
`SHORT_ABANDONED * (outcome == abandoned and wait known and wait < SHORT_ABANDON_SECONDS)`,
`IVR_ABANDONED * (outcome == ivr_abandoned)`, `OUTBOUND * (direction == outbound)`,
`INTERNAL * (direction == internal)`, `LEG * is_leg`.
"""

from collections.abc import Iterable

from amtui.domain.vocabulary import CallDirection, CallOutcome

OFFERED = 0
OUTSIDE_HOURS = 1
SHORT_ABANDONED = 2
IVR_ABANDONED = 4
OUTBOUND = 8
INTERNAL = 16
LEG = 32
HALTED = 64
"""A sync attempt that was filtered or stopped on purpose: no attempt at all."""
PENDING = 128
"""A sync attempt without a result yet: counted apart."""
NO_WAIT = 256
"""A call whose wait nobody recorded, where the wait is what is counted; never kept with the call."""
GAVE_UP = 512
"""A caller who gave up, where the method ignores those; never kept with the call."""
MISSED_OTHERWISE = 1024
"""A missed caller who is not known to have given up, such as at a mailbox; never kept with the call."""

ALL = 255
"""The bits of all reasons that are kept with an observation."""

SHORT_ABANDON_SECONDS = 10
"""A caller who hangs up before this many seconds has not given anybody a chance to answer."""

PRIORITY: tuple[tuple[int, str, str], ...] = (
    (LEG, "leg", "further legs of a call"),
    (INTERNAL, "internal", "internal calls"),
    (OUTBOUND, "outbound", "outbound calls"),
    (OUTSIDE_HOURS, "outside_hours", "outside opening hours"),
    (IVR_ABANDONED, "ivr_abandoned", "hung up in the menu"),
    (SHORT_ABANDONED, "short_abandoned", "hung up within 10 s"),
    (HALTED, "halted", "halted or filtered on purpose"),
    (PENDING, "pending", "still pending"),
    (MISSED_OTHERWISE, "missed_otherwise", "missed, not known to have given up"),
    (NO_WAIT, "no_wait", "wait not recorded"),
    (GAVE_UP, "gave_up", "gave up, which the method ignores"),
)
"""Bit, name in output, words on screens; a call with several reasons is listed under the first."""

OF_CALLS = ("leg", "internal", "outbound", "outside_hours", "ivr_abandoned", "short_abandoned")
"""The reasons for not counting a call, each of which can be switched off."""
OF_SYNC = ("halted", "pending")
"""The reasons for not counting an attempt to synchronise."""

NAMES = tuple(name for _, name, _ in PRIORITY)
_BITS = {name: bit for bit, name, _ in PRIORITY}
_WORDS = {name: words for _, name, words in PRIORITY}


def classify(
    direction: CallDirection,
    outcome: CallOutcome,
    wait_seconds: int | None,
    *,
    is_open: bool | None,
    is_leg: bool,
) -> int:
    """Return the reasons for not counting a call as offered, as the sum of their bits.

    Args:
        direction: who placed the call.
        outcome: how it ended.
        wait_seconds: how long the caller waited; None where unknown, which excludes nothing.
        is_open: whether it came within opening hours; None where no hours are known, which
            excludes nothing.
        is_leg: whether it continues a call that is already counted, as a transfer does.

    Returns:
        0 for an offered call.
    """
    short = wait_seconds is not None and wait_seconds < SHORT_ABANDON_SECONDS
    return (
        OUTSIDE_HOURS * (is_open is False or outcome is CallOutcome.AFTER_HOURS)
        + SHORT_ABANDONED * (outcome is CallOutcome.ABANDONED and short)
        + IVR_ABANDONED * (outcome is CallOutcome.IVR_ABANDONED)
        + OUTBOUND * (direction is CallDirection.OUTBOUND)
        + INTERNAL * (direction is CallDirection.INTERNAL)
        + LEG * is_leg
    )


def reasons(mask: int) -> tuple[str, ...]:
    """Return the names of all reasons in `mask`, the one it is listed under first."""
    return tuple(name for bit, name, _ in PRIORITY if mask & bit)


def first_reason(mask: int) -> str | None:
    """Return the reason that `mask` is listed under, or None when nothing is excluded."""
    return next(iter(reasons(mask)), None)


def mask_of(names: Iterable[str]) -> int:
    """Return the bits of the named reasons.

    Raises:
        KeyError: for a name that is no reason.
    """
    mask = 0
    for name in names:
        mask |= _BITS[name]
    return mask


def words(name: str) -> str:
    """Return how screens call the reason `name`.

    Raises:
        KeyError: for a name that is no reason.
    """
    return _WORDS[name]


_OF_EVIDENCE = {
    "later_attempt": "a later attempt decides",
    "earlier_attempt": "an earlier attempt decides",
    "unanswered": "no answer yet",
}


def evidence_words(name: str) -> str:
    """Return why a single observation is not counted, for any reason."""
    return _OF_EVIDENCE.get(name) or _WORDS.get(name, name)
