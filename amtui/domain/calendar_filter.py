"""How the calendar reads filters."""

from collections.abc import Callable
from datetime import datetime, time, tzinfo

from amtui.domain.filter_match import Look, Matching
from amtui.domain.filters import CALENDAR, parse
from amtui.domain.review_records import CalendarItem
from amtui.domain.wording import label

_KINDS = {"request_due": "due", "cadence_gap": "gap", "team_meeting": "team"}


def calendar_filter(text: str, now: datetime, zone: tzinfo) -> Callable[[CalendarItem], bool]:
    """Return what tells whether a filter asks for an item, at a moment and for somebody in a zone.

    Raises:
        FilterError: it cannot be understood.
    """
    wanted, matching, look = parse(text, CALENDAR), _matching(zone), Look(now, zone, {})
    return lambda item: matching.holds(item, wanted, look)


def _matching(zone: tzinfo) -> Matching[CalendarItem]:
    def moment(item: CalendarItem) -> datetime:
        return item.at or datetime.combine(item.day, time(), zone)

    return Matching(
        grammar=CALENDAR,
        fields={
            "account": lambda item: item.account,
            "kind": lambda item: (_KINDS.get(item.kind, item.kind), item.review),
            "status": lambda item: f"{_standing(item)} {item.status}",
            "at": moment,
        },
        marks={},
        text=lambda item: f"{item.what} {item.account} {_standing(item)} {label(item.kind)} {item.ref}",
        sorts={},
        account_of=lambda item: item.account_id,
    )


def _standing(item: CalendarItem) -> str:
    return "not planned" if item.kind == "cadence_gap" else label(item.status)
