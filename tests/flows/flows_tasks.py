"""Ways through tasks and the day: written down, set beside meetings, said at a stand-up."""

from tests.flows.office import visit
from tests.support.flow import Flow

WIDE, NORMAL, NARROW = (120, 34), (80, 24), (60, 20)
QUOTE = ("a", *"Quote", "tab", *"today", "enter")
NOTES = ("a", *"Read notes", "enter")
DAY = ("0", *QUOTE, *NOTES, "right_square_bracket", "b", "enter")

TASK_FLOWS = (
    *(Flow("tasks", visit(), size, DAY) for size in (WIDE, NORMAL, NARROW)),
    Flow("tasks-day", visit(), NORMAL, (*DAY, *("right_square_bracket",) * 3)),
    *(Flow("standup", visit(), size, ("m", "x")) for size in (WIDE, NORMAL)),
)
