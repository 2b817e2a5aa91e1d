"""Ways through what an account manager looks after beyond requests: health, onboarding, leave, tasks."""

from tests.flows.office import visit
from tests.support.flow import Flow

WIDE, NORMAL, NARROW = (120, 34), (80, 24), (60, 20)

RELATIONSHIP_FLOWS = (
    *(Flow("health", visit(), size, ("2", "W", "j")) for size in (WIDE, NORMAL, NARROW)),
    *(Flow("onboarding", visit(), size, ("2", "K")) for size in (WIDE, NORMAL, NARROW)),
    *(Flow("onboarding-sheet", visit(), size, ("2", "K", "enter", "j")) for size in (WIDE, NORMAL)),
    Flow("onboarding-technical", visit(), NORMAL, ("2", "K", "enter", "a")),
    *(Flow("leave", visit(), size, ("2", "D", "j")) for size in (WIDE, NORMAL)),
    Flow("leave-add", visit(), NORMAL, ("2", "D", "a")),
    Flow("health-rules", visit(), WIDE, ("2", "W", "e")),
)
