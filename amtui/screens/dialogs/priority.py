"""Choosing another priority; the reason is asked for afterwards."""

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

    def __init__(self, row: RequestRow) -> None:
        others = [(to.value[1:], WORDS[to], to.value) for to in Priority if to is not row.priority]
        super().__init__(f"Priority of {row.ref}, now {row.priority.value}", others)
