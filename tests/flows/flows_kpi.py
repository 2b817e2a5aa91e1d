"""Ways through goals and explanations."""

from tests.flows.office import visit
from tests.support.flow import Flow

WIDE, NORMAL, NARROW = (120, 34), (80, 24), (60, 20)
KPIS = ("2", "enter", "l")

KPI_FLOWS = (
    Flow("goal-form", visit(), WIDE, (*KPIS, "a", *"-20 %")),
    Flow("goal-form", visit(), NORMAL, (*KPIS, "a", *"-20 %")),
    Flow("explain", visit(), WIDE, (*KPIS, "w")),
    Flow("explain-switched", visit(), NORMAL, (*KPIS, "w", "j", "j", "x")),
    Flow("explain", visit(), NARROW, (*KPIS, "w", "l")),
    Flow("portfolio-why", visit(), NORMAL, ("2", "w")),
)
