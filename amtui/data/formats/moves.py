"""What the statuses that a ticket went through say: when it ended, and when its clock stood still."""

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from amtui.domain.request_rules import PAUSED, STOPPED
from amtui.domain.vocabulary import RequestStatus

Move = tuple[int, str]
"""When, in microseconds, and the status from then on."""


def ended_at(moves: Sequence[Move], among: Collection[RequestStatus]) -> int | None:
    """Return when a ticket last took one of these statuses; None if it was taken up again after it."""
    rest = takewhile(_is_stopped, reversed(moves))
    return next((at for at, status in rest if status in among), None)


def holds(moves: Sequence[Move]) -> Iterator[tuple[int, int | None]]:
    """Give from when to when the clock of the resolution stood still; None is until today.

    That is while the ticket waited for the client, and from an end until it was taken up again.
    """
    reopened = len(moves) - len(list(takewhile(_is_stopped, reversed(moves))))
    ends = [at for at, _ in moves[1:]]
    for place, ((at, status), end) in enumerate(zip(moves, [*ends, None], strict=False)):
        if status in PAUSED or (status in STOPPED and place < reopened):
            yield at, end


def _is_stopped(move: Move) -> bool:
    return move[1] in STOPPED
