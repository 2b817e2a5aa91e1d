"""What the statuses that a ticket went through say: how it stands, its answer, its end, its pauses."""

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile
from typing import Any

from amtui.domain.request_rules import PAUSED, STOPPED, TERMINAL
from amtui.domain.vocabulary import RequestStatus

Move = tuple[int, str]
"""When, in microseconds, and the status from then on."""

_ANSWERS = frozenset({RequestStatus.IN_PROGRESS, RequestStatus.WAITING_CLIENT, RequestStatus.VALIDATING})


def told_by(moves: Sequence[Move]) -> dict[str, Any]:
    """Return the columns of a request that follow from its moves, at least one, in order of time.

    The last wins. The first that takes a ticket out of New is the first response: a pause before anybody
    took it up is none, and neither is an end, since who is only closed was not answered.
    """
    history = [move for before, move in zip([(0, ""), *moves], moves, strict=False) if before[1] != move[1]]
    return {
        "status": moves[-1][1],
        "created_at": moves[0][0],
        "updated_at": moves[-1][0],
        "first_response_at": next((at for at, status in moves if status in _ANSWERS), None),
        "resolved_at": ended_at(moves, {RequestStatus.RESOLVED}),
        "closed_at": ended_at(moves, TERMINAL),
        "moves": tuple(moves),
        "history": tuple(history),
        "holds": tuple(holds(history)),
    }


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
