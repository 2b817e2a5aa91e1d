"""Putting right what a request is: its type, impact and urgency, with what was worked out from them."""

from typing import Any

from sqlalchemy import RowMapping

from amtui.domain.changes import Receipt
from amtui.domain.request_changes import Reclassify
from amtui.domain.request_rules import check_p1, priority_of
from amtui.domain.vocabulary import Priority
from amtui.domain.wording import label
from amtui.services.handlers.request_clock import retargeted
from amtui.services.handlers.request_common import alive, seen_request, write
from amtui.services.handlers.routing import usual_route
from amtui.services.writing import Writing


def reclassify(writing: Writing, change: Reclassify) -> Receipt:
    """Set type, impact and urgency; what those before gave follows, what was chosen otherwise stays.

    Raises:
        Refused: the request has ended, or becomes a P1 without its Support ticket.
    """
    given = {"type": change.type, "impact": change.impact, "urgency": change.urgency}
    values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    row = alive(seen_request(writing, change, values))
    after = {**row, **values}
    priority = _priority(row, after)
    if priority is not row["priority"]:
        check_p1(priority, row["external_ticket"])
        values |= {"priority": priority, **retargeted(writing, row, priority)}
    before = usual_route(writing, row["type"], row["priority"])
    if row["route"] is before or priority is Priority.P1:
        values["route"] = usual_route(writing, after["type"], priority)
    words = f"{row['ref']} is “{label(after['type'])}”, impact {after['impact']}, urgency {after['urgency']}"
    return write(writing, row, values, f"{words}, {priority}")


def _priority(row: RowMapping, after: dict[str, Any]) -> Priority:
    """Return the priority that impact and urgency give now, or the one that somebody chose instead."""
    chosen: Priority = row["priority"]
    if chosen is not priority_of(row["impact"], row["urgency"]):
        return chosen
    return priority_of(after["impact"], after["urgency"])
