"""Ways through the day's list: why a row stands where it stands, and the counts that narrow the list."""

from tests.flows.office import visit
from tests.support.flow import Flow

WIDE, NORMAL, NARROW = (120, 34), (80, 24), (60, 20)
GAPS = ("right_square_bracket",) * 6
ASIDE = (*GAPS, "f", "z", "f", "r", "i", "enter", "escape", "left_square_bracket")

TODAY_FLOWS = (
    Flow("today-answer", visit(), NORMAL, ("f",)),
    *(Flow("today-delegate", visit(), size, (*GAPS, "f", "g")) for size in (WIDE, NORMAL)),
    Flow("today-aside", visit(), WIDE, ASIDE),
    *(Flow("today-why", visit(), size, ("j", "w")) for size in (WIDE, NORMAL)),
    *(Flow("today-kpis", visit(), size, ("right_square_bracket",) * 4) for size in (WIDE, NORMAL, NARROW)),
)
