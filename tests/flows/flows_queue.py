"""Ways through the queue."""

from tests.flows.office import visit
from tests.support.flow import Flow

WIDE, NORMAL = (120, 34), (80, 24)

QUEUE_FLOWS = (
    Flow("queue-complete", visit(), NORMAL, ("3", "slash", "s", "t")),
    Flow("queue-dry-run", visit(), NORMAL, ("3", "V", "s", "w")),
    Flow("queue-triage", visit(), NORMAL, ("3", "t")),
    Flow("queue-grouped", visit(), WIDE, ("3", "b", "g")),
    Flow("queue-sort", visit(), NORMAL, ("3", "o")),
    Flow("queue-edit", visit(), NORMAL, ("3", "e")),
    Flow("queue-views", visit(), NORMAL, ("3", "S")),
    Flow("queue-snooze", visit(), NORMAL, ("3", "Z", *"mon")),
    Flow("queue-new", visit(), NORMAL, ("3", "a", "enter", *"Callers")),
    Flow("queue-escalate", visit(), NORMAL, ("3", "X")),
    Flow("queue-why", visit(), NORMAL, ("3", "w")),
    Flow("request-history", visit(), WIDE, ("3", "P", "3", "x", "enter", "enter", "l")),
)
