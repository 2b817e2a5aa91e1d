"""Ways through Insights: what an account manager would show to a client."""

from tests.flows.office import empty_template, visit
from tests.support.flow import Flow

WIDE, NORMAL, NARROW = (120, 34), (80, 24), (60, 20)
BRIGHTWATER = ("5", "slash", *"bright", "enter", "plus", "plus")
KESTREL = ("5", "slash", *"kestrel", "enter", "plus", "plus", "left_square_bracket")

INSIGHT_FLOWS = (
    Flow("insights", visit(), NORMAL, ("5",)),
    Flow("insights", visit(), NARROW, ("5", "l", "l")),
    Flow("insights-missed", visit(), WIDE, (*BRIGHTWATER, "l")),
    Flow("insights-week", visit(), NORMAL, (*BRIGHTWATER, "h", "n")),
    Flow("insights-sync", visit(), WIDE, (*KESTREL, "b")),
    Flow("insights-empty", visit(empty_template), NORMAL, ("5",)),
    Flow("insights-error", visit(ruin="calls"), NORMAL, ("5",)),
    Flow("insights-ansi", visit(theme="ansi-dark"), WIDE, (*BRIGHTWATER, "l")),
)
