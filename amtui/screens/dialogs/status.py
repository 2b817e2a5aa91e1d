"""Choosing a status for one request or many, by its letter."""

from collections.abc import Sequence

from amtui.domain.request_records import RequestRow
from amtui.domain.request_rules import allowed_moves
from amtui.domain.vocabulary import RequestStatus
from amtui.domain.wording import label, title
from amtui.screens.dialogs.base import Choice

LETTERS = {
    RequestStatus.IN_PROGRESS: "i",
    RequestStatus.WAITING_CLIENT: "w",
    RequestStatus.WAITING_INTERNAL: "n",
    RequestStatus.ROUTED: "o",
    RequestStatus.VALIDATING: "v",
    RequestStatus.RESOLVED: "r",
    RequestStatus.CLOSED: "c",
    RequestStatus.DECLINED: "d",
    RequestStatus.CANCELLED: "x",
}


class StatusDialog(Choice):
    """Offers the statuses that any of the requests may move to; answers with the word stored."""

    def __init__(self, rows: Sequence[RequestRow]) -> None:
        moves = _possible(rows)
        what = f"{rows[0].ref}, now {label(rows[0].status)}" if len(rows) == 1 else f"{len(rows)} requests"
        none = "" if moves else ": no move leaves that status"
        super().__init__(f"Status of {what}{none}", [(LETTERS[to], title(to), to.value) for to in moves])


def _possible(rows: Sequence[RequestRow]) -> tuple[RequestStatus, ...]:
    possible = {to for row in rows for to in allowed_moves(row.status, row.priority)}
    return tuple(to for to in LETTERS if to in possible)
