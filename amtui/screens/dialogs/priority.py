"""Choosing another priority; the reason is asked for afterwards."""

from collections.abc import Sequence

from amtui.domain.request_records import RequestRow
from amtui.domain.vocabulary import Priority
from amtui.screens.dialogs.base import Choice

WORDS = {
    Priority.P1: "P1: a service is down; needs a Support ticket",
    Priority.P2: "P2",
    Priority.P3: "P3",
    Priority.P4: "P4",
}


class PriorityDialog(Choice):
    """Offers the other priorities by their number; answers with the word stored."""

    def __init__(self, rows: Sequence[RequestRow]) -> None:
        now = {row.priority for row in rows}
        others = [(to.value[1:], WORDS[to], to.value) for to in Priority if now != {to}]
        what = f"{rows[0].ref}, now {rows[0].priority.value}" if len(rows) == 1 else f"{len(rows):,} requests"
        super().__init__(f"Priority of {what}", others)
