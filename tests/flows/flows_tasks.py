"""Ways through tasks and the day: written down, set beside meetings, said at a stand-up."""

from tests.flows.office import visit
from tests.support.flow import Flow

WIDE, NORMAL, NARROW = (120, 34), (80, 24), (60, 20)
DAY = ("0", "b", "enter", "l", "j")

TASK_FLOWS = (
    *(Flow("tasks", visit(), size, DAY) for size in (WIDE, NORMAL, NARROW)),
    Flow("tasks-day", visit(), NORMAL, (*DAY, *"lll")),
    *(Flow("standup", visit(), size, ("m", "x", "x")) for size in (WIDE, NORMAL)),
)
