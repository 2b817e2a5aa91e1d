"""Ways through the calendar and the reviews."""

from tests.flows.office import visit
from tests.support.flow import Flow

WIDE, NORMAL, NARROW = (120, 34), (80, 24), (60, 20)
WEEK = ("4", "right_square_bracket")
AGENDA = (*WEEK, "right_square_bracket")
GAPS = ("4", "left_square_bracket")
A_QBR = ("4", "K", "enter", "j", "j", "j", "enter")

REVIEW_FLOWS = (
    *(Flow("calendar-week", visit(), size, WEEK) for size in (WIDE, NORMAL, NARROW)),
    *(Flow("calendar-agenda", visit(), size, AGENDA) for size in (WIDE, NORMAL)),
    *(Flow("calendar-gaps", visit(), size, GAPS) for size in (WIDE, NORMAL)),
    Flow("calendar-filter", visit(), NORMAL, (*GAPS, "slash", *"qbr")),
    Flow("qbr-pack", visit(), NORMAL, ("2", "enter", "Q")),
    Flow("calendar-plan-gap", visit(), NORMAL, (*GAPS, "a")),
    *(Flow("review", visit(), size, A_QBR) for size in (WIDE, NORMAL)),
    Flow("review-hold", visit(), NORMAL, (*A_QBR, "f")),
    *(Flow("contacts", visit(), size, ("2", "T")) for size in (WIDE, NORMAL)),
    Flow("contacts-log", visit(), NORMAL, ("2", "C")),
    Flow("contacts-edit", visit(), NORMAL, ("2", "T", "e")),
    Flow("review-notes", visit(), NORMAL, (*A_QBR, "n", *"Hi")),
)
